#include "gis/analysis/road_ledger.hpp"
#include "tests/bench/benches.hpp"
#include "tests/bench/measure.hpp"

#include <utility>

namespace bench {

void bench_ledger(const Setting& setting) {
    gis::model::AtlasData data;
    report("generate_s", seconds_of([&] { data = synthetic_atlas(setting.size); }));
    std::size_t vertices = 0;
    for (const auto& road : data.roads) {
        vertices += road.line.size();
    }
    std::shared_ptr<const gis::model::Snapshot> snapshot;
    report("snapshot_s", seconds_of([&] {
               snapshot = gis::model::Snapshot::build(std::move(data), on_threads(2));
           }));
    const int times = setting.size.roads > 1'000'000 ? 1 : 5;
    std::shared_ptr<const gis::analysis::Ledger> ledger;
    for (const std::size_t threads : {1, 2}) {
        const auto parallel_for = on_threads(threads);
        report(threads == 1 ? "ledger_1_thread_s" : "ledger_2_threads_s",
               median_seconds(
                   times, [&] { ledger = gis::analysis::Ledger::build(*snapshot, parallel_for); }));
    }
    report("ledger_cpu_s",
           cpu_seconds_of([&] { ledger = gis::analysis::Ledger::build(*snapshot); }));
    std::size_t pieces = 0;
    double metres = 0;
    double metres_in_hamlets = 0;
    for (const auto& part : ledger->parts()) {
        pieces += part->pieces.size();
        for (const auto& piece : part->pieces) {
            metres += piece.to_m - piece.from_m;
            if (piece.hamlet != gis::analysis::no_unit) {
                metres_in_hamlets += piece.to_m - piece.from_m;
            }
        }
    }
    report("roads", static_cast<double>(setting.size.roads));
    report("vertices", static_cast<double>(vertices));
    report("pieces", static_cast<double>(pieces));
    report("km", metres / 1000);
    report("km_in_hamlets", metres_in_hamlets / 1000);
}

} // namespace bench
