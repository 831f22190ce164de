#include "gis/tiles/area_levels.hpp"

#include "gis/tiles/hilbert.hpp"
#include "gis/tiles/simplify.hpp"

#include <algorithm>

namespace gis::tiles {

namespace {

/// A ring before it is put in order: where SharedArcs has it and what it is.
struct RingPlace {
    std::uint32_t ring = 0;
    RingRole role = RingRole::outer;
};

/// Twice the area on the world grid by the surveyor's formula, from the first vertex on to keep the
/// numbers small.
double doubled_area(std::span<const WorldPoint> ring) noexcept {
    double sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const double ax = double{1} * ring[i].x - ring[0].x;
        const double ay = double{1} * ring[i].y - ring[0].y;
        const double bx = double{1} * ring[i + 1].x - ring[0].x;
        const double by = double{1} * ring[i + 1].y - ring[0].y;
        sum += ax * by - bx * ay;
    }
    return sum;
}

/// Arcs with the weight of each vertex.
class WeighedArcs {
public:
    explicit WeighedArcs(const SharedArcs& arcs) : m_arcs(arcs) {
        Simplifier simplifier;
        for (std::size_t i = 0; i < arcs.arc_count(); ++i) {
            const auto weights = simplifier.weigh(arcs.arc(i));
            m_first.push_back(m_weights.size());
            m_weights.insert(m_weights.end(), weights.begin(), weights.end());
        }
    }

    /// The vertices of a ring that weigh at least `weight`, not closed. Valid until the next call.
    [[nodiscard]] std::span<const WorldPoint> ring(std::size_t index, float weight) {
        m_ring.clear();
        for (const auto& use : m_arcs.ring(index)) {
            const auto arc = m_arcs.arc(use.arc);
            const auto weights = std::span{m_weights}.subspan(m_first[use.arc], arc.size());
            for (std::size_t i = 0; i + 1 < arc.size();
                 ++i) { // the end is the next arc's beginning
                const std::size_t at = use.backwards ? arc.size() - 1 - i : i;
                if (weights[at] >= weight) {
                    m_ring.push_back(arc[at]);
                }
            }
        }
        return m_ring;
    }

private:
    const SharedArcs& m_arcs;
    std::vector<std::size_t> m_first;
    std::vector<float> m_weights;
    std::vector<WorldPoint> m_ring;
};

AreaLevels build_layer(WeighedArcs& arcs, std::span<const std::vector<RingPlace>> areas) {
    std::vector<WorldBox> boxes;
    boxes.reserve(areas.size());
    for (const auto& rings : areas) {
        WorldBox box;
        for (const auto& place : rings) {
            box.add(box_of(arcs.ring(place.ring, 0.0F)));
        }
        boxes.push_back(box);
    }
    AreaLevels layer;
    layer.rows = hilbert_order(boxes);
    layer.first_ring.push_back(0);
    std::vector<WorldBox> ordered;
    std::vector<WorldPoint> turned;
    for (const auto row : layer.rows) {
        ordered.push_back(boxes[row]);
        for (const auto& place : areas[row]) {
            layer.roles.push_back(place.role);
            const bool positive = doubled_area(arcs.ring(place.ring, 0.0F)) > 0.0;
            const bool turn = positive != (place.role == RingRole::outer);
            for (std::uint32_t zoom = 0; zoom <= base_zoom; ++zoom) {
                const float weight = zoom < base_zoom ? squared_tolerance(zoom) : 0.0F;
                const auto ring = arcs.ring(place.ring, weight);
                turned.assign(ring.begin(), ring.end());
                if (turn) {
                    std::reverse(turned.begin(), turned.end());
                }
                layer.zooms[zoom].add(turned);
            }
        }
        layer.first_ring.push_back(static_cast<std::uint32_t>(layer.roles.size()));
    }
    for (auto& zoom : layer.zooms) {
        zoom.fit();
    }
    layer.tree = BoxTree{std::move(ordered)};
    return layer;
}

} // namespace

void RingVertices::add(std::span<const WorldPoint> ring) {
    m_vertices.insert(m_vertices.end(), ring.begin(), ring.end());
    m_first.push_back(static_cast<std::uint32_t>(m_vertices.size()));
}

std::vector<AreaLevels>
build_area_levels(std::span<const std::vector<const geometry::MultiPolygon*>> layers) {
    std::vector<std::span<const geometry::Point>> rings;
    std::vector<std::vector<std::vector<RingPlace>>> places;
    for (const auto& areas : layers) {
        auto& layer = places.emplace_back();
        for (const auto* area : areas) {
            auto& own = layer.emplace_back();
            for (const auto& polygon : *area) {
                own.push_back({static_cast<std::uint32_t>(rings.size()), RingRole::outer});
                rings.emplace_back(polygon.outer);
                for (const auto& hole : polygon.holes) {
                    own.push_back({static_cast<std::uint32_t>(rings.size()), RingRole::hole});
                    rings.emplace_back(hole);
                }
            }
        }
    }
    const SharedArcs shared{rings};
    WeighedArcs weighed{shared};
    std::vector<AreaLevels> result;
    for (const auto& layer : places) {
        result.push_back(build_layer(weighed, layer));
    }
    return result;
}

} // namespace gis::tiles
