// What a change of the atlas does to tile sets, versions and the cache.
#include "gis/geometry/mercator.hpp"
#include "gis/tiles/gzip.hpp"
#include "gis/tiles/tile_cache.hpp"
#include "gis/tiles/touched.hpp"
#include "tests/support/mvt_reader.hpp"
#include "tests/unit/tiles/atlas.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <stdexcept>
#include <thread>

namespace {

using namespace tiles_test; // NOLINT: the test's own helpers
using gis::geometry::tile_at;
using gis::tiles::FinishedTile;
using gis::tiles::Tile;
using gis::tiles::TileCache;

class AfterAnEdit : public testing::Test {
protected:
    std::shared_ptr<const gis::model::Snapshot> apply(std::vector<gis::model::Row> rows) const {
        gis::model::Applied applied;
        applied.revision = gis::Revision{8};
        applied.rows = std::move(rows);
        return before->apply(applied);
    }

    /// A new surface on road 3, which lies in the second commune, far from the first.
    std::shared_ptr<const gis::model::Snapshot> with_new_surface() const {
        return apply({record(9, 3, 0, 10, gis::model::Surface::btxm)});
    }

    std::shared_ptr<const gis::model::Snapshot> before =
        gis::model::Snapshot::build(two_communes());
    std::shared_ptr<const gis::tiles::TileSet> old_set = tile_set(*before);
    Tile in_first = tile_at({106.61, 11.59}, 15);
    Tile in_second = tile_at({106.75, 11.55}, 15);
};

TEST_F(AfterAnEdit, versions_change_only_in_tiles_of_the_commune) {
    const auto set = tile_set(*with_new_surface(), old_set.get());
    EXPECT_NE(set->version(request(in_second)), old_set->version(request(in_second)));
    EXPECT_EQ(set->version(request(in_first)), old_set->version(request(in_first)));
    EXPECT_NE(set->encode(request(in_second)), old_set->encode(request(in_second)));
    EXPECT_EQ(set->encode(request(in_first)), old_set->encode(request(in_first)));
}

/// Whatever came before: what is taken over from it is what would have been made.
TEST_F(AfterAnEdit, a_set_made_from_an_earlier_one_is_the_set_made_anew) {
    auto renamed = *before->find_road(gis::RoadId{3});
    renamed.name = "Đường khác";
    auto drawn = *before->find_road(gis::RoadId{1});
    drawn.line.back().lat += 0.001;
    for (const auto& after :
         {with_new_surface(), apply({renamed}), apply({drawn}),
          apply({record(9, 3, 0, 10, gis::model::Surface::btxm), renamed, drawn})}) {
        const auto updated = tile_set(*after, old_set.get());
        const auto fresh = tile_set(*after, nullptr);
        for (const auto& tile : {in_first, in_second, Tile{12, in_first.x >> 3, in_first.y >> 3}}) {
            for (const auto day : {today, gis::Date{2024, 6, 30}, gis::Date{2035, 1, 1}}) {
                auto asked = request(tile);
                asked.as_of = day;
                EXPECT_EQ(updated->version(asked), fresh->version(asked));
                EXPECT_EQ(updated->encode(asked), fresh->encode(asked));
            }
        }
    }
}

TEST_F(AfterAnEdit, versions_depend_on_all_of_the_request) {
    const auto base = old_set->version(request(in_first));
    auto other = request(in_first);
    other.as_of = gis::Date{2024, 6, 30};
    EXPECT_NE(old_set->version(other), base);
    other = request(in_first);
    other.hardened = gis::tiles::HardenedTable{};
    EXPECT_NE(old_set->version(other), base);
    other = request(in_first);
    other.layers = gis::tiles::LayerSet::parse("roads");
    EXPECT_NE(old_set->version(other), base);
    EXPECT_NE(old_set->version(request(in_second)), base);
    EXPECT_EQ(old_set->version(request(in_first)), base);
    EXPECT_EQ(tile_set(*gis::model::Snapshot::build(two_communes()))->version(request(in_first)),
              base)
        << "the same atlas after a restart";
}

TEST_F(AfterAnEdit, a_changed_unit_changes_every_version) {
    auto unit = before->units().communes[1];
    unit.name = "Xã Đồng Nơ mới";
    const auto after = apply({unit});
    const auto set = tile_set(*after, old_set.get());
    EXPECT_NE(set->version(request(in_first)), old_set->version(request(in_first)));
    const auto layers = mvt::read_tile(set->encode(request(in_second)));
    EXPECT_EQ(layers.at("communes").features.at(0).text("name"), "Xã Đồng Nơ mới");
}

TEST_F(AfterAnEdit, what_did_not_change_is_shared) {
    const auto set = tile_set(*with_new_surface(), old_set.get());
    EXPECT_EQ(&set->units(), &old_set->units());
    std::size_t shared = 0;
    for (const auto& part : set->parts()) {
        for (const auto& old : old_set->parts()) {
            shared += part == old ? 1U : 0U;
        }
    }
    EXPECT_EQ(shared, 2U) << "the first commune and the part outside";
}

TEST_F(AfterAnEdit, a_set_made_from_the_one_before_gives_the_same_tiles_as_one_made_afresh) {
    // A road of the second commune that begins at a vertex inside road 1, which the first commune
    // manages.
    auto added =
        road(4, gis::model::RoadClass::ap, {{106.62, 11.52}, {106.68, 11.56}, {106.74, 11.55}});
    added.managing_commune = gis::UnitCode{"25002"};
    auto moved = *before->find_road(gis::RoadId{2});
    moved.line.back().lat += 0.01;
    moved.length_m = gis::geometry::length_m(moved.line);
    for (const auto& rows :
         {std::vector<gis::model::Row>{added}, std::vector<gis::model::Row>{moved},
          std::vector<gis::model::Row>{record(9, 1, 100, 300, gis::model::Surface::gach)}}) {
        const auto after = apply(rows);
        const auto grown = tile_set(*after, old_set.get());
        const auto fresh = tile_set(*after);
        for (std::uint32_t zoom = 0; zoom <= 16; ++zoom) {
            for (const auto& place :
                 {gis::geometry::Point{106.62, 11.52}, gis::geometry::Point{106.74, 11.55}}) {
                const auto wanted = request(tile_at(place, zoom));
                EXPECT_EQ(grown->encode(wanted), fresh->encode(wanted)) << zoom;
            }
        }
    }
}

TEST_F(AfterAnEdit, a_junction_with_a_road_of_another_commune_appears_in_the_neighbour) {
    auto straight = two_communes();
    straight.roads[0].line = {{106.61, 11.51}, {106.62, 11.51000001}, {106.63, 11.51}};
    const auto first = gis::model::Snapshot::build(straight);
    const auto first_set = tile_set(*first);
    auto added = road(4, gis::model::RoadClass::ap, {{106.62, 11.51000001}, {106.74, 11.55}});
    added.managing_commune = gis::UnitCode{"25002"};
    gis::model::Applied applied;
    applied.revision = gis::Revision{8};
    applied.rows = {added};
    const auto second_set = tile_set(*first->apply(applied), first_set.get());
    const auto vertices = [](const gis::tiles::TileSet& set) {
        for (const auto& part : set.parts()) {
            if (part->commune == gis::UnitCode{"25001"}) {
                return part->levels->zooms[12].vertex_count();
            }
        }
        return std::size_t{0};
    };
    EXPECT_EQ(vertices(*second_set), vertices(*first_set) + 1);
}

TEST_F(AfterAnEdit, touched_tiles_are_those_on_the_way_of_the_changed_roads) {
    const auto touched = gis::tiles::touched_tiles(*before, *with_new_surface());
    EXPECT_FALSE(touched.all);
    const auto has = [&](const Tile& tile) {
        return std::find(touched.tiles.begin(), touched.tiles.end(), tile) != touched.tiles.end();
    };
    for (std::uint32_t zoom = 0; zoom <= 14; ++zoom) {
        EXPECT_TRUE(has(tile_at({106.75, 11.55}, zoom))) << zoom;
    }
    EXPECT_FALSE(has(tile_at({106.61, 11.51}, 14)));
    EXPECT_LE(touched.tiles.size(), 15U * 4U);
    EXPECT_TRUE(gis::tiles::touched_tiles(*before, *before).tiles.empty());
    EXPECT_TRUE(gis::tiles::touched_tiles(*before, *with_new_surface(), 0).all);
    EXPECT_TRUE(gis::tiles::touched_tiles(*before, *apply({before->units().communes[0]})).all);
}

TEST_F(AfterAnEdit, every_tile_that_changed_is_among_the_touched_ones) {
    auto moved = *before->find_road(gis::RoadId{2});
    moved.line.back().lat += 0.01;
    const auto after = apply({moved});
    const auto set = tile_set(*after, old_set.get());
    const auto touched = gis::tiles::touched_tiles(*before, *after).tiles;
    for (std::uint32_t zoom = 10; zoom <= 14; ++zoom) {
        const auto low = tile_at({106.58, 11.62}, zoom);
        const auto high = tile_at({106.82, 11.48}, zoom);
        for (auto x = low.x; x <= high.x; ++x) {
            for (auto y = low.y; y <= high.y; ++y) {
                const Tile tile{zoom, x, y};
                if (set->encode(request(tile)) != old_set->encode(request(tile))) {
                    EXPECT_TRUE(std::binary_search(touched.begin(), touched.end(), tile));
                }
            }
        }
    }
}

FinishedTile tile_of(std::size_t bytes, std::uint64_t version) {
    return {std::string(bytes, 'x'), version, bytes};
}

TEST(tile_cache, keeps_a_tile_until_its_version_changes) {
    TileCache cache{1 << 20};
    int builds = 0;
    const auto get = [&](std::uint64_t version) {
        return cache.get(request({3, 1, 1}), version, [&] {
            ++builds;
            return tile_of(10, version);
        });
    };
    EXPECT_EQ(get(1)->version, 1U);
    const auto kept = get(1);
    EXPECT_EQ(builds, 1);
    EXPECT_EQ(get(2)->version, 2U);
    EXPECT_EQ(get(2)->version, 2U);
    EXPECT_EQ(builds, 2);
    EXPECT_EQ(kept->version, 1U) << "a reader keeps what it has";
    EXPECT_EQ(cache.figures().hits, 2U);
    EXPECT_EQ(cache.figures().misses, 2U);
    EXPECT_EQ(cache.figures().tiles, 1U);
}

TEST(tile_cache, days_rules_and_layers_are_apart) {
    TileCache cache{1 << 20};
    int builds = 0;
    const auto get = [&](const gis::tiles::TileRequest& wanted) {
        return cache.get(wanted, 1, [&] {
            ++builds;
            return tile_of(10, 1);
        });
    };
    auto other_day = request({3, 1, 1});
    other_day.as_of = gis::Date{2024, 1, 1};
    auto other_rules = request({3, 1, 1});
    other_rules.hardened = gis::tiles::HardenedTable{};
    auto other_layers = request({3, 1, 1});
    other_layers.layers = gis::tiles::LayerSet::parse("roads");
    for (int round = 0; round < 2; ++round) {
        for (const auto& wanted :
             {request({3, 1, 1}), request({3, 1, 2}), other_day, other_rules, other_layers}) {
            (void)get(wanted);
        }
    }
    EXPECT_EQ(builds, 5);
}

TEST(tile_cache, drops_the_longest_unused_tiles_to_stay_within_its_bytes) {
    constexpr std::size_t limit = 8 * 20'000;
    TileCache cache{limit};
    for (std::uint32_t i = 0; i < 1000; ++i) {
        (void)cache.get(request({12, i, 7}), 1, [] { return tile_of(3000, 1); });
        EXPECT_LE(cache.figures().bytes, limit);
    }
    const auto figures = cache.figures();
    EXPECT_GE(figures.tiles, 30U);
    EXPECT_EQ(figures.evictions + figures.tiles, 1000U);
    bool built = false;
    (void)cache.get(request({12, 999, 7}), 1, [&] {
        built = true;
        return tile_of(3000, 1);
    });
    EXPECT_FALSE(built);
    (void)cache.get(request({5, 1, 1}), 1, [] { return tile_of(limit, 1); });
    EXPECT_LE(cache.figures().bytes, limit) << "too large to be kept";
}

TEST(tile_cache, threads_that_want_the_same_tile_share_one_build) {
    TileCache cache{1 << 20};
    constexpr int count = 8;
    std::atomic<int> builds{0};
    std::barrier start{count};
    std::atomic<int> right{0};
    {
        std::vector<std::jthread> crew;
        for (int i = 0; i < count; ++i) {
            crew.emplace_back([&] {
                start.arrive_and_wait();
                const auto tile = cache.get(request({9, 1, 1}), 5, [&] {
                    ++builds;
                    std::this_thread::sleep_for(std::chrono::milliseconds{100});
                    return tile_of(100, 5);
                });
                right += tile->gzip.size() == 100 ? 1 : 0;
            });
        }
    }
    EXPECT_EQ(builds, 1);
    EXPECT_EQ(right, count);
    EXPECT_EQ(cache.figures().shared + cache.figures().hits, static_cast<std::uint64_t>(count - 1));
}

TEST(tile_cache, a_failure_reaches_all_that_wait_and_is_not_kept) {
    TileCache cache{1 << 20};
    constexpr int count = 4;
    std::barrier start{count};
    std::atomic<int> failures{0};
    std::atomic<int> builds{0};
    {
        std::vector<std::jthread> crew;
        for (int i = 0; i < count; ++i) {
            crew.emplace_back([&] {
                start.arrive_and_wait();
                try {
                    (void)cache.get(request({9, 1, 1}), 5, [&]() -> FinishedTile {
                        ++builds;
                        std::this_thread::sleep_for(std::chrono::milliseconds{50});
                        throw std::runtime_error{"no"};
                    });
                } catch (const std::runtime_error&) {
                    ++failures;
                }
            });
        }
    }
    EXPECT_EQ(failures, count);
    EXPECT_LT(builds, count);
    EXPECT_EQ(cache.get(request({9, 1, 1}), 5, [] { return tile_of(1, 5); })->gzip, "x");
}

TEST(tile_cache, threads_over_changing_sets_always_get_what_they_asked_for) {
    const auto snapshot = gis::model::Snapshot::build(two_communes());
    gis::model::Applied applied;
    applied.revision = gis::Revision{8};
    applied.rows = {record(9, 3, 0, 10, gis::model::Surface::btxm)};
    const std::array sets{tile_set(*snapshot), tile_set(*snapshot->apply(applied))};
    TileCache cache{1 << 16};
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> crew;
        for (unsigned thread = 0; thread < 4; ++thread) {
            crew.emplace_back([&, thread] {
                for (unsigned i = 0; i < 60; ++i) {
                    const auto& set = *sets[(i + thread) % 2];
                    const auto wanted = request(tile_at({106.75, 11.55}, i % 20));
                    const auto version = set.version(wanted);
                    const auto tile = cache.get(set, wanted, version);
                    const auto raw = set.encode(wanted);
                    const bool same = tile->version == version && tile->raw_bytes == raw.size() &&
                                      (raw.empty() || gis::tiles::gunzip(tile->gzip) == raw);
                    wrong += same ? 0 : 1;
                }
            });
        }
    }
    EXPECT_EQ(wrong, 0);
}

TEST(tile_cache, an_empty_tile_has_no_bytes_and_takes_no_room) {
    const auto set = tile_set(*gis::model::Snapshot::build(two_communes()));
    TileCache cache{1 << 20};
    const auto wanted = request(tile_at({0, 0}, 14));
    const auto tile = cache.get(*set, wanted, set->version(wanted));
    EXPECT_TRUE(tile->gzip.empty());
    EXPECT_EQ(cache.figures().tiles, 0U);
}

} // namespace
