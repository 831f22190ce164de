// Tiles of a larger network against the snapshot itself: nothing is missing, neighbours agree, the
// budget holds.
#include "gis/geometry/mercator.hpp"
#include "tests/support/mvt_reader.hpp"
#include "tests/unit/tiles/atlas.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

namespace {

using namespace tiles_test; // NOLINT: the test's own helpers
using gis::geometry::tile_at;
using gis::tiles::Tile;

/// Roads at random in the two communes; each begins at a vertex of an earlier one.
gis::model::AtlasData network(int count) {
    auto data = two_communes();
    std::mt19937 random{42};
    std::uniform_real_distribution<double> share{0.0, 1.0};
    for (int i = 0; i < count; ++i) {
        const auto& from = data.roads[static_cast<std::size_t>(
                                          share(random) * static_cast<double>(data.roads.size()))]
                               .line;
        auto place =
            from[static_cast<std::size_t>(share(random) * static_cast<double>(from.size()))];
        gis::geometry::Line line;
        double heading = share(random) * 6.283;
        for (int v = 0; v < 20; ++v) {
            line.push_back(place);
            heading += share(random) - 0.5;
            place.lon = std::clamp(place.lon + 0.0005 * std::cos(heading), 106.6, 106.8);
            place.lat = std::clamp(place.lat + 0.0005 * std::sin(heading), 11.5, 11.6);
        }
        auto added = road(10 + i, gis::model::road_classes[static_cast<std::size_t>(i % 6)], line);
        if (i % 3 == 0) {
            const auto id = static_cast<std::int64_t>(100 + i);
            added.surfaces = {
                record(id, 10 + i, 0, added.length_m * 0.37, gis::model::Surface::nhua)};
        }
        data.roads.push_back(std::move(added));
    }
    return data;
}

double length_of(const mvt::Path& path) {
    double sum = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        sum += std::hypot(static_cast<double>(path[i].x - path[i - 1].x),
                          static_cast<double>(path[i].y - path[i - 1].y));
    }
    return sum;
}

class Network : public testing::Test {
protected:
    std::shared_ptr<const gis::model::Snapshot> snapshot =
        gis::model::Snapshot::build(network(400));
    std::shared_ptr<const gis::tiles::TileSet> set = tile_set(*snapshot);
};

TEST_F(Network, every_stretch_of_every_road_is_in_the_tiles_with_its_length) {
    // One tile of z9 holds both communes.
    const auto tile = tile_at({106.7, 11.55}, 9);
    const auto layers = mvt::read_tile(set->encode(request(tile)));
    std::map<std::uint64_t, std::map<double, double>> found; // road -> from -> to
    std::map<std::uint64_t, double> drawn;                   // tile units
    for (const auto& feature : layers.at("roads").features) {
        found[feature.id][feature.number("from_m")] = feature.number("to_m");
        for (const auto& path : feature.paths) {
            drawn[feature.id] += length_of(path);
        }
    }
    // Metres of a tile unit at this latitude: on the sphere of Web Mercator.
    const double unit_m = 40075016.686 / 512 / 4096 * std::cos(11.55 * 3.14159265 / 180);
    std::size_t checked = 0;
    for (const auto& part : snapshot->parts()) {
        for (const auto& road : part->roads) {
            const auto intervals = gis::model::surfaces_on(road.surfaces, road.length_m, today);
            const auto id = static_cast<std::uint64_t>(road.id.get());
            if (road.length_m < 400) {
                continue; // may be below the tile's unit
            }
            ASSERT_EQ(found[id].size(), intervals.size()) << id;
            for (const auto& interval : intervals) {
                const auto at = found[id].lower_bound(interval.from_m - 0.01);
                ASSERT_NE(at, found[id].end()) << id;
                EXPECT_NEAR(at->first, interval.from_m, 0.01);
                EXPECT_NEAR(at->second, interval.to_m, 0.01);
            }
            // Rounding to 20 m units and dropping wiggles below 40 m shortens and lengthens.
            EXPECT_NEAR(drawn[id] * unit_m, road.length_m, road.length_m * 0.15 + 4 * unit_m) << id;
            ++checked;
        }
    }
    EXPECT_GT(checked, 350U);
}

