#pragma once

#include <filesystem>

namespace gis::store {

/// Where the store of a data folder is.
[[nodiscard]] inline std::filesystem::path store_file(const std::filesystem::path& data_folder) {
    return data_folder / "atlas.sqlite";
}

/// Where a data folder says what its atlas is called and how it is run; may be missing.
[[nodiscard]] inline std::filesystem::path settings_file(const std::filesystem::path& data_folder) {
    return data_folder / "atlas.json";
}

/// That a file is there and is a store of this program's version.
/// @throws Error{storage} with "no-store", "older-store" or what inspect() throws
void require_current(const std::filesystem::path& file);

} // namespace gis::store
