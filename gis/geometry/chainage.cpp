#include "gis/geometry/chainage.hpp"

#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gis::geometry {

namespace {

Point between(const Point& a, const Point& b, double share) noexcept {
    return {a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
}

} // namespace

Chainage::Chainage(std::span<const Point> line) : m_line(line) {
    assert(line.size() >= 2);
    m_at_vertex.reserve(line.size());
    m_at_vertex.push_back(0.0);
    for (std::size_t i = 1; i < line.size(); ++i) {
        m_at_vertex.push_back(m_at_vertex.back() + distance_m(line[i - 1], line[i]));
    }
}

double Chainage::of(std::size_t segment, const Point& point) const {
    const double start = m_at_vertex.at(segment);
    const double end = m_at_vertex.at(segment + 1);
    return std::clamp(start + distance_m(m_line[segment], point), start, end);
}

Point Chainage::position(double at_m) const {
    if (!(at_m > 0.0)) {
        return m_line.front();
    }
    if (at_m >= length_m()) {
        return m_line.back();
    }
    const auto next = std::upper_bound(m_at_vertex.begin(), m_at_vertex.end(), at_m);
    const auto segment = static_cast<std::size_t>(next - m_at_vertex.begin()) - 1;
    const double start = m_at_vertex[segment];
    const double share = (at_m - start) / (m_at_vertex[segment + 1] - start);
    return between(m_line[segment], m_line[segment + 1], share);
}

Line Chainage::slice(double from_m, double to_m) const {
    const double from = std::clamp(from_m, 0.0, length_m());
    const double to = std::clamp(to_m, from, length_m());
    Line part{position(from)};
    for (std::size_t i = 0; i < m_line.size(); ++i) {
        if (m_at_vertex[i] > from && m_at_vertex[i] < to) {
            part.push_back(m_line[i]);
        }
    }
    part.push_back(position(to));
    return part;
}

std::string stationing(double at_m) {
    const auto tenths = static_cast<long long>(std::llround(std::max(0.0, at_m) * 10.0));
    const auto km = tenths / 10000;
    const auto metres = tenths % 10000 / 10;
    const auto tenth = tenths % 10;
    auto text = fmt::format("Km{}+{:03}", km, metres);
    if (tenth != 0) {
        text += fmt::format(",{}", tenth);
    }
    return text;
}

} // namespace gis::geometry
