#include "gis/tiles/road_shapes.hpp"

#include "gis/geometry/chainage.hpp"
#include "gis/tiles/hilbert.hpp"

#include <algorithm>
#include <cmath>

namespace gis::tiles {

namespace {

constexpr std::uint8_t district_rank = 192;

/// Whether a record divides the road, on whatever day.
bool is_cut(const model::Road& road) {
    return std::any_of(road.surfaces.begin(), road.surfaces.end(), [&](const auto& record) {
        return record.state == model::RecordState::accepted &&
               (record.from_m > 0.0 || record.to_m < road.length_m);
    });
}

/// Stretched to the road's length as it is on record, so that the last vertex lies at its end.
std::vector<float> chainage_of(const model::Road& road) {
    const geometry::Chainage measured{road.line};
    const double scale = measured.length_m() > 0.0 ? road.length_m / measured.length_m() : 0.0;
    std::vector<float> result;
    result.reserve(road.line.size());
    for (std::size_t i = 0; i < road.line.size(); ++i) {
        result.push_back(static_cast<float>(measured.at_vertex(i) * scale));
    }
    return result;
}

} // namespace

void RoadVertices::add(std::span<const WorldPoint> line, std::span<const float> chainage) {
    m_vertices.insert(m_vertices.end(), line.begin(), line.end());
    m_first.push_back(static_cast<std::uint32_t>(m_vertices.size()));
    m_chainage.insert(m_chainage.end(), chainage.begin(), chainage.end());
    m_chainage_first.push_back(static_cast<std::uint32_t>(m_chainage.size()));
}

void RoadVertices::reserve(std::size_t roads, std::size_t vertices) {
    m_first.reserve(roads + 1);
    m_chainage_first.reserve(roads + 1);
    m_vertices.reserve(vertices);
}

void RoadVertices::fit() {
    m_vertices.shrink_to_fit();
    m_chainage.shrink_to_fit();
}

RoadShapes build_road_shapes(const model::Part& part) {
    std::vector<WorldPoint> vertices;
    std::vector<std::size_t> first;
    std::vector<std::uint32_t> rows;
    std::vector<WorldBox> boxes;
    for (std::uint32_t row = 0; row < part.roads.size(); ++row) {
        const auto& line = part.roads[row].line;
        if (line.size() < 2) {
            continue;
        }
        rows.push_back(row);
        first.push_back(vertices.size());
        std::transform(line.begin(), line.end(), std::back_inserter(vertices), geometry::to_world);
        boxes.push_back(box_of(std::span{vertices}.subspan(first.back())));
    }
    const std::size_t count = rows.size();
    first.push_back(vertices.size());

    RoadShapes shapes;
    shapes.rows.reserve(count);
    shapes.ranks.reserve(count);
    shapes.base.reserve(count, vertices.size());
    std::vector<WorldBox> ordered;
    ordered.reserve(count);
    for (const auto i : hilbert_order(boxes)) {
        const auto& road = part.roads[rows[i]];
        shapes.rows.push_back(rows[i]);
        shapes.ranks.push_back(road_rank(road));
        ordered.push_back(boxes[i]);
        shapes.base.add(std::span{vertices}.subspan(first[i], first[i + 1] - first[i]),
                        is_cut(road) ? chainage_of(road) : std::vector<float>{});
    }
    shapes.tree = BoxTree{std::move(ordered)};
    shapes.base.fit();
    return shapes;
}

bool have_same_shapes(const model::Part& a, const model::Part& b) {
    return std::equal(a.roads.begin(), a.roads.end(), b.roads.begin(), b.roads.end(),
                      [](const model::Road& one, const model::Road& other) {
                          return &one == &other ||
                                 (one.id == other.id && one.road_class == other.road_class &&
                                  one.length_m == other.length_m && is_cut(one) == is_cut(other) &&
                                  one.line == other.line);
                      });
}

std::uint8_t road_rank(const model::Road& road) noexcept {
    const double octaves = std::log2(std::max(1.0, road.length_m)); // 40,000 km are 25
    const auto steps = [octaves](double per_octave, double limit) {
        return static_cast<unsigned>(std::min(limit, octaves * per_octave));
    };
    switch (road.road_class) {
    case model::RoadClass::huyen:
        return static_cast<std::uint8_t>(district_rank + steps(2.0, 63.0));
    case model::RoadClass::xa:
        return static_cast<std::uint8_t>(kept_rank + steps(2.0, 63.0));
    default:
        return static_cast<std::uint8_t>(steps(6.0, 127.0));
    }
}

} // namespace gis::tiles
