#pragma once

#include "gis/core/error.hpp"

#include <filesystem>
#include <string>

namespace server {

/// What an atlas calls itself: `atlas.json` in its data folder, made with the demonstration
/// district or by hand.
struct Settings {
    gis::Message name{"Bản đồ nông thôn mới", "Rural development atlas"};
    std::string office_crs = "EPSG:9212"; ///< zone of the office's own files
    bool demo = false;                    ///< the data are invented
};

/// @throws gis::Error{invalid_data, "bad-settings"} naming the file and the key; a missing file is
/// the defaults
[[nodiscard]] Settings load_settings(const std::filesystem::path& file);

} // namespace server
