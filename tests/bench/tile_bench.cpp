#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/random.hpp"

#include "gis/tiles/tile_cache.hpp"

#include <fmt/format.h>

#include <fstream>
#include <set>

namespace bench {

namespace {

using gis::geometry::Box;
using gis::tiles::Tile;

Box box_of(const gis::model::Snapshot& snapshot) {
    Box box;
    for (const auto& commune : snapshot.units().communes) {
        for (const auto& point : commune.boundary.front().outer) {
            box.add(point);
        }
    }
    return box;
}

/// Distinct tiles of a zoom that something is in, at random; fewer when there are not so many.
std::vector<Tile> some_tiles(const gis::tiles::TileSet& set, const gis::analysis::RuleBook& rules,
                             const Box& box, std::uint32_t zoom, std::size_t wanted) {
    const auto first = gis::geometry::tile_at({box.min_lon, box.max_lat}, zoom);
    const auto last = gis::geometry::tile_at({box.max_lon, box.min_lat}, zoom);
    Random random{11, zoom};
    std::set<Tile> found;
    for (std::size_t tries = 0; found.size() < wanted && tries < 20 * wanted; ++tries) {
        const Tile tile{zoom,
                        first.x + static_cast<std::uint32_t>(random.below(last.x - first.x + 1)),
                        first.y + static_cast<std::uint32_t>(random.below(last.y - first.y + 1))};
        if (set.touches(tile_request(tile, rules))) {
            found.insert(tile);
        }
    }
    return {found.begin(), found.end()};
}

gis::tiles::FinishedTile cold_tile(const gis::tiles::TileSet& set,
                                   const gis::tiles::TileRequest& request) {
    return gis::tiles::finish_tile(set, request, set.version(request));
}

void bench_zoom(const gis::tiles::TileSet& set, const gis::analysis::RuleBook& rules,
                const Box& box, std::uint32_t zoom) {
    const auto tiles = some_tiles(set, rules, box, zoom, 400);
    // Where a zoom has few tiles, they are cut several times; nothing is cached in between.
    const std::size_t rounds = std::max<std::size_t>(1, 50 / tiles.size());
    Samples ms;
    Samples raw;
    Samples packed;
    const double cpu = cpu_seconds_of([&] {
        for (std::size_t round = 0; round < rounds; ++round) {
            for (const auto& tile : tiles) {
                gis::tiles::FinishedTile finished;
                const auto request = tile_request(tile, rules);
                ms.add(1000 * seconds_of([&] { finished = cold_tile(set, request); }));
                raw.add(static_cast<double>(finished.raw_bytes));
                packed.add(static_cast<double>(finished.gzip.size()));
            }
        }
    });
    report(fmt::format("z{}_ms", zoom), ms.median());
    report(fmt::format("z{}_ms_p99", zoom), ms.quantile(0.99));
    report(fmt::format("z{}_cpu_ms", zoom),
           1000 * cpu / static_cast<double>(rounds * tiles.size()));
    report(fmt::format("z{}_raw_bytes", zoom), raw.median());
    report(fmt::format("z{}_gzip_bytes", zoom), packed.median());
    report(fmt::format("z{}_tiles", zoom), static_cast<double>(tiles.size()));
}

} // namespace

void bench_tiles(const Setting& setting) {
    const auto rules = rules_of(setting);
    const auto snapshot = gis::model::Snapshot::build(synthetic_atlas(setting.size), on_threads(2));
    const auto set = gis::tiles::TileSet::build(*snapshot, nullptr, {today, on_threads(2)});
    const auto box = box_of(*snapshot);
    std::vector<gis::tiles::TileRequest> mixed;
    std::ofstream list{setting.folder / "tiles.txt"}; // for peers
    for (std::uint32_t zoom = 8; zoom <= 16; ++zoom) {
        for (const auto& tile : some_tiles(*set, rules, box, zoom, 400)) {
            mixed.push_back(tile_request(tile, rules));
            list << tile.zoom << ' ' << tile.x << ' ' << tile.y << '\n';
        }
        if (zoom <= 14 && zoom % 2 == 0) {
            bench_zoom(*set, rules, box, zoom);
        }
    }
    Random random{13};
    for (auto i = mixed.size(); i > 1; --i) {
        std::swap(mixed[i - 1], mixed[random.below(i)]);
    }
    double seconds = 0;
    const double cpu = cpu_seconds_of([&] {
        seconds = seconds_of([&] {
            on_threads(16)(mixed.size(), [&](std::size_t i) { (void)cold_tile(*set, mixed[i]); });
        });
    });
    report("mixed_tiles_per_s", static_cast<double>(mixed.size()) / seconds);
    report("mixed_cpu_ms", 1000 * cpu / static_cast<double>(mixed.size()));
}

} // namespace bench
