#include "gis/editing/plane_line.hpp"

#include "gis/geometry/chainage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace gis::editing {

namespace {

using geometry::PlanePoint;

constexpr double same_place_m = 0.001;

bool same_place(const PlanePoint& a, const PlanePoint& b) noexcept {
    return distance2(a, b) <= same_place_m * same_place_m;
}

using Cell = std::pair<std::int64_t, std::int64_t>;

Cell cell_of(const PlanePoint& point) {
    return {std::llround(point.x / same_place_m), std::llround(point.y / same_place_m)};
}

/// Index of each vertex in first..end-1 that is alone in its cell.
std::map<Cell, std::size_t> lone_vertices(const PlaneLine& line, std::size_t first,
                                          std::size_t end) {
    std::map<Cell, std::optional<std::size_t>> cells;
    for (auto i = first; i < end; ++i) {
        const auto [at, is_new] = cells.try_emplace(cell_of(line.vertex(i)), i);
        if (!is_new) {
            at->second.reset();
        }
    }
    std::map<Cell, std::size_t> lone;
    for (const auto& [cell, index] : cells) {
        if (index) {
            lone.emplace(cell, *index);
        }
    }
    return lone;
}

/// The longest part of `pairs` (ascending in `before`) that ascends in `after`: patience sorting.
std::vector<Anchor> longest_ascending(const std::vector<Anchor>& pairs) {
    std::vector<std::size_t> tails; // of each length the pair with the least `after`
    std::vector<std::optional<std::size_t>> previous(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto at = std::lower_bound(
            tails.begin(), tails.end(), pairs[i].after,
            [&](std::size_t tail, std::size_t after) { return pairs[tail].after < after; });
        if (at != tails.begin()) {
            previous[i] = *std::prev(at);
        }
        if (at == tails.end()) {
            tails.push_back(i);
        } else {
            *at = i;
        }
    }
    std::vector<Anchor> result;
    if (!tails.empty()) {
        for (std::optional<std::size_t> i = tails.back(); i; i = previous[*i]) {
            result.push_back(pairs[*i]);
        }
    }
    std::reverse(result.begin(), result.end());
    return result;
}

} // namespace

double distance2(const PlanePoint& a, const PlanePoint& b) noexcept {
    const double x = a.x - b.x;
    const double y = a.y - b.y;
    return x * x + y * y;
}

PlaneLine::PlaneLine(std::span<const geometry::Point> line, const geometry::LocalFrame& frame) {
    const geometry::Chainage chainage{line};
    m_points.reserve(line.size());
    m_at.reserve(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        m_points.push_back(frame.to_plane(line[i]));
        m_at.push_back(chainage.at_vertex(i));
    }
}

std::size_t PlaneLine::segment_at(double at_m) const {
    const auto next = std::upper_bound(m_at.begin() + 1, m_at.end() - 1, at_m);
    return static_cast<std::size_t>(next - m_at.begin()) - 1;
}

PlanePoint PlaneLine::position(double at_m) const {
    const auto i = segment_at(at_m);
    const double length = m_at[i + 1] - m_at[i];
    const double share = length > 0 ? std::clamp((at_m - m_at[i]) / length, 0.0, 1.0) : 0.0;
    return {m_points[i].x + (m_points[i + 1].x - m_points[i].x) * share,
            m_points[i].y + (m_points[i + 1].y - m_points[i].y) * share};
}

PlaneLine::Place PlaneLine::nearest(const PlanePoint& point, double from_m, double to_m) const {
    double best2 = std::numeric_limits<double>::infinity();
    double at_m = from_m;
    for (auto i = segment_at(from_m); i + 1 < size() && m_at[i] <= to_m; ++i) {
        const double length = m_at[i + 1] - m_at[i];
        const PlanePoint along{m_points[i + 1].x - m_points[i].x,
                               m_points[i + 1].y - m_points[i].y};
        const double along2 = along.x * along.x + along.y * along.y;
        double share = 0;
        if (along2 > 0 && length > 0) {
            share = ((point.x - m_points[i].x) * along.x + (point.y - m_points[i].y) * along.y) /
                    along2;
            const double low = std::max(0.0, (from_m - m_at[i]) / length);
            const double high = std::min(1.0, (to_m - m_at[i]) / length);
            share = std::clamp(share, low, std::max(low, high));
        }
        const PlanePoint foot{m_points[i].x + along.x * share, m_points[i].y + along.y * share};
        if (const double d2 = distance2(point, foot); d2 < best2) {
            best2 = d2;
            at_m = share == 1.0 ? m_at[i + 1] : m_at[i] + share * length;
        }
    }
    return {at_m, std::sqrt(best2)};
}

std::vector<Anchor> find_anchors(const PlaneLine& before, const PlaneLine& after) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t start = 0;
    while (start < shorter && same_place(before.vertex(start), after.vertex(start))) {
        ++start;
    }
    std::size_t end = 0;
    while (start + end < shorter && same_place(before.vertex(before.size() - 1 - end),
                                               after.vertex(after.size() - 1 - end))) {
        ++end;
    }
    std::vector<Anchor> anchors;
    for (std::size_t i = 0; i < start; ++i) {
        anchors.push_back({i, i});
    }
    const auto lone_after = lone_vertices(after, start, after.size() - end);
    std::vector<Anchor> pairs;
    for (const auto& [cell, index] : lone_vertices(before, start, before.size() - end)) {
        if (const auto found = lone_after.find(cell); found != lone_after.end()) {
            pairs.push_back({index, found->second});
        }
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const Anchor& a, const Anchor& b) { return a.before < b.before; });
    for (const auto& anchor : longest_ascending(pairs)) {
        anchors.push_back(anchor);
    }
    for (std::size_t i = end; i > 0; --i) {
        anchors.push_back({before.size() - i, after.size() - i});
    }
    return anchors;
}

} // namespace gis::editing
