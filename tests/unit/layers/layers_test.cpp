#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

// The layer rule: core <- geometry <- model <- { store, files, analysis, tiles, editing } <-
// server. The five siblings do not include one another, and each outside library is seen in one
// room only.

namespace {

namespace fs = std::filesystem;

struct Include {
    std::string file; ///< from the project's root
    std::string target;
};

std::vector<Include> includes() {
    const fs::path root{NTM_SOURCE_DIR};
    const std::regex pattern{R"re(^\s*#\s*include\s*[<"]([^">]+)[">])re"};
    std::vector<Include> found;
    for (const auto* top : {"gis", "server"}) {
        for (const auto& entry : fs::recursive_directory_iterator{root / top}) {
            const auto extension = entry.path().extension();
            if (extension != ".hpp" && extension != ".cpp") {
                continue;
            }
            std::ifstream file{entry.path()};
            for (std::string line; std::getline(file, line);) {
                std::smatch match;
                if (std::regex_search(line, match, pattern)) {
                    found.push_back({fs::relative(entry.path(), root).string(), match[1]});
                }
            }
        }
    }
    return found;
}

/// "gis/model/road.hpp" -> "model", "server/app.hpp" -> "server"
std::string room_of(const std::string& path) {
    if (path.starts_with("server/")) {
        return "server";
    }
    if (!path.starts_with("gis/")) {
        return "";
    }
    return path.substr(4, path.find('/', 4) - 4);
}

const std::map<std::string, std::set<std::string>> allowed_rooms{
    {"core", {"core"}},
    {"geometry", {"core", "geometry"}},
    {"model", {"core", "geometry", "model"}},
    {"store", {"core", "geometry", "model", "store"}},
    {"files", {"core", "geometry", "model", "files"}},
    {"analysis", {"core", "geometry", "model", "analysis"}},
    {"tiles", {"core", "geometry", "model", "tiles"}},
    {"editing", {"core", "geometry", "model", "editing"}},
    {"server",
     {"core", "geometry", "model", "store", "files", "analysis", "tiles", "editing", "server"}},
};

struct Library {
    std::string name;
    std::regex header;
    std::vector<std::string> doors; ///< the only ones that may include it
};

const std::vector<Library> libraries{
    {"GDAL", std::regex{"^(gdal|ogr|cpl)[a-z_0-9]*\\.h$"}, {"gis/files/"}},
    {"libxlsxwriter", std::regex{"^xlsxwriter"}, {"gis/files/"}},
    {"libzip", std::regex{"^zip\\.h$"}, {"gis/files/"}},
    {"SQLite", std::regex{"^(sqlite3|spatialite)"}, {"gis/store/"}},
    {"PROJ", std::regex{"^(proj|geodesic)\\.h$"}, {"gis/geometry/"}},
    {"GEOS", std::regex{"^geos"}, {"gis/geometry/"}},
    {"xxHash", std::regex{"^xxhash"}, {"gis/core/fingerprint"}},
    {"ICU", std::regex{"^unicode/"}, {"gis/core/text"}},
    {"protozero", std::regex{"^protozero/"}, {"gis/tiles/"}},
    // Two doors: the library hashes its history, and only the server has secrets to keep.
    {"libsodium", std::regex{"^sodium"}, {"server/auth/secrets", "gis/core/sha256.cpp"}},
    {"Boost", std::regex{"^boost/"}, {"server/http/"}},
    {"OpenSSL", std::regex{"^openssl/"}, {"server/http/"}},
};

TEST(Layers, EveryRoomIncludesOnlyRoomsBelowIt) {
    const auto all = includes();
    ASSERT_GT(all.size(), 100U);
    for (const auto& [file, target] : all) {
        const auto room = room_of(file);
        const auto other = room_of(target);
        ASSERT_TRUE(allowed_rooms.contains(room)) << file << " is in an unknown room";
        if (!other.empty()) {
            EXPECT_TRUE(allowed_rooms.at(room).contains(other)) << file << " includes " << target;
        }
    }
}

TEST(Layers, EveryOutsideLibraryIsSeenInOneRoom) {
    for (const auto& [file, target] : includes()) {
        for (const auto& library : libraries) {
            if (std::regex_search(target, library.header)) {
                EXPECT_TRUE(std::any_of(
                    library.doors.begin(), library.doors.end(),
                    [&file = file](const auto& door) { return file.starts_with(door); }))
                    << file << " includes " << target << " of " << library.name;
            }
        }
    }
}

TEST(Layers, JsonStaysOutOfTheLibrarysHeaders) {
    for (const auto& [file, target] : includes()) {
        if (file.starts_with("gis/") && file.ends_with(".hpp")) {
            EXPECT_FALSE(target.starts_with("nlohmann/")) << file;
        }
    }
}

} // namespace
