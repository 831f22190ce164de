#pragma once

#include <filesystem>

namespace gis::store {

/// Where the store of a data folder is.
[[nodiscard]] inline std::filesystem::path store_file(const std::filesystem::path& data_folder) {
    return data_folder / "atlas.sqlite";
}

/// That a file is there and is a store of this program's version.
/// @throws Error{storage} with "no-store", "older-store" or what inspect() throws
void require_current(const std::filesystem::path& file);

} // namespace gis::store
