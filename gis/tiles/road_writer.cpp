#include "gis/tiles/road_writer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gis::tiles {

namespace {

// Positions in the roads' row of layers(), and in the reach row of coverage_layers().
enum Key : std::uint32_t { road_id, from_m, to_m, road_class, surface, hardened, name };
enum ReachKey : std::uint32_t { reached = road_class + 1, reach_name };

std::uint32_t between(std::uint32_t a, std::uint32_t b, double share) noexcept {
    const double offset = (double{1} * b - double{1} * a) * share;
    return static_cast<std::uint32_t>(std::int64_t{a} +
                                      static_cast<std::int64_t>(std::floor(offset + 0.5)));
}

/// Position at a chainage on the segment that ends at vertex `next`.
WorldPoint position(std::span<const WorldPoint> line, std::span<const float> chainage,
                    std::size_t next, double at_m) noexcept {
    const auto& a = line[next - 1];
    const auto& b = line[next];
    const double start = chainage[next - 1];
    const double length = chainage[next] - start;
    const double share = length > 0.0 ? std::clamp((at_m - start) / length, 0.0, 1.0) : 0.0;
    return {between(a.x, b.x, share), between(a.y, b.y, share)};
}

/// Length of a segment on the ellipsoid in units of its semi-major axis, by the radii of curvature
/// at its middle: a metre to the north is not as long on the map as one to the east.
double ground_length(const WorldPoint& a, const WorldPoint& b) noexcept {
    constexpr double radians = 2 * std::numbers::pi / 4294967296.0; // of a unit of the world grid
    constexpr double eccentricity_2 = 0.00669437999014;             // WGS 84
    const double dx = (double{1} * b.x - a.x) * radians;
    const double dy = (double{1} * b.y - a.y) * radians;
    const double north = std::numbers::pi - (double{1} * a.y + b.y) / 2 * radians;
    const double cos_lat = 1 / std::cosh(north);
    const double sin_lat = std::tanh(north);
    const double w_2 = 1 - eccentricity_2 * sin_lat * sin_lat;
    return std::hypot(dx, dy * (1 - eccentricity_2) / w_2) * cos_lat / std::sqrt(w_2);
}

/// Chainage by the length of what is drawn, for roads that keep none because their surface never
/// changes.
std::span<const float> estimated_chainage(std::span<const WorldPoint> line, double length_m,
                                          std::vector<float>& scratch) {
    std::vector<float>& at = scratch;
    at.assign(1, 0.0F);
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        sum += ground_length(line[i - 1], line[i]);
        at.push_back(static_cast<float>(sum));
    }
    const double scale = sum > 0 ? length_m / sum : 0.0;
    for (auto& metres : at) {
        metres = static_cast<float>(metres * scale);
    }
    return at;
}

} // namespace

std::span<const WorldPoint> cut_line(std::span<const WorldPoint> line,
                                     std::span<const float> chainage, double from_m, double to_m,
                                     std::vector<WorldPoint>& scratch) {
    const auto behind = [&](double at_m) {
        const auto found = std::upper_bound(chainage.begin(), chainage.end(), at_m,
                                            [](double at, float vertex) { return at < vertex; });
        const auto index = static_cast<std::size_t>(found - chainage.begin());
        return std::clamp<std::size_t>(index, 1, line.size() - 1);
    };
    const std::size_t first = behind(from_m);
    const std::size_t last = behind(to_m);
    scratch.clear();
    scratch.push_back(position(line, chainage, first, from_m));
    for (std::size_t i = first; i < last; ++i) {
        scratch.push_back(line[i]);
    }
    scratch.push_back(position(line, chainage, last, to_m));
    return scratch;
}

RoadWriter::RoadWriter(Workspace& work, const TileRequest& request, const TileGrid& grid,
                       std::uint8_t min_rank)
    : m_work(work), m_request(request), m_grid(grid), m_min_rank(min_rank),
      m_precision(request.tile.zoom < base_zoom ? Precision::single : Precision::full) {
    m_work.classes.forget();
    m_work.surfaces.forget();
    m_work.verdicts.forget();
}

void RoadWriter::add(const PartTiles& part) {
    m_work.texts.use(part.states->names());
    part.shapes->tree.visit(m_grid.reach(), [&](std::uint32_t index) {
        if (part.shapes->ranks[index] >= m_min_rank) {
            add_road(part, index);
        }
    });
}

