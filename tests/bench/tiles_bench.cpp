// How fast tiles of a province are: synthetic network, every number on standard output.
//   tiles_bench [roads [communes a side [any word: no tiles]]]
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/mercator.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/tiles/tile_cache.hpp"
#include "gis/tiles/tile_set.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <numbers>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using gis::geometry::Point;
using gis::tiles::Tile;
using gis::tiles::TileRequest;

constexpr double west = 106.4;
constexpr double south = 11.1;
constexpr double side_degrees = 0.95; // about 104 km: a province of 7,000 to 10,000 km2
constexpr unsigned threads = 2;

/// Processor seconds of all threads: what counts on a busy machine.
double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// A wavy border between two positions, the same from either side.
std::vector<Point> border(const Point& a, const Point& b) {
    constexpr int steps = 40;
    std::vector<Point> result;
    for (int i = 0; i <= steps; ++i) {
        const double share = static_cast<double>(i) / steps;
        const double wave = 0.002 * std::sin(std::numbers::pi * share) *
                            std::sin(23.0 * share + a.lon * 97.0 + a.lat * 131.0);
        const bool upright = a.lon == b.lon;
        result.push_back({a.lon + (b.lon - a.lon) * share + (upright ? wave : 0.0),
                          a.lat + (b.lat - a.lat) * share + (upright ? 0.0 : wave)});
    }
    return result;
}

gis::geometry::MultiPolygon cell(double x0, double y0, double x1, double y1) {
    gis::geometry::Ring ring = border({x0, y0}, {x1, y0});
    const auto append = [&](std::vector<Point> line, bool backwards) {
        if (backwards) {
            std::reverse(line.begin(), line.end());
        }
        ring.insert(ring.end(), line.begin() + 1, line.end());
    };
    append(border({x1, y0}, {x1, y1}), false);
    append(border({x0, y1}, {x1, y1}), true);
    append(border({x0, y0}, {x0, y1}), true);
    return {{std::move(ring), {}}};
}

std::string numbered(const char* format, int number) {
    char text[64];
    std::snprintf(text, sizeof(text), format, number);
    return text;
}

gis::model::AtlasData province(int roads, int side) {
    std::mt19937_64 random{20241124};
    std::uniform_real_distribution<double> share{0.0, 1.0};
    gis::model::AtlasData data;
    data.revision = gis::Revision{1};
    const double step = side_degrees / side;
    const auto at = [&](int i, double origin) {
        return origin + i * step;
    };
    for (int i = 0; i < side * side; ++i) {
        gis::model::Unit commune;
        commune.code = gis::UnitCode{numbered("%05d", 25000 + i)};
        commune.name = numbered("Xã %d", i);
        const double x = at(i % side, west);
        const double y = at(i / side, south);
        commune.boundary = cell(x, y, at(i % side + 1, west), at(i / side + 1, south));
        data.units.push_back(commune);
        for (int h = 0; h < 10; ++h) {
            gis::model::Unit hamlet;
            hamlet.level = gis::model::UnitLevel::hamlet;
            hamlet.kind = gis::model::UnitKind::ap;
            hamlet.parent = commune.code;
            hamlet.code = gis::UnitCode{commune.code.get() + numbered("-%02d", h + 1)};
            hamlet.name = numbered("Ấp %d", h + 1);
            hamlet.boundary = cell(x + (h % 5) * step / 5, y + (h / 5) * step / 2,
                                   x + (h % 5 + 1) * step / 5, y + (h / 5 + 1) * step / 2);
            data.units.push_back(hamlet);
        }
    }
    std::int64_t record_id = 0;
    std::vector<Point> ends;
    for (int i = 0; i < roads; ++i) {
        gis::model::Road road;
        road.id = gis::RoadId{i + 1};
        const double kind = share(random);
        road.road_class = kind < 0.01   ? gis::model::RoadClass::huyen
                          : kind < 0.05 ? gis::model::RoadClass::xa
                          : kind < 0.35 ? gis::model::RoadClass::ap
                          : kind < 0.85 ? gis::model::RoadClass::ngo
                                        : gis::model::RoadClass::nd;
        if (share(random) < 0.7) {
            road.name = numbered("Đường tổ %d", static_cast<int>(share(random) * 40));
        }
        const int vertices = 10 + static_cast<int>(share(random) * 51);
        const double pace = road.road_class == gis::model::RoadClass::huyen ? 0.0018
                            : road.road_class == gis::model::RoadClass::xa  ? 0.0006
                                                                            : 0.00018; // degrees
        Point place{west + share(random) * side_degrees, south + share(random) * side_degrees};
        if (!ends.empty() && share(random) < 0.6) {
            place =
                ends[static_cast<std::size_t>(share(random) * static_cast<double>(ends.size()))];
        }
        double heading = share(random) * 2.0 * std::numbers::pi;
        for (int v = 0; v < vertices; ++v) {
            road.line.push_back(place);
            heading += (share(random) - 0.5) * 0.7;
            place.lon += pace * std::cos(heading);
            place.lat += pace * std::sin(heading);
        }
        ends.push_back(road.line[road.line.size() / 2]);
        road.length_m = gis::geometry::length_m(road.line);
        road.managing_commune = gis::UnitCode{numbered(
            "%05d",
            25000 +
                std::clamp(static_cast<int>((road.line[0].lat - south) / step), 0, side - 1) *
                    side +
                std::clamp(static_cast<int>((road.line[0].lon - west) / step), 0, side - 1))};
        const int records = share(random) < 0.6 ? 1 : 3;
        for (int r = 0; r < records; ++r) {
            gis::model::SurfaceRecord record;
            record.id = gis::SurfaceRecordId{++record_id};
            record.road = road.id;
            record.from_m = r == 0 ? 0.0 : road.length_m * share(random) * 0.5;
            record.to_m =
                r == 0 ? road.length_m : record.from_m + road.length_m * share(random) * 0.5;
            record.surface = gis::model::surfaces[static_cast<std::size_t>(share(random) * 9)];
            record.effective_on = gis::Date{2015 + 2 * r, 6, 1};
            road.surfaces.push_back(record);
        }
        data.roads.push_back(std::move(road));
    }
    for (int i = 0; i < side * side * 20; ++i) {
        gis::model::Facility facility;
        facility.id = gis::FacilityId{i + 1};
        facility.kind = static_cast<gis::model::FacilityKind>(i % 10);
        facility.name = numbered("Trường %d", i);
        facility.location = {west + share(random) * side_degrees,
                             south + share(random) * side_degrees};
        data.facilities.push_back(facility);
    }
    return data;
}

