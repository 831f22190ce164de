#include "gis/analysis/road_report.hpp"
#include "gis/store/store.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/random.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>

namespace bench {

namespace {

/// Median milliseconds to append 16 KiB to a file and sync it: what any store pays at least.
double disk_sync_ms(const std::filesystem::path& folder) {
    const auto path = folder / "sync-probe";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_TRUNC, 0600);
    if (file < 0) {
        throw std::runtime_error{"cannot write " + path.string()};
    }
    const std::array<char, 16384> block{};
    Samples samples;
    for (int i = 0; i < 50; ++i) {
        samples.add(1000 * seconds_of([&] {
                        if (::write(file, block.data(), block.size()) < 0 ||
                            ::fdatasync(file) != 0) {
                            throw std::runtime_error{"cannot sync " + path.string()};
                        }
                    }));
    }
    ::close(file);
    std::filesystem::remove(path);
    return samples.median();
}

/// A stretch of a road that became concrete.
gis::model::ChangesetDraft edit_of(const gis::model::Road& road, Random& random) {
    gis::model::SurfaceRecord record;
    record.road = road.id;
    const double from = random.between(0.0, 0.5);
    record.from_m = from * road.length_m;
    record.to_m = random.between(from + 0.1, 1.0) * road.length_m;
    record.surface = gis::model::Surface::btxm;
    record.width_m = 3.5;
    record.effective_on = gis::Date{2024, 11, 5};
    return {"bench", "Bê tông hóa", "edit", false, {record}};
}

} // namespace

void bench_edit(const Setting& setting) {
    const auto folder = setting.folder / "edit";
    std::filesystem::remove_all(folder);
    std::filesystem::copy(store_folder(setting), folder);
    const auto store = gis::store::open_store(folder, gis::store::Access::read_write);
    const auto rules = rules_of(setting);
    auto snapshot = gis::model::Snapshot::build(store->load(), on_threads(2));
    auto ledger = gis::analysis::Ledger::build(*snapshot, on_threads(2));
    auto tiles = gis::tiles::TileSet::build(*snapshot, nullptr, {today});

    Random random{7};
    std::map<std::string, Samples> phases;
    const auto timed = [&](const char* name, auto work) {
        const double ms = 1000 * seconds_of(work);
        phases[name].add(ms);
        return ms;
    };
    for (int i = 0; i < 200; ++i) {
        const gis::RoadId id{static_cast<std::int64_t>(1 + random.below(setting.size.roads))};
        const auto draft = edit_of(*snapshot->find_road(id), random);
        gis::model::Applied applied;
        timed("edit_store_ms", [&] { applied = store->apply(draft, store->revision()); });
        double ms = timed("edit_snapshot_ms", [&] { snapshot = snapshot->apply(applied); });
        ms += timed("edit_ledger_ms", [&] { ledger = ledger->update(*snapshot); });
        const auto& commune = snapshot->units().communes[random.below(setting.size.communes)].code;
        const gis::analysis::RoadReportQuery query{commune, gis::analysis::ReportBy::hamlet, today};
        ms += timed("edit_report_ms", [&] {
            (void)gis::analysis::road_report(*snapshot, *ledger, rules.standard(), query);
        });
        phases["edit_to_report_ms"].add(ms);
        timed("edit_tiles_ms",
              [&] { tiles = gis::tiles::TileSet::build(*snapshot, tiles.get(), {today}); });
        timed("report_all_hamlets_ms", [&] {
            (void)gis::analysis::road_report(*snapshot, *ledger, rules.standard(),
                                             {{}, gis::analysis::ReportBy::hamlet, today});
        });
    }
    for (const auto& [name, samples] : phases) {
        report(name, samples.median());
        report(name + "_p99", samples.quantile(0.99));
    }
    report("disk_sync_ms", disk_sync_ms(folder));
    std::filesystem::remove_all(folder);
}

} // namespace bench
