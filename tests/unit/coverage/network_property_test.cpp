#include "gis/analysis/network_reach.hpp"

#include "tests/support/roads.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace gis::analysis {
namespace {

using geometry::Line;
using geometry::Point;
using test_support::network_of;
using test_support::snapshot_of;

/// Random walks over a crooked lattice: roads share vertices, run twice over the same edge, close
/// loops, leave islands.
class Streets {
public:
    explicit Streets(std::uint32_t seed) : m_random(seed) {
        for (int i = 0; i < size * size; ++i) {
            m_places.push_back(
                {106.6 + 0.002 * (i % size) + offset(), 11.5 + 0.002 * (i / size) + offset()});
        }
        for (int road = 0; road < 40; ++road) {
            lines.push_back(walk());
        }
    }

    std::vector<Line> lines;

    [[nodiscard]] Point vertex() {
        const auto& line = lines[pick(lines.size())];
        return line[pick(line.size())];
    }

private:
    static constexpr int size = 9;

    double offset() { return std::uniform_real_distribution{-0.0006, 0.0006}(m_random); }
    std::size_t pick(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>{0, count - 1}(m_random);
    }

    Line walk() {
        int at = static_cast<int>(pick(size * size));
        Line line{m_places[static_cast<std::size_t>(at)]};
        const auto steps = 1 + pick(5);
        while (line.size() <= steps) {
            constexpr std::array moves{1, -1, size, -size};
            const auto move = moves[pick(4)];
            const bool wraps =
                (move == 1 && at % size == size - 1) || (move == -1 && at % size == 0);
            const int next = at + move;
            if (!wraps && next >= 0 && next < size * size) {
                at = next;
                line.push_back(m_places[static_cast<std::size_t>(at)]);
            }
        }
        return line;
    }

    std::mt19937 m_random;
    std::vector<Point> m_places;
};

/// Distances between vertices by Boost.Graph, over a graph of the bare segments.
class Peer {
public:
    explicit Peer(const std::vector<Line>& lines) {
        for (const auto& line : lines) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                const auto a = node(line[i - 1]);
                const auto b = node(line[i]);
                boost::add_edge(a, b, geometry::distance_m(line[i - 1], line[i]), m_graph);
            }
        }
    }

    std::vector<double> from(const Point& point) {
        std::vector<double> distances(boost::num_vertices(m_graph));
        boost::dijkstra_shortest_paths(
            m_graph, node(point),
            boost::distance_map(boost::make_iterator_property_map(
                distances.begin(), boost::get(boost::vertex_index, m_graph))));
        return distances;
    }

    std::size_t node(const Point& point) {
        const auto key = std::pair{point.lon, point.lat};
        const auto known = m_nodes.find(key);
        if (known != m_nodes.end()) {
            return known->second;
        }
        return m_nodes[key] = boost::add_vertex(m_graph);
    }

private:
    using Graph =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                              boost::property<boost::edge_weight_t, double>>;
    Graph m_graph;
    std::map<std::pair<double, double>, std::size_t> m_nodes;
};

class NetworkProperty : public testing::TestWithParam<std::uint32_t> {};

TEST_P(NetworkProperty, DistancesAreThoseOfBoostGraph) {
    Streets streets{GetParam()};
    const std::vector<Point> schools{streets.vertex(), streets.vertex(), streets.vertex()};
    const auto network = network_of(*snapshot_of(streets.lines));
    std::vector<Attachment> places;
    Peer peer{streets.lines};
    std::vector<std::vector<double>> distances;
    for (const auto& school : schools) {
        places.push_back(network->attach(school, 1));
        distances.push_back(peer.from(school));
    }
    const NetworkReach reach{network, places};
    for (const auto& line : streets.lines) {
        for (const auto& point : line) {
            const auto node = peer.node(point);
            auto expected = unreachable;
            for (const auto& some : distances) {
                const bool island = some[node] > 1e9;
                expected = island ? expected : std::min(expected, some[node]);
            }
            const auto place = network->attach(point, 1);
            const auto found = reach.of(place);
            if (expected == unreachable) {
                EXPECT_EQ(found.metres, unreachable);
                continue;
            }
            EXPECT_NEAR(found.metres, expected, 0.02);
            const auto way = way_from(reach, place);
            ASSERT_TRUE(way);
            EXPECT_NEAR(way->access_m + way->road_m + way->egress_m, found.metres, 1e-3);
        }
    }
}

TEST_P(NetworkProperty, OneMoreOrOneLessIsAsIfBuiltAnew) {
    Streets streets{GetParam()};
    const auto network = network_of(*snapshot_of(streets.lines));
    std::vector<Attachment> places;
    for (int i = 0; i < 5; ++i) {
        places.push_back(network->attach(streets.vertex(), 1));
    }
    const NetworkReach all{network, places};
    const NetworkReach four{network, {places.begin(), places.end() - 1}};
    const auto grown = four.with(places.back());
    for (std::uint32_t node = 0; node < network->node_count(); ++node) {
        EXPECT_EQ(grown.of_node(node), all.of_node(node));
    }
    for (std::uint32_t gone = 0; gone < places.size(); ++gone) {
        auto left = places;
        left[gone] = {};
        const NetworkReach expected{network, left};
        const auto shrunk = all.without(gone);
        for (std::uint32_t node = 0; node < network->node_count(); ++node) {
            EXPECT_EQ(shrunk.of_node(node), expected.of_node(node)) << node << " without " << gone;
        }
    }
}

TEST_P(NetworkProperty, ReachedPiecesAreWhereTheDistanceIsInReach) {
    Streets streets{GetParam()};
    const auto network = network_of(*snapshot_of(streets.lines));
    const NetworkReach reach{network, {network->attach(streets.vertex(), 1)}};
    const double limit = 700;
    for (std::uint32_t i = 0; i < network->edges().size(); ++i) {
        const auto& edge = network->edges()[i];
        const auto pieces = reach.reached(i, limit);
        for (int step = 1; step < 20; ++step) {
            const double at_m = edge.from_m + edge.length_m() * step / 20;
            const Attachment place{i, static_cast<float>(at_m - edge.from_m), 0};
            const auto metres = reach.of(place).metres;
            if (std::abs(metres - limit) < 0.01) {
                continue;
            }
            const bool inside =
                std::any_of(pieces.begin(), pieces.end(), [&](const Stretch& piece) {
                    return piece.from_m <= at_m && at_m <= piece.to_m;
                });
            EXPECT_EQ(inside, metres < limit) << at_m << " " << metres;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, NetworkProperty, testing::Range(1U, 13U));

} // namespace
} // namespace gis::analysis