void RoadWriter::add_road(const PartTiles& part, std::uint32_t index) {
    const auto zoom = m_request.tile.zoom;
    const auto& vertices = zoom < base_zoom ? part.levels->zooms[zoom] : part.shapes->base;
    const auto line = vertices.line(index);
    if (line.empty()) {
        return;
    }
    const auto reach =
        m_grid.inside().contains(part.shapes->tree.box(index)) ? Reach::inside : Reach::beyond;
    m_road_id = TextTable::none;
    m_last_to = TextTable::none;
    const auto stretches = stretches_of(part, index);
    auto chainage = vertices.chainage(index);
    if (chainage.empty() && m_request.coverage && stretches.size() > 1) {
        chainage = estimated_chainage(line, stretches.back().to_m, m_work.chainage);
    }
    const bool whole = stretches.size() == 1 || chainage.empty();
    for (const auto& stretch : stretches) {
        m_work.geometry.begin();
        m_work.geometry.add_line(
            whole ? line : cut_line(line, chainage, stretch.from_m, stretch.to_m, m_work.cut),
            reach);
        if (!m_work.geometry.empty()) {
            add_stretch(part, index, stretch);
        }
    }
}

std::span<const RoadStretch> RoadWriter::stretches_of(const PartTiles& part, std::uint32_t index) {
    if (!m_request.coverage) {
        return part.states->on(*part.part, *part.shapes, index, m_request.as_of, m_work.folded);
    }
    const auto reach = m_request.coverage->parts.find(part.part.get());
    return reach != m_request.coverage->parts.end() ? reach->second.of(part.shapes->rows[index])
                                                    : std::span<const RoadStretch>{};
}

std::uint32_t RoadWriter::from_index(double from) {
    if (from == 0.0) {
        if (m_zero == TextTable::none) {
            m_zero = m_work.layer.add_integer(0);
        }
        return m_zero;
    }
    if (m_last_to != TextTable::none && m_last_to_m == from) {
        return m_last_to;
    }
    return m_work.layer.add_number(from, m_precision);
}

void RoadWriter::add_tag(std::uint32_t key, std::uint32_t value) {
    m_work.tags.push_back(key);
    m_work.tags.push_back(value);
}

void RoadWriter::add_name(const PartTiles& part, std::uint32_t index, std::uint32_t key) {
    if (const auto text = part.states->name(index); text != TextTable::none) {
        add_tag(key, m_work.texts.index(m_work.layer, part.states->names(), text));
    }
}

void RoadWriter::add_surface(const PartTiles& part, std::uint32_t index,
                             const RoadStretch& stretch) {
    auto& layer = m_work.layer;
    add_tag(Key::surface, m_work.surfaces.index(static_cast<std::size_t>(stretch.surface), [&] {
        return layer.add_text(model::to_text(stretch.surface));
    }));
    if (const auto verdict =
            m_request.hardened.of(part.states->road_class(index), stretch.surface)) {
        add_tag(Key::hardened,
                m_work.verdicts.index(*verdict ? 1 : 0, [&] { return layer.add_bool(*verdict); }));
    }
    add_name(part, index, Key::name);
}

void RoadWriter::add_reached(const PartTiles& part, std::uint32_t index,
                             const RoadStretch& stretch) {
    if (stretch.reached != Reached::perhaps) {
        const bool yes = stretch.reached == Reached::yes;
        add_tag(ReachKey::reached,
                m_work.verdicts.index(yes ? 1 : 0, [&] { return m_work.layer.add_bool(yes); }));
    }
    add_name(part, index, ReachKey::reach_name);
}

void RoadWriter::add_stretch(const PartTiles& part, std::uint32_t index,
                             const RoadStretch& stretch) {
    auto& layer = m_work.layer;
    const auto id = part.states->id(index);
    const auto road_class = part.states->road_class(index);
    m_work.tags.clear();
    if (m_road_id == TextTable::none) {
        m_road_id = layer.add_integer(id);
    }
    add_tag(Key::road_id, m_road_id);
    add_tag(Key::from_m, from_index(stretch.from_m));
    m_last_to = layer.add_number(stretch.to_m, m_precision);
    m_last_to_m = stretch.to_m;
    add_tag(Key::to_m, m_last_to);
    add_tag(Key::road_class, m_work.classes.index(static_cast<std::size_t>(road_class), [&] {
        return layer.add_text(model::to_text(road_class));
    }));
    if (m_request.coverage) {
        add_reached(part, index, stretch);
    } else {
        add_surface(part, index, stretch);
    }
    layer.add_feature(id, GeometryType::line, m_work.tags, m_work.geometry.bytes());
}

} // namespace gis::tiles