/// Where the paths of each road cross the line x = edge, by rounded y.
std::map<std::uint64_t, std::vector<double>> crossings(const mvt::Layer& layer, double edge) {
    std::map<std::uint64_t, std::vector<double>> result;
    for (const auto& feature : layer.features) {
        for (const auto& path : feature.paths) {
            for (std::size_t i = 1; i < path.size(); ++i) {
                const auto ax = static_cast<double>(path[i - 1].x);
                const auto bx = static_cast<double>(path[i].x);
                if ((ax < edge) != (bx < edge)) {
                    const auto ay = static_cast<double>(path[i - 1].y);
                    const auto by = static_cast<double>(path[i].y);
                    const double y = ay + (by - ay) * (edge - ax) / (bx - ax);
                    if (y >= 0 && y < 4096) {
                        result[feature.id].push_back(y);
                    }
                }
            }
        }
    }
    for (auto& [id, list] : result) {
        std::sort(list.begin(), list.end());
    }
    return result;
}

TEST_F(Network, neighbouring_tiles_agree_at_their_common_edge_to_a_unit) {
    std::size_t compared = 0;
    for (const std::uint32_t zoom : {11U, 13U, 14U, 16U}) {
        const auto first = tile_at({106.62, 11.53}, zoom);
        const auto last = tile_at({106.74, 11.51}, zoom);
        for (auto x = first.x; x < last.x; ++x) {
            for (auto y = first.y; y <= last.y; ++y) {
                auto left = mvt::read_tile(set->encode(request({zoom, x, y})));
                auto right = mvt::read_tile(set->encode(request({zoom, x + 1, y})));
                const auto on_left = crossings(left["roads"], 4096.0);
                const auto on_right = crossings(right["roads"], 0.0);
                for (const auto& [id, list] : on_left) {
                    const auto other = on_right.find(id);
                    ASSERT_NE(other, on_right.end())
                        << zoom << '/' << x << '/' << y << " road " << id;
                    ASSERT_EQ(other->second.size(), list.size());
                    for (std::size_t i = 0; i < list.size(); ++i) {
                        EXPECT_NEAR(list[i], other->second[i], 1.0);
                        ++compared;
                    }
                }
            }
        }
    }
    EXPECT_GT(compared, 50U);
}

TEST_F(Network, a_budget_leaves_out_short_roads_of_low_class_in_the_whole_zoom) {
    constexpr std::size_t budget = 12'000;
    const auto small =
        gis::tiles::TileSet::build(*snapshot, nullptr, {today, gis::sequential_for, budget});
    const auto tile = tile_at({106.7, 11.55}, 9);
    auto wanted = request(tile);
    wanted.layers = gis::tiles::LayerSet::parse("roads");
    EXPECT_GT(set->encode(wanted).size(), 2 * budget);
    const auto bytes = small->encode(wanted);
    EXPECT_LE(bytes.size(), budget);
    EXPECT_GT(bytes.size(), budget / 10);

    // What is shown does not depend on the tile but on the road: all above the limit, none below.
    const auto limit = small->limits().min_rank[9];
    EXPECT_GT(limit, 0);
    std::set<std::uint64_t> shown;
    const auto layers = mvt::read_tile(bytes);
    for (const auto& feature : layers.at("roads").features) {
        shown.insert(feature.id);
        EXPECT_GE(gis::tiles::road_rank(
                      *snapshot->find_road(gis::RoadId{static_cast<std::int64_t>(feature.id)})),
                  limit);
    }
    for (const auto& road : snapshot->parts()[0]->roads) {
        if (gis::tiles::road_rank(road) >= limit) {
            EXPECT_EQ(shown.count(static_cast<std::uint64_t>(road.id.get())), 1U);
        }
    }
    for (std::size_t zoom = 1; zoom < small->limits().min_rank.size(); ++zoom) {
        EXPECT_LE(small->limits().min_rank[zoom], small->limits().min_rank[zoom - 1]);
    }
    EXPECT_EQ(set->limits().min_rank[9], 0);

    // An edit of one road in hundreds does not move the limits.
    gis::model::Applied applied;
    applied.revision = gis::Revision{8};
    applied.rows = {record(9000, 10, 5, 50, gis::model::Surface::btxm)};
    const auto edited = gis::tiles::TileSet::build(*snapshot->apply(applied), small.get(),
                                                   {today, gis::sequential_for, budget});
    EXPECT_EQ(edited->limits(), small->limits());
}

TEST_F(Network, threads_build_the_same_set) {
    const auto backwards = [](std::size_t count, const std::function<void(std::size_t)>& body) {
        for (auto i = count; i-- > 0;) {
            body(i);
        }
    };
    const auto other = gis::tiles::TileSet::build(*snapshot, nullptr, {today, backwards});
    for (std::uint32_t zoom = 5; zoom <= 16; ++zoom) {
        const auto wanted = request(tile_at({106.65, 11.53}, zoom));
        EXPECT_EQ(other->encode(wanted), set->encode(wanted));
        EXPECT_EQ(other->version(wanted), set->version(wanted));
    }
}

} // namespace
