#include "gis/files/writer.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"

namespace bench {

void bench_export(const Setting& setting) {
    const auto snapshot = gis::model::Snapshot::build(synthetic_atlas(setting.size), on_threads(2));
    const auto rules = rules_of(setting);
    gis::files::WriteOptions options;
    options.layer = gis::files::Layer::roads;
    options.file = setting.folder / "export.shp.zip";
    options.format = gis::files::Format::shp_zip;
    options.as_of = today;
    options.data_folder = setting.project / "data";
    options.is_hardened = [&](auto road_class, auto surface) {
        return rules.standard().verdict(road_class, surface);
    };
    gis::files::WriteResult result;
    const double seconds =
        median_seconds(3, [&] { result = gis::files::write_layer(*snapshot, options); });
    report("export_s", seconds);
    report("export_features", static_cast<double>(result.features));
    report("export_features_per_s", static_cast<double>(result.features) / seconds);
    report("export_mb", static_cast<double>(std::filesystem::file_size(options.file)) / 1e6);
    std::filesystem::remove(options.file);
}

} // namespace bench
