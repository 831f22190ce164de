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
        } else {
            bad_settings(file, key);
        }
    }
    return settings;
}

} // namespace server
