// Generalised levels: borders and junctions hold at every zoom.
#include "gis/tiles/area_levels.hpp"
#include "gis/tiles/road_levels.hpp"
#include "gis/tiles/road_writer.hpp"
#include "gis/tiles/shared_arcs.hpp"
#include "gis/tiles/simplify.hpp"
#include "tests/unit/tiles/atlas.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

namespace {

using namespace tiles_test; // NOLINT: the test's own helpers
using gis::geometry::MultiPolygon;
using gis::geometry::Point;
using gis::tiles::base_zoom;
using gis::tiles::WorldPoint;

/// Positions between two ends that wander off the straight line; the same each time for the same
/// ends.
std::vector<Point> wavy(const Point& a, const Point& b, int steps) {
    std::mt19937 random{
        static_cast<unsigned>(a.lon * 1e4 + b.lon * 3e4 + a.lat * 7e4 + b.lat * 9e4)};
    std::uniform_real_distribution<double> offset{-0.002, 0.002};
    std::vector<Point> result{a};
    for (int i = 1; i < steps; ++i) {
        const double share = static_cast<double>(i) / steps;
        result.push_back({a.lon + (b.lon - a.lon) * share + offset(random),
                          a.lat + (b.lat - a.lat) * share + offset(random)});
    }
    result.push_back(b);
    return result;
}

/// The area between corners whose sides wander; sides are drawn from west to east and from south to
/// north.
MultiPolygon wavy_area(const std::vector<Point>& corners) {
    gis::geometry::Ring ring{corners.front()};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        auto a = corners[i];
        auto b = corners[(i + 1) % corners.size()];
        const bool turned = b.lon < a.lon || (b.lon == a.lon && b.lat < a.lat);
        if (turned) {
            std::swap(a, b);
        }
        auto side = wavy(a, b, 50);
        if (turned) {
            std::reverse(side.begin(), side.end());
        }
        ring.insert(ring.end(), side.begin() + 1, side.end());
    }
    return {{std::move(ring), {}}};
}

using Edge =
    std::pair<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::uint32_t, std::uint32_t>>;

/// How often each directed edge occurs in a zoom of a layer.
std::map<Edge, int> edges_of(const gis::tiles::AreaLevels& layer, std::uint32_t zoom) {
    std::map<Edge, int> edges;
    for (std::size_t ring = 0; ring < layer.roles.size(); ++ring) {
        const auto vertices = layer.zooms[zoom].ring(ring);
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            const auto& a = vertices[i];
            const auto& b = vertices[(i + 1) % vertices.size()];
            ++edges[{{a.x, a.y}, {b.x, b.y}}];
        }
    }
    return edges;
}

class FourAreas : public testing::Test {
protected:
    // Four areas round a middle, and one of two parts: 0 1 over 2 3, all borders wandering.
    static std::vector<MultiPolygon> make() {
        const auto at = [](int i, int j) {
            return Point{106.5 + 0.1 * i, 11.4 + 0.1 * j};
        };
        std::vector<MultiPolygon> areas;
        for (int j = 0; j < 2; ++j) {
            for (int i = 0; i < 2; ++i) {
                areas.push_back(
                    wavy_area({at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)}));
            }
        }
        // An enclave in the first: a hole there and an area of its own.
        const auto enclave =
            wavy_area({{106.53, 11.43}, {106.56, 11.43}, {106.56, 11.46}, {106.53, 11.46}});
        areas[0][0].holes.push_back(enclave[0].outer);
        areas.push_back(enclave);
        return areas;
    }

    std::vector<MultiPolygon> areas = make();
};

