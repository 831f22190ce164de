// Distances along the roads of the demonstration district by Boost.Graph over the bare segments,
// with entrances found by trying every segment.

#include "gis/analysis/coverage_report.hpp"
#include "tests/golden/demo_district.hpp"

#include <GeographicLib/Geodesic.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

namespace {

using gis::Date;
using gis::geometry::Point;

double metres_between(const Point& a, const Point& b) {
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, metres);
    return metres;
}

/// Where a place enters the roads.
struct Entrance {
    std::size_t a = 0; ///< nodes of the segment
    std::size_t b = 0;
    std::size_t segment = 0;
    double to_a_m = 0;
    double to_b_m = 0;
    double access_m = std::numeric_limits<double>::infinity();
};

class Peer {
public:
    explicit Peer(const gis::model::Snapshot& snapshot) {
        for (const auto& part : snapshot.parts()) {
            for (const auto& road : part->roads) {
                for (std::size_t i = 1; i < road.line.size(); ++i) {
                    add(road.line[i - 1], road.line[i]);
                }
                m_ends.push_back(road.line.front());
                m_ends.push_back(road.line.back());
            }
        }
        join_ends();
    }

    /// The nearest segment, tried one by one on a plane around the place.
    [[nodiscard]] Entrance enter(const Point& place, double max_m) const {
        Entrance best;
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            const auto foot = foot_on(i, place);
            const double metres = plane_metres(place, foot);
            if (metres < best.access_m && metres <= max_m * 1.001) {
                const auto& [a, b, from, to] = m_segments[i];
                best = {a, b, i, metres_between(from, foot), metres_between(foot, to), metres};
            }
        }
        if (std::isfinite(best.access_m)) {
            best.access_m = metres_between(place, foot_on(best.segment, place));
        }
        if (best.access_m > max_m) {
            best.access_m = std::numeric_limits<double>::infinity();
        }
        return best;
    }

    /// From a facility to every node, its straight leg included.
    [[nodiscard]] std::vector<double> from(const Entrance& facility) const {
        auto graph = m_graph;
        const auto source = boost::add_vertex(graph);
        boost::add_edge(source, facility.a, facility.access_m + facility.to_a_m, graph);
        boost::add_edge(source, facility.b, facility.access_m + facility.to_b_m, graph);
        std::vector<double> distances(boost::num_vertices(graph));
        boost::dijkstra_shortest_paths(
            graph, source,
            boost::distance_map(boost::make_iterator_property_map(
                distances.begin(), boost::get(boost::vertex_index, graph))));
        return distances;
    }

private:
    using Graph =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                              boost::property<boost::edge_weight_t, double>>;
    struct Segment {
        std::size_t a = 0;
        std::size_t b = 0;
        Point from;
        Point to;
    };

    static Point in_metres(const Point& point, const Point& origin) {
        constexpr double radians = std::numbers::pi / 180;
        constexpr double a = 6378137.0;
        constexpr double e2 = 0.00669437999014;
        const double sine = std::sin((point.lat + origin.lat) / 2 * radians);
        const double cosine = std::sqrt(1 - sine * sine);
        const double w2 = 1 - e2 * sine * sine;
        return {(point.lon - origin.lon) * radians * cosine * a / std::sqrt(w2),
                (point.lat - origin.lat) * radians * a * (1 - e2) / (w2 * std::sqrt(w2))};
    }

    static double plane_metres(const Point& a, const Point& b) {
        const auto d = in_metres(b, a);
        return std::hypot(d.lon, d.lat);
    }

    [[nodiscard]] Point foot_on(std::size_t segment, const Point& place) const {
        const auto& [a, b, from, to] = m_segments[segment];
        const auto p = in_metres(from, place);
        const auto q = in_metres(to, place);
        const double dx = q.lon - p.lon;
        const double dy = q.lat - p.lat;
        const double length2 = dx * dx + dy * dy;
        const double t =
            length2 > 0 ? std::clamp(-(p.lon * dx + p.lat * dy) / length2, 0.0, 1.0) : 0.0;
        return {from.lon + t * (to.lon - from.lon), from.lat + t * (to.lat - from.lat)};
    }

    void add(const Point& from, const Point& to) {
        const auto a = node(from);
        const auto b = node(to);
        m_segments.push_back({a, b, from, to});
        boost::add_edge(a, b, metres_between(from, to), m_graph);
    }

    /// Ends that come within a metre of a segment are joined to both its vertices.
    void join_ends() {
        constexpr double snap_m = 1.0;
        const auto segments = m_segments.size();
        for (const auto& end : m_ends) {
            const auto own = node(end);
            for (std::size_t i = 0; i < segments; ++i) {
                const auto& [a, b, from, to] = m_segments[i];
                if (own == a || own == b || std::abs(from.lat - end.lat) > 0.02) {
                    continue;
                }
                const auto foot = foot_on(i, end);
                if (plane_metres(end, foot) <= snap_m) {
                    boost::add_edge(own, a, metres_between(from, foot), m_graph);
                    boost::add_edge(own, b, metres_between(foot, to), m_graph);
                }
            }
        }
    }

    std::size_t node(const Point& point) {
        const auto [known, added] = m_nodes.try_emplace({point.lon, point.lat}, 0);
        if (added) {
            known->second = boost::add_vertex(m_graph);
        }
        return known->second;
    }

    Graph m_graph;
    std::map<std::pair<double, double>, std::size_t> m_nodes;
    std::vector<Segment> m_segments;
    std::vector<Point> m_ends;
};

