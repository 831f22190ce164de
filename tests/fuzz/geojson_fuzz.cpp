#include "gis/core/error.hpp"
#include "gis/files/reader.hpp"
#include "gis/files/temp_folder.hpp"
#include "gis/geometry/validity.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

namespace {

void check(const gis::model::Road& road) {
    if (road.line.size() < 2 || !(road.length_m > 0)) {
        std::abort();
    }
    for (const auto& point : road.line) {
        if (!gis::geometry::is_valid_position(point)) {
            std::abort();
        }
    }
}

void check(const gis::model::Unit& unit) {
    if (gis::geometry::find_invalidity(unit.boundary)) {
        std::abort();
    }
}

/// Reads the bytes as a GeoJSON file; what comes through must keep the promises of the reader.
template <class T>
void read_as(gis::files::Layer layer, const std::filesystem::path& file) {
    gis::files::ReadOptions options;
    options.file = file;
    options.layer = layer;
    options.data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";
    options.limits.vertices_per_feature = 1000;
    options.limits.features = 1000;
    try {
        for (const auto& row : gis::files::read_batch(options).rows) {
            if (const auto* value = std::get_if<T>(&row)) {
                check(*value);
            }
        }
    } catch (const gis::Error&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const gis::files::TempFolder folder;
    const auto file = folder.path() / "fuzz.geojson";
    std::ofstream{file, std::ios::binary}.write(reinterpret_cast<const char*>(data),
                                                static_cast<std::streamsize>(size));
    read_as<gis::model::Road>(gis::files::Layer::roads, file);
    read_as<gis::model::Unit>(gis::files::Layer::hamlets, file);
    return 0;
}