TEST_F(FourAreas, inner_borders_are_the_same_from_both_sides_at_every_zoom) {
    const std::vector<const MultiPolygon*> list{&areas[0], &areas[1], &areas[2], &areas[3],
                                                &areas[4]};
    const std::array layers{list};
    const auto levels = gis::tiles::build_area_levels(layers);
    std::size_t before = 0;
    for (std::uint32_t zoom = 6; zoom <= base_zoom; ++zoom) {
        const auto edges = edges_of(levels[0], zoom);
        std::size_t lonely = 0;
        for (const auto& [edge, count] : edges) {
            EXPECT_EQ(count, 1) << zoom;
            lonely += edges.count({edge.second, edge.first}) == 0 ? 1 : 0;
        }
        // Only the outline has edges without a neighbour: of 13 sides 8 are outline and 5 are
        // shared, one of them the enclave's with four parts.
        const std::size_t shared = edges.size() - lonely;
        EXPECT_GT(shared, 0U) << zoom;
        EXPECT_GT(lonely, 0U) << zoom;
        if (zoom == base_zoom) {
            EXPECT_EQ(lonely, 8U * 50U);
            EXPECT_EQ(shared, 2U * (4U * 50U + 4U * 50U));
        }
        EXPECT_GE(edges.size(), before) << zoom;
        before = edges.size();
    }
}

TEST_F(FourAreas, layers_share_their_borders) {
    const std::vector<const MultiPolygon*> parents{&areas[1]};
    const std::vector<const MultiPolygon*> children{&areas[1], &areas[0]};
    const std::array layers{parents, children};
    const auto levels = gis::tiles::build_area_levels(layers);
    for (std::uint32_t zoom = 4; zoom <= base_zoom; ++zoom) {
        const auto child_edges = edges_of(levels[1], zoom);
        for (const auto& [edge, count] : edges_of(levels[0], zoom)) {
            EXPECT_EQ(child_edges.count(edge), 1U) << zoom;
        }
    }
}

TEST_F(FourAreas, a_border_of_several_rings_is_one_arc) {
    std::vector<std::span<const Point>> rings;
    for (const auto& area : areas) {
        rings.emplace_back(area[0].outer);
    }
    rings.emplace_back(areas[0][0].holes[0]);
    const gis::tiles::SharedArcs arcs{rings};
    // 4 inner borders, 4 outlines between them (a corner that only one area has is no node), 1
    // enclave.
    EXPECT_EQ(arcs.arc_count(), 9U);
    EXPECT_EQ(arcs.ring(4).size(), 1U);
    EXPECT_EQ(arcs.ring(4)[0].arc, arcs.ring(5)[0].arc);
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        const auto end_of = [&](const gis::tiles::SharedArcs::Use& use, bool end) {
            const auto arc = arcs.arc(use.arc);
            return use.backwards == end ? arc.front() : arc.back();
        };
        const auto uses = arcs.ring(ring);
        for (std::size_t i = 0; i < uses.size(); ++i) {
            EXPECT_EQ(end_of(uses[i], true), end_of(uses[(i + 1) % uses.size()], false));
        }
    }
}

TEST(simplifier, keeps_what_is_farther_off_than_the_tolerance) {
    const std::vector<WorldPoint> line{
        {0, 1000}, {100, 1010}, {200, 1000}, {300, 1300}, {400, 1000}};
    gis::tiles::Simplifier simplifier;
    const auto weights = simplifier.weigh(line);
    EXPECT_TRUE(std::isinf(weights[0]));
    EXPECT_TRUE(std::isinf(weights[4]));
    EXPECT_FLOAT_EQ(weights[3], 300.0F * 300.0F);
    EXPECT_LE(weights[1], weights[3]);
    const std::vector<unsigned char> fixed{0, 1, 0, 0, 0};
    EXPECT_TRUE(std::isinf(simplifier.weigh(line, fixed)[1]));
    EXPECT_TRUE(simplifier.weigh({}).empty());
}

/// Roads with a wandering line each; 2 begins at a vertex of 1, 3 (in another part) at another
/// vertex of 1.
class Meeting : public testing::Test {
protected:
    static gis::model::Part part_of(std::vector<gis::model::Road> roads) {
        gis::model::Part part;
        part.roads = gis::SharedList<gis::model::Road>(std::move(roads));
        return part;
    }

