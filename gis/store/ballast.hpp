#pragma once

#include <cstdint>
#include <filesystem>

namespace gis::store {

inline constexpr std::int64_t ballast_bytes = std::int64_t{16} << 20U;

/// Keeps `ballast_bytes` of the disk in a file `ballast` of the data folder, to be given back when
/// the disk is full. Nothing is done, without an error, where there is not four times that room.
/// @return whether it is there
bool make_ballast(const std::filesystem::path& data_folder) noexcept;

/// Gives the room back; without an error when there is nothing to give.
void release_ballast(const std::filesystem::path& data_folder) noexcept;

} // namespace gis::store
