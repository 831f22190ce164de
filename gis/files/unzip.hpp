#pragma once

#include "gis/files/reader.hpp"
#include "gis/files/temp_folder.hpp"

#include <filesystem>
#include <vector>

namespace gis::files {

struct Unpacked {
    TempFolder folder;
    std::vector<std::filesystem::path>
        files; ///< under plain ASCII names that we made from the members' base names
};

/// Unpacks the members of a zip that have one of our formats' endings, after a look at its central
/// directory. Other members are left out.
/// @throws Error{invalid_data} code "bad-zip" (damaged, encrypted, absolute or `..` names, names
/// twice), {too_large} code "zip-too-large" (more than 64 members, over the limit unpacked, packed
/// more than 100 times)
[[nodiscard]] Unpacked unzip(const std::filesystem::path& file, const ReadLimits& limits);

} // namespace gis::files
