#include "gis/files/reader.hpp"
#include "gis/model/import_plan.hpp"
#include "gis/store/store.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>
#include <fmt/os.h>

#include <array>
#include <string>
#include <utility>

namespace bench {

namespace {

using gis::files::Layer;
using gis::geometry::Point;

std::string json_positions(const std::vector<Point>& points) {
    std::string text;
    for (const auto& point : points) {
        text += fmt::format("{}[{:.7f},{:.7f}]", text.empty() ? "" : ",", point.lon, point.lat);
    }
    return text;
}

void write_units(const gis::model::AtlasData& data, gis::model::UnitLevel level,
                 const std::filesystem::path& path) {
    auto file = fmt::output_file(path.string());
    for (const auto& unit : data.units) {
        if (unit.level == level) {
            file.print(R"({{"type":"Feature","properties":{{"MA":"{}","TEN":"{}","MA_XA":"{}",)"
                       R"("DAN_SO":{}}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}})"
                       "\n",
                       unit.code.get(), unit.name, unit.parent.get(), unit.population.value_or(0),
                       json_positions(unit.boundary.front().outer));
        }
    }
}

/// One feature a road, with its first surface record.
void write_roads(const gis::model::AtlasData& data, const std::filesystem::path& path) {
    auto file = fmt::output_file(path.string());
    for (const auto& road : data.roads) {
        const auto& record = road.surfaces.front();
        file.print(R"({{"type":"Feature","properties":{{"MA":"{}","TEN":"{}","LOAI":"{}",)"
                   R"("MAT":"{}","RONG_M":{},"NGAY":"{}"}},"geometry":{{"type":"LineString",)"
                   R"("coordinates":[{}]}}}})"
                   "\n",
                   road.code, road.name, gis::model::to_text(road.road_class),
                   gis::model::to_text(record.surface), record.width_m.value_or(0),
                   record.effective_on.iso(), json_positions(road.line));
    }
}

/// A store that files are imported into, one after another.
class Importer {
public:
    Importer(const Setting& setting, const std::filesystem::path& folder)
        : m_setting(setting),
          m_store((std::filesystem::remove_all(folder),
                   gis::store::open_store(folder, gis::store::Access::read_write))),
          m_snapshot(gis::model::Snapshot::build(m_store->load())) {}

    /// Seconds of each step, in order: read, plan, apply, publish.
    std::array<double, 4> import(Layer layer, const std::filesystem::path& file,
                                 const std::string& source_layer) {
        gis::files::ReadOptions options;
        options.file = file;
        options.layer = layer;
        options.data_folder = m_setting.project / "data";
        options.source_layer = source_layer;
        gis::model::ImportBatch batch;
        gis::model::ImportPlan plan;
        gis::model::Applied applied;
        std::array<double, 4> seconds{};
        seconds[0] = seconds_of([&] { batch = gis::files::read_batch(options); });
        seconds[1] = seconds_of([&] { plan = gis::model::plan_import(batch, *m_snapshot); });
        m_added = plan.added;
        gis::model::ChangesetDraft draft{"bench", file.filename(), "import", true, {}};
        draft.rows = std::move(plan.rows);
        seconds[2] = seconds_of([&] { applied = m_store->apply(draft, m_store->revision()); });
        seconds[3] = seconds_of([&] { m_snapshot = m_snapshot->apply(applied, on_threads(2)); });
        return seconds;
    }

    [[nodiscard]] std::int64_t added() const noexcept { return m_added; }

private:
    const Setting& m_setting;
    std::unique_ptr<gis::store::Store> m_store;
    std::shared_ptr<const gis::model::Snapshot> m_snapshot;
    std::int64_t m_added = 0;
};

void import_all(const Setting& setting, const std::string& format) {
    Importer importer{setting, setting.folder / ("import-" + format)};
    for (const auto layer : {Layer::communes, Layer::hamlets, Layer::roads}) {
        const auto name = std::string{gis::files::to_text(layer)};
        const auto file = setting.folder / (format == "gpkg" ? "atlas.gpkg" : name + ".shp");
        const auto steps = importer.import(layer, file, format == "gpkg" ? name : "");
        if (layer == Layer::roads) {
            const char* names[] = {"read", "plan", "apply", "publish"};
            double whole = 0;
            for (std::size_t i = 0; i < steps.size(); ++i) {
                report(fmt::format("{}_{}_s", format, names[i]), steps[i]);
                whole += steps[i];
            }
            report(format + "_roads", static_cast<double>(importer.added()));
            report(format + "_roads_per_s", static_cast<double>(importer.added()) / whole);
        }
    }
}

} // namespace

void write_files(const Setting& setting) {
    const auto data = synthetic_atlas(setting.size);
    write_units(data, gis::model::UnitLevel::commune, setting.folder / "communes.geojsonl");
    write_units(data, gis::model::UnitLevel::hamlet, setting.folder / "hamlets.geojsonl");
    write_roads(data, setting.folder / "roads.geojsonl");
}

void bench_import(const Setting& setting) {
    import_all(setting, "gpkg");
    import_all(setting, "shp");
}

} // namespace bench
