#include "gis/tiles/shared_arcs.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <unordered_map>

namespace gis::tiles {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

struct PointHash {
    std::size_t operator()(const geometry::Point& point) const noexcept {
        // + 0.0 turns -0.0 into 0.0: the two are equal as doubles.
        const auto lon = std::bit_cast<std::uint64_t>(point.lon + 0.0);
        const auto lat = std::bit_cast<std::uint64_t>(point.lat + 0.0);
        const std::uint64_t mixed = (lon * 0x9E3779B97F4A7C15U) ^ std::rotl(lat, 29);
        return static_cast<std::size_t>((mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93U);
    }
};

/// What comes before and after a vertex in the rings that pass it, either way round.
struct Neighbours {
    std::uint32_t low = none;
    std::uint32_t high = none;
    bool node = false;

    void pass(std::uint32_t before, std::uint32_t after) noexcept {
        const auto [a, b] = std::minmax(before, after);
        if (low == none) {
            low = a;
            high = b;
        } else if (low != a || high != b) {
            node = true;
        }
    }
};

} // namespace

class SharedArcs::Builder {
public:
    explicit Builder(SharedArcs& arcs) : m_arcs(arcs) {}

    void build(std::span<const std::span<const geometry::Point>> rings) {
        std::vector<std::vector<std::uint32_t>> numbered;
        numbered.reserve(rings.size());
        for (const auto& ring : rings) {
            numbered.push_back(number(ring));
        }
        m_neighbours.resize(m_world.size());
        for (const auto& ring : numbered) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                m_neighbours[ring[i]].pass(ring[i == 0 ? ring.size() - 1 : i - 1],
                                           ring[i + 1 == ring.size() ? 0 : i + 1]);
            }
        }
        for (auto& ring : numbered) {
            cut(ring);
            m_arcs.m_ring_first.push_back(static_cast<std::uint32_t>(m_arcs.m_uses.size()));
        }
    }

private:
    /// The ring as numbers of vertices, not closed, without equal neighbours.
    std::vector<std::uint32_t> number(std::span<const geometry::Point> ring) {
        std::vector<std::uint32_t> result;
        result.reserve(ring.size());
        for (const auto& point : ring) {
            const auto [found, added] =
                m_number.try_emplace(point, static_cast<std::uint32_t>(m_world.size()));
            if (added) {
                m_world.push_back(geometry::to_world(point));
            }
            if (result.empty() || result.back() != found->second) {
                result.push_back(found->second);
            }
        }
        while (result.size() > 1 && result.front() == result.back()) {
            result.pop_back();
        }
        return result;
    }

    void cut(std::vector<std::uint32_t>& ring) {
        const auto is_node = [&](std::uint32_t vertex) {
            return m_neighbours[vertex].node;
        };
        auto start = std::find_if(ring.begin(), ring.end(), is_node);
        if (start == ring.end()) {
            // An island or an enclave's border: the same beginning for all rings that share it.
            start = std::min_element(ring.begin(), ring.end());
        }
        std::rotate(ring.begin(), start, ring.end());
        ring.push_back(ring.front());
        std::size_t first = 0;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (i + 1 == ring.size() || is_node(ring[i])) {
                use(std::span{ring}.subspan(first, i - first + 1));
                first = i;
            }
        }
    }

    void use(std::span<const std::uint32_t> path) {
        if (path.size() < 2) {
            return;
        }
        const std::pair forwards{path[0], path[1]};
        const std::pair backwards{path[path.size() - 1], path[path.size() - 2]};
        const bool turned = backwards < forwards;
        const auto [first, second] = turned ? backwards : forwards;
        // Between nodes there is one way on: an arc is known by its first two vertices.
        const auto [found, added] = m_arc_of.try_emplace(
            (std::uint64_t{first} << 32) | second, static_cast<std::uint32_t>(m_arcs.arc_count()));
        if (added) {
            for (std::size_t i = 0; i < path.size(); ++i) {
                m_arcs.m_vertices.push_back(m_world[path[turned ? path.size() - 1 - i : i]]);
            }
            m_arcs.m_first.push_back(static_cast<std::uint32_t>(m_arcs.m_vertices.size()));
        }
        m_arcs.m_uses.push_back({found->second, turned});
    }

    SharedArcs& m_arcs;
    std::unordered_map<geometry::Point, std::uint32_t, PointHash> m_number;
    std::vector<WorldPoint> m_world;
    std::vector<Neighbours> m_neighbours;
    std::unordered_map<std::uint64_t, std::uint32_t> m_arc_of;
};

SharedArcs::SharedArcs(std::span<const std::span<const geometry::Point>> rings) {
    Builder{*this}.build(rings);
}

} // namespace gis::tiles
