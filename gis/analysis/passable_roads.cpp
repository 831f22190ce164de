#include "gis/analysis/passable_roads.hpp"

#include "gis/geometry/chainage.hpp"
#include "gis/geometry/fetch.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/existence.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace gis::analysis {

namespace {

using model::Road;

constexpr double least_metres_of_latitude = 110'000.0; // of a degree, anywhere

bool may_be_travelled(std::optional<bool> hardened, Passable passable) {
    return hardened.value_or(passable == Passable::perhaps_all_season);
}

/// Lays a supposed surface over stretches: true adds an interval, false takes it away.
std::vector<Stretch> suppose(std::vector<Stretch> stretches, const Stretch& interval, bool add) {
    std::vector<Stretch> result;
    for (const auto& stretch : stretches) {
        if (stretch.from_m < interval.from_m) {
            result.push_back(
                {stretch.road, stretch.from_m, std::min(stretch.to_m, interval.from_m)});
        }
        if (stretch.to_m > interval.to_m) {
            result.push_back({stretch.road, std::max(stretch.from_m, interval.to_m), stretch.to_m});
        }
    }
    if (add && interval.from_m < interval.to_m) {
        result.push_back(interval);
    }
    std::sort(result.begin(), result.end(),
              [](const Stretch& a, const Stretch& b) { return a.from_m < b.from_m; });
    stretches.clear();
    for (const auto& piece : result) {
        if (!stretches.empty() && stretches.back().to_m == piece.from_m) {
            stretches.back().to_m = piece.to_m;
        } else {
            stretches.push_back(piece);
        }
    }
    return stretches;
}

/// @param any_surface  whether surface records make no difference
bool same_roads(const model::Part& a, const model::Part& b, bool any_surface) {
    return &a == &b || std::equal(a.roads.begin(), a.roads.end(), b.roads.begin(), b.roads.end(),
                                  [any_surface](const Road& x, const Road& y) {
                                      return x.id == y.id && x.valid_from == y.valid_from &&
                                             x.valid_to == y.valid_to && x.line == y.line &&
                                             (any_surface || (x.road_class == y.road_class &&
                                                              x.surfaces == y.surfaces));
                                  });
}

} // namespace

std::vector<Stretch> passable_stretches(const Road& road, std::uint32_t index,
                                        const PassablePart::Question& question) {
    if (!exists_on(road, question.as_of) || road.line.size() < 2 || !(road.length_m > 0)) {
        return {};
    }
    if (question.passable == Passable::all) {
        return {{index, 0.0, road.length_m}};
    }
    std::vector<Stretch> stretches;
    for (const auto& interval : model::surfaces_on(road.surfaces, road.length_m, question.as_of)) {
        const auto verdict = question.rules->verdict(road.road_class, interval.surface);
        if (!may_be_travelled(verdict, question.passable)) {
            continue;
        }
        if (!stretches.empty() && stretches.back().to_m == interval.from_m) {
            stretches.back().to_m = interval.to_m;
        } else {
            stretches.push_back({index, interval.from_m, interval.to_m});
        }
    }
    for (const auto& supposed : question.supposed) {
        if (supposed.road == road.id) {
            stretches = suppose(std::move(stretches),
                                {index, std::clamp(supposed.from_m, 0.0, road.length_m),
                                 std::clamp(supposed.to_m, 0.0, road.length_m)},
                                supposed.hardened);
        }
    }
    return stretches;
}

PassablePart::PassablePart(std::shared_ptr<const model::Part> part, const Question& question)
    : m_part(std::move(part)) {
    for (std::uint32_t i = 0; i < m_part->roads.size(); ++i) {
        for (const auto& stretch : passable_stretches(m_part->roads[i], i, question)) {
            m_stretches.push_back(stretch);
        }
    }
    const auto is_whole = [this](const Stretch& stretch) {
        return stretch.from_m <= 0.0 && stretch.to_m >= m_part->roads[stretch.road].length_m;
    };
    m_cut.reserve(m_stretches.size()); // spans below point into it
    for (const auto& stretch : m_stretches) {
        const auto& line = m_part->roads[stretch.road].line;
        if (is_whole(stretch)) {
            m_lines.emplace_back(line);
        } else {
            m_cut.push_back(geometry::Chainage{line}.slice(stretch.from_m, stretch.to_m));
            m_lines.emplace_back(m_cut.back());
        }
    }
    measure_vertices();
    m_grid = std::make_unique<const geometry::SegmentGrid>(m_lines);
}

