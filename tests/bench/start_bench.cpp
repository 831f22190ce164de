#include "gis/store/store.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"

#include <string>
#include <utility>

namespace bench {

namespace {

/// The whole set as one bulk import.
gis::model::ChangesetDraft draft_of(gis::model::AtlasData data) {
    gis::model::ChangesetDraft draft;
    draft.author = "bench";
    draft.comment = "Bộ số liệu tổng hợp";
    draft.source = "import";
    draft.bulk = true;
    for (auto& unit : data.units) {
        draft.rows.emplace_back(std::move(unit));
    }
    for (auto& road : data.roads) {
        const auto records = std::exchange(road.surfaces, {});
        const gis::RoadId reference{-1 - static_cast<std::int64_t>(draft.rows.size())};
        road.id = gis::RoadId{};
        draft.rows.emplace_back(std::move(road));
        for (auto record : records) {
            record.id = gis::SurfaceRecordId{};
            record.road = reference;
            draft.rows.emplace_back(std::move(record));
        }
    }
    for (auto& facility : data.facilities) {
        facility.id = gis::FacilityId{};
        draft.rows.emplace_back(std::move(facility));
    }
    return draft;
}

} // namespace

void prepare_store(const Setting& setting) {
    std::filesystem::remove_all(store_folder(setting));
    const auto store =
        gis::store::open_store(store_folder(setting), gis::store::Access::read_write);
    const auto draft = draft_of(synthetic_atlas(setting.size));
    const double seconds = seconds_of([&] { store->apply(draft, store->revision()); });
    report("apply_s", seconds);
    report("apply_roads_per_s", static_cast<double>(setting.size.roads) / seconds);
    const auto file = store_folder(setting) / "atlas.sqlite";
    report("store_mb", static_cast<double>(std::filesystem::file_size(file)) / 1e6);
}

void bench_start(const Setting& setting) {
    const auto parallel_for = on_threads(2);
    std::unique_ptr<gis::store::Store> store;
    gis::model::AtlasData data;
    std::shared_ptr<const gis::model::Snapshot> snapshot;
    std::shared_ptr<const gis::analysis::Ledger> ledger;
    std::shared_ptr<const gis::tiles::TileSet> tiles;
    double ready_s = 0;
    const auto timed = [&](const char* name, auto work) {
        const double seconds = seconds_of(work);
        ready_s += seconds;
        report(name, seconds);
    };
    report("cpu_s", cpu_seconds_of([&] {
               timed("open_s", [&] {
                   store = gis::store::open_store(store_folder(setting),
                                                  gis::store::Access::read_write);
               });
               timed("load_s", [&] { data = store->load(); });
               report("rss_data_mb", memory_mb("VmRSS"));
               timed("snapshot_s", [&] {
                   snapshot = gis::model::Snapshot::build(std::move(data), parallel_for);
               });
               timed("ledger_s",
                     [&] { ledger = gis::analysis::Ledger::build(*snapshot, parallel_for); });
               timed("tiles_s", [&] {
                   tiles = gis::tiles::TileSet::build(*snapshot, nullptr, {today, parallel_for});
               });
           }));
    report("ready_s", ready_s);
    report("rss_mb", memory_mb("VmRSS"));
    report("peak_mb", memory_mb("VmHWM"));
}

} // namespace bench