class DemoCoverage : public golden::DemoDistrict {};

TEST_F(DemoCoverage, DistancesAlongTheRoadsAreThoseOfBoostGraph) {
    const auto norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(golden::data_folder / "norms"));
    const gis::analysis::CoverageBasis basis{snapshot, norms, gis::sequential_for};
    const auto question = gis::analysis::CoverageQuestion::standard(
        norms->find("primary"), rules->standard(), Date{2025, 1, 1});
    const auto reached = basis.reached(question);
    ASSERT_GE(reached->facilities.size(), 13U);
    const Peer peer{*snapshot};
    std::vector<Entrance> schools;
    std::vector<std::vector<double>> distances;
    for (const auto& school : reached->facilities) {
        schools.push_back(peer.enter(school.location, question.access_m));
        ASSERT_TRUE(std::isfinite(schools.back().access_m)) << school.name;
        distances.push_back(peer.from(schools.back()));
    }
    const auto population = basis.population();
    std::size_t compared = 0;
    std::size_t unreached = 0;
    constexpr std::size_t step = 151; // every so many points: trying all segments takes its time
    for (std::size_t i = 0; i < population->points.size(); i += step) {
        const auto place = peer.enter(population->points[i], question.access_m);
        double metres = std::numeric_limits<double>::infinity();
        for (std::size_t s = 0; s < schools.size(); ++s) {
            const double by_nodes = std::min(distances[s][place.a] + place.to_a_m,
                                             distances[s][place.b] + place.to_b_m);
            const double direct =
                place.segment == schools[s].segment
                    ? std::abs(place.to_a_m - schools[s].to_a_m) + schools[s].access_m
                    : by_nodes;
            metres = std::min(metres, place.access_m + std::min(by_nodes, direct));
        }
        const auto ours = static_cast<double>(reached->sure.metres[i]);
        if (std::isfinite(metres)) {
            EXPECT_NEAR(ours, metres, 0.05 + 1e-6 * metres) << "point " << i;
            ++compared;
        } else {
            EXPECT_FALSE(std::isfinite(ours)) << "point " << i;
            ++unreached;
        }
    }
    EXPECT_GT(compared, 150U);
    EXPECT_LT(unreached, compared);
}

TEST_F(DemoCoverage, StraightDistancesAreTheLeastOfAllByGeographicLib) {
    const auto norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(golden::data_folder / "norms"));
    const gis::analysis::CoverageBasis basis{snapshot, norms, gis::sequential_for};
    auto question = gis::analysis::CoverageQuestion::standard(norms->find("cultural_house"),
                                                              rules->standard(), Date{2025, 1, 1});
    question.along = gis::analysis::Along::straight;
    question.distance_m = 1000;
    const auto report = gis::analysis::coverage_report(
        basis, question, {std::nullopt, gis::analysis::ReportBy::hamlet});
    const auto population = basis.population();
    const auto& hamlets = snapshot->units().hamlets;
    ASSERT_GT(report.reached->facilities.size(), 50U);
    std::size_t compared = 0;
    for (const auto& row : report.people.rows) {
        if (!row.figures) {
            continue;
        }
        const auto h = static_cast<std::size_t>(row.unit - hamlets.data());
        double covered = 0;
        for (auto i = population->hamlets[h].first; i < population->hamlets[h].last; ++i) {
            double least = std::numeric_limits<double>::infinity();
            for (const auto& house : report.reached->facilities) {
                least = std::min(least, metres_between(population->points[i], house.location));
            }
            EXPECT_NEAR(report.reached->sure.metres[i], least, 0.001 + 1e-6 * least);
            covered += least <= question.distance_m ? population->persons(h, i) : 0;
        }
        EXPECT_NEAR(row.figures->covered, covered, 1e-9 * row.figures->population);
        ++compared;
    }
    EXPECT_GT(compared, 90U);
}

} // namespace
