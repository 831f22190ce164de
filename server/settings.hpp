#pragma once

#include "gis/core/error.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

namespace server {

/// What becomes of a commune editor's own edits.
enum class Approval : std::uint8_t {
    proposals, ///< they wait for an approver
    direct,    ///< they are official at once
};

/// How long somebody stays signed in.
struct SessionTimes {
    std::chrono::seconds idle{std::chrono::minutes{30}}; ///< without any request
    std::chrono::seconds absolute{std::chrono::hours{12}};
};

/// What an atlas calls itself and how it is run: `atlas.json` in its data folder, made with the
/// demonstration district or by hand.
struct Settings {
    gis::Message name{"Bản đồ nông thôn mới", "Rural development atlas"};
    std::string office_crs = "EPSG:9212"; ///< zone of the office's own files
    bool demo = false;                    ///< the data are invented
    bool anonymous = true;                ///< who is not signed in may look
    Approval approval = Approval::proposals;
    SessionTimes session;
};

/// @throws gis::Error{invalid_data, "bad-settings"} naming the file and the key; a missing file is
/// the defaults
[[nodiscard]] Settings load_settings(const std::filesystem::path& file);

} // namespace server
