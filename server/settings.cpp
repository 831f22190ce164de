#include "server/settings.hpp"

#include "gis/geometry/crs.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace server {

namespace {

[[noreturn]] void bad_settings(const std::filesystem::path& file, std::string_view what) {
    throw gis::Error{gis::ErrorKind::invalid_data,
                     "bad-settings",
                     {fmt::format("Tệp {} sai: {}.", file.string(), what),
                      fmt::format("{} is wrong: {}.", file.string(), what)}};
}

/// `{"idle_minutes":30,"hours":12}`
SessionTimes session_times(const nlohmann::json& json, const std::filesystem::path& file) {
    constexpr int most_minutes = 60 * 24;
    constexpr int most_hours = 24 * 31;
    SessionTimes times;
    for (const auto& [key, value] : json.items()) {
        const auto within = [&value = value](int most) {
            return value.is_number_integer() && value >= 1 && value <= most;
        };
        if (key == "idle_minutes" && within(most_minutes)) {
            times.idle = std::chrono::minutes{value.get<int>()};
        } else if (key == "hours" && within(most_hours)) {
            times.absolute = std::chrono::hours{value.get<int>()};
        } else {
            bad_settings(file, "session/" + key);
        }
    }
    return times;
}

} // namespace

Settings load_settings(const std::filesystem::path& file) {
    Settings settings;
    if (!std::filesystem::exists(file)) {
        return settings;
    }
    std::ifstream stream{file};
    const auto json = nlohmann::json::parse(stream, nullptr, false);
    if (!json.is_object()) {
        bad_settings(file, "JSON");
    }
    for (const auto& [key, value] : json.items()) {
        if (key == "name" && value.is_object() && value.value("vi", nlohmann::json{}).is_string() &&
            value.value("en", nlohmann::json{}).is_string()) {
            settings.name = {value["vi"], value["en"]};
        } else if (key == "office_crs" && value.is_string()) {
            settings.office_crs = value;
            (void)gis::geometry::parse_epsg(settings.office_crs);
        } else if (key == "demo" && value.is_boolean()) {
            settings.demo = value;
        } else if (key == "anonymous" && value.is_boolean()) {
            settings.anonymous = value;
        } else if (key == "approval" && (value == "proposals" || value == "direct")) {
            settings.approval = value == "direct" ? Approval::direct : Approval::proposals;
        } else if (key == "session" && value.is_object()) {
            settings.session = session_times(value, file);
        } else {
            bad_settings(file, key);
        }
    }
    return settings;
}

} // namespace server