void in_two_threads(std::size_t count, const std::function<void(std::size_t)>& body) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            body(i);
        }
    };
    std::vector<std::jthread> crew;
    for (unsigned i = 0; i < threads; ++i) {
        crew.emplace_back(work);
    }
}

TileRequest request(const Tile& tile) {
    return {tile, gis::Date{2024, 11, 24},
            gis::tiles::HardenedTable::from([](auto, auto surface) -> std::optional<bool> {
                return surface == gis::model::Surface::nhua;
            }),
            gis::tiles::LayerSet::all()};
}

/// Distinct tiles of a zoom inside the province, at random, repeated when there are too few.
std::vector<Tile> tiles_of(std::uint32_t zoom, std::size_t count, std::mt19937_64& random) {
    const auto low = gis::geometry::tile_at({west, south + side_degrees}, zoom);
    const auto high = gis::geometry::tile_at({west + side_degrees, south}, zoom);
    std::vector<Tile> all;
    std::uniform_int_distribution<std::uint32_t> x{low.x, high.x};
    std::uniform_int_distribution<std::uint32_t> y{low.y, high.y};
    while (all.size() < count) {
        all.push_back({zoom, x(random), y(random)});
    }
    return all;
}

double quantile(std::vector<double>& values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void print_zooms(const gis::tiles::TileSet& set) {
    std::mt19937_64 random{7};
    std::printf(
        "zoom  min rank   raw KB  max raw   gzip KB  encode p50 ms   p99   with gzip p50   p99\n");
    for (std::uint32_t zoom = 5; zoom <= 18; ++zoom) {
        std::vector<double> encode_ms;
        std::vector<double> all_ms;
        double raw = 0;
        double packed = 0;
        std::size_t most = 0;
        const auto tiles = tiles_of(zoom, zoom < 9 ? 40 : 400, random);
        (void)set.encode(request(tiles[0]));
        for (const auto& tile : tiles) {
            const auto wanted = request(tile);
            auto start = Clock::now();
            const auto bytes = set.encode(wanted);
            encode_ms.push_back(since(start) * 1000);
            start = Clock::now();
            const auto finished = gis::tiles::finish_tile(set, wanted, set.version(wanted));
            all_ms.push_back(since(start) * 1000);
            raw += static_cast<double>(bytes.size());
            packed += static_cast<double>(finished.gzip.size());
            most = std::max(most, bytes.size());
        }
        const auto count = static_cast<double>(tiles.size());
        std::printf("%4u %9u %8.1f %8.1f %9.1f %14.3f %5.2f %15.3f %5.2f\n", zoom,
                    set.limits().min_rank[zoom], raw / count / 1000,
                    static_cast<double>(most) / 1000, packed / count / 1000,
                    quantile(encode_ms, 0.5), quantile(encode_ms, 0.99), quantile(all_ms, 0.5),
                    quantile(all_ms, 0.99));
    }
}

void print_throughput(const gis::tiles::TileSet& set) {
    std::mt19937_64 random{11};
    std::vector<Tile> mixed;
    for (std::uint32_t zoom = 8; zoom <= 16; ++zoom) {
        const auto tiles = tiles_of(zoom, 600, random);
        mixed.insert(mixed.end(), tiles.begin(), tiles.end());
    }
    std::shuffle(mixed.begin(), mixed.end(), random);
    std::atomic<std::size_t> bytes{0};
    auto start = Clock::now();
    double processor = processor_seconds();
    in_two_threads(mixed.size(), [&](std::size_t i) {
        const auto wanted = request(mixed[i]);
        bytes += gis::tiles::finish_tile(set, wanted, set.version(wanted)).gzip.size();
    });
    double seconds = since(start);
    processor = processor_seconds() - processor;
    std::printf("mixed z8..z16, gzip, no cache, %u threads: %.0f tiles/s, %.0f a processor second, "
                "%.1f KB each\n",
                threads, static_cast<double>(mixed.size()) / seconds,
                static_cast<double>(mixed.size()) / processor,
                static_cast<double>(bytes) / static_cast<double>(mixed.size()) / 1000);

    gis::tiles::TileCache cache{256U << 20};
    const auto ask = [&](std::size_t i) {
        const auto wanted = request(mixed[i % mixed.size()]);
        (void)cache.get(set, wanted, set.version(wanted));
    };
    in_two_threads(mixed.size(), ask);
    start = Clock::now();
    const std::size_t hits = 200'000;
    in_two_threads(hits, ask);
    seconds = since(start);
    std::printf("the same from the cache: %.0f tiles/s\n", static_cast<double>(hits) / seconds);
}

void run(int roads, int side, bool build_only) {
    auto data = province(roads, side);
    std::size_t vertices = 0;
    for (const auto& road : data.roads) {
        vertices += road.line.size();
    }
    std::printf("%d roads, %zu vertices, %d communes\n", roads, vertices, side * side);
    auto start = Clock::now();
    const auto snapshot = gis::model::Snapshot::build(std::move(data), in_two_threads);
    std::printf("snapshot: %.2f s\n", since(start));
    start = Clock::now();
    double processor = processor_seconds();
    auto set = gis::tiles::TileSet::build(*snapshot, nullptr, {gis::Date{2024, 11, 24}});
    std::printf("tile set, 1 thread: %.3f s, processor %.3f s\n", since(start),
                processor_seconds() - processor);
    start = Clock::now();
    set = gis::tiles::TileSet::build(*snapshot, nullptr, {gis::Date{2024, 11, 24}, in_two_threads});
    std::printf("tile set, %u threads: %.3f s\n", threads, since(start));

    gis::model::Applied applied;
    applied.revision = gis::Revision{2};
    gis::model::SurfaceRecord record;
    record.id = gis::SurfaceRecordId{100'000'000};
    record.road = gis::RoadId{1};
    record.to_m = 50;
    record.surface = gis::model::Surface::btxm;
    record.effective_on = gis::Date{2024, 11, 5};
    applied.rows = {record};
    const auto edited = snapshot->apply(applied);
    start = Clock::now();
    (void)gis::tiles::TileSet::build(*edited, set.get(), {gis::Date{2024, 11, 24}});
    std::printf("tile set after a new surface: %.2f ms\n", since(start) * 1000);
    auto road = *snapshot->find_road(gis::RoadId{1});
    road.line.back().lon += 0.001;
    road.surfaces.clear();
    applied.rows = {road};
    const auto moved = snapshot->apply(applied);
    start = Clock::now();
    (void)gis::tiles::TileSet::build(*moved, set.get(), {gis::Date{2024, 11, 24}});
    std::printf("tile set after a moved road: %.2f ms\n", since(start) * 1000);

    if (build_only) {
        return;
    }
    print_zooms(*set);
    print_throughput(*set);
}

} // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? std::atoi(argv[1]) : 100'000, argc > 2 ? std::atoi(argv[2]) : 11, argc > 3);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return EXIT_FAILURE;
    }
}