void PassablePart::measure_vertices() {
    std::size_t vertices = 0;
    for (const auto& line : m_lines) {
        m_first.push_back(static_cast<std::uint32_t>(vertices));
        vertices += line.size();
    }
    m_at_vertex.resize(vertices);
    std::vector<double> steps;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (i + 1 < m_lines.size()) {
            geometry::fetch(m_lines[i + 1]);
        }
        geometry::step_lengths_m(m_lines[i], steps);
        double metres = 0;
        for (const double step : steps) {
            metres += step;
        }
        const double scale = metres > 0 ? whole / metres : 0.0;
        auto* at = &m_at_vertex[m_first[i]];
        double from_start_m = 0;
        for (const double step : steps) {
            from_start_m += step;
            *++at = static_cast<std::uint32_t>(std::min(whole, scale * from_start_m + 0.5));
        }
    }
}

void PassablePart::fetch() const noexcept {
    m_grid->fetch();
    for (const auto& line : m_lines) {
        geometry::fetch(line);
    }
    geometry::fetch(std::span<const std::uint32_t>{m_at_vertex});
}

/// @param from_m  from the segment's first vertex, geodesic
double PassablePart::chainage_on(const geometry::NearestOnLines& place, double from_m) const {
    const auto& stretch = m_stretches[place.line];
    const double at = chainage_of_vertex(place.line, place.segment) + from_m;
    return std::clamp(std::min(at, chainage_of_vertex(place.line, place.segment + 1)),
                      stretch.from_m, stretch.to_m);
}

double PassablePart::chainage_of(const geometry::NearestOnLines& place) const {
    const auto* ends = &m_lines[place.line][place.segment];
    return place.at == ends[1] ? chainage_of_vertex(place.line, place.segment + 1)
                               : chainage_on(place, geometry::distance_m(ends[0], place.at));
}

std::vector<double>
PassablePart::chainages_of(std::span<const geometry::NearestOnLines> places) const {
    std::vector<geometry::Point> starts(places.size());
    std::vector<geometry::Point> ends(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        starts[i] = m_lines[places[i].line][places[i].segment];
        ends[i] = places[i].at;
    }
    std::vector<double> metres(places.size());
    geometry::distances_m(starts, ends, metres);
    for (std::size_t i = 0; i < places.size(); ++i) {
        metres[i] = chainage_on(places[i], metres[i]);
    }
    return metres;
}

PassableParts passable_parts(const model::Snapshot& snapshot,
                             const PassablePart::Question& question, const PassableParts& previous,
                             const ParallelFor& parallel_for) {
    const auto parts = snapshot.parts();
    PassableParts result(parts.size());
    parallel_for(parts.size(), [&](std::size_t i) {
        const bool same =
            previous.size() == parts.size() && question.supposed.empty() &&
            same_roads(previous[i]->part(), *parts[i], question.passable == Passable::all);
        result[i] = same ? previous[i] : std::make_shared<const PassablePart>(parts[i], question);
    });
    return result;
}

MetresPerDegree least_metres_per_degree(const geometry::Box& box) noexcept {
    const double furthest = std::max(std::abs(box.min_lat), std::abs(box.max_lat));
    return {least_metres_of_latitude * std::cos(furthest * std::numbers::pi / 180.0),
            least_metres_of_latitude};
}

geometry::Box widened(const geometry::Box& box, double margin_m) noexcept {
    if (box.empty()) {
        return box;
    }
    const double lat = margin_m / least_metres_of_latitude;
    const double furthest = std::max(std::abs(box.min_lat), std::abs(box.max_lat)) + lat;
    const double lon = lat / std::cos(furthest * std::numbers::pi / 180.0);
    return {box.min_lon - lon, box.min_lat - lat, box.max_lon + lon, box.max_lat + lat};
}

geometry::BoxOrder boxes_of(const PassableParts& parts) {
    std::vector<geometry::Box> boxes;
    boxes.reserve(parts.size());
    for (const auto& part : parts) {
        boxes.push_back(part->grid().box());
    }
    return geometry::BoxOrder{std::move(boxes)};
}

std::vector<std::vector<std::uint32_t>> neighbours(const PassableParts& parts, double margin_m,
                                                   std::span<const geometry::Box> boxes) {
    const auto lines = boxes_of(parts);
    std::vector<std::vector<std::uint32_t>> result(parts.size());
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
        auto box = lines.boxes()[i];
        if (!boxes.empty()) {
            box.add(boxes[i]);
        }
        result[i].push_back(i);
        lines.for_each_meeting(widened(box, margin_m), [&](std::uint32_t other) {
            if (other != i) {
                result[i].push_back(other);
            }
        });
    }
    return result;
}

} // namespace gis::analysis