    gis::geometry::Line trunk = wavy({106.50, 11.50}, {106.60, 11.50}, 60);
    gis::model::Part own =
        part_of({road(1, gis::model::RoadClass::ap, trunk),
                 road(2, gis::model::RoadClass::ap, wavy(trunk[17], {106.52, 11.55}, 30))});
    gis::model::Part other =
        part_of({road(3, gis::model::RoadClass::ap, wavy(trunk[41], {106.57, 11.56}, 30))});
};

TEST_F(Meeting, junctions_stay_in_place_at_every_zoom_across_parts) {
    const auto shapes = gis::tiles::build_road_shapes(own);
    const auto other_shapes = gis::tiles::build_road_shapes(other);
    gis::tiles::Junctions junctions{shapes};
    const auto alone = junctions.fingerprint_of_others();
    junctions.meet(other_shapes);
    EXPECT_NE(junctions.fingerprint_of_others(), alone);
    const auto levels = gis::tiles::build_road_levels(shapes, junctions);
    const std::size_t first = shapes.rows[0] == 0 ? 0 : 1;
    for (std::uint32_t zoom = 8; zoom < base_zoom; ++zoom) {
        const auto line = levels.zooms[zoom].line(first);
        ASSERT_GE(line.size(), 4U) << zoom;
        EXPECT_LE(line.size(), trunk.size());
        for (const auto& kept : {trunk.front(), trunk[17], trunk[41], trunk.back()}) {
            EXPECT_NE(std::find(line.begin(), line.end(), gis::geometry::to_world(kept)),
                      line.end())
                << zoom;
        }
    }
    EXPECT_LT(levels.zooms[9].line(first).size(), levels.zooms[13].line(first).size());
    EXPECT_LT(levels.zooms[13].line(first).size(), trunk.size() + 1);
}

TEST(road_levels, tiny_roads_go_at_low_zoom_but_ranked_classes_stay) {
    gis::model::Part part;
    part.roads = {road(1, gis::model::RoadClass::ngo, {{106.5, 11.5}, {106.5002, 11.5}}),
                  road(2, gis::model::RoadClass::xa, {{106.6, 11.5}, {106.6002, 11.5}})};
    const auto shapes = gis::tiles::build_road_shapes(part);
    const auto levels = gis::tiles::build_road_levels(shapes, gis::tiles::Junctions{shapes});
    const std::size_t lane = shapes.rows[0] == 0 ? 0 : 1;
    EXPECT_TRUE(levels.zooms[8].line(lane).empty()); // 22 m; a unit is 38 m
    EXPECT_EQ(levels.zooms[13].line(lane).size(), 2U);
    EXPECT_EQ(levels.zooms[8].line(1 - lane).size(), 2U);
}

TEST(cut_line, consecutive_stretches_meet_and_cover_the_line) {
    const std::vector<WorldPoint> line{{0, 0}, {1000, 0}, {1000, 1000}, {5000, 1000}};
    const std::vector<float> chainage{0, 10, 20, 60};
    std::vector<WorldPoint> scratch;
    const std::vector<double> cuts{0, 5, 10, 13.5, 13.7, 59.9, 60};
    std::vector<WorldPoint> joined;
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const auto part = gis::tiles::cut_line(line, chainage, cuts[i], cuts[i + 1], scratch);
        ASSERT_GE(part.size(), 2U);
        if (!joined.empty()) {
            EXPECT_EQ(joined.back(), part.front());
        }
        joined.insert(joined.end(), part.begin(), part.end());
    }
    EXPECT_EQ(joined.front(), line.front());
    EXPECT_EQ(joined.back(), line.back());
    for (const auto& vertex : line) {
        EXPECT_NE(std::find(joined.begin(), joined.end(), vertex), joined.end());
    }
    const auto middle = gis::tiles::cut_line(line, chainage, 5, 15, scratch);
    EXPECT_EQ(std::vector(middle.begin(), middle.end()),
              (std::vector<WorldPoint>{{500, 0}, {1000, 0}, {1000, 500}}));
}

} // namespace
