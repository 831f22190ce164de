#include "gis/geometry/point_index.hpp"

#include "gis/geometry/ellipsoid.hpp"
#include "gis/geometry/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gis::geometry {

namespace {

/// Squared chords up to this factor above the least are measured. For chords over some hundred
/// kilometres the factor of the geodesic differs by up to 1e-5 with the azimuth.
constexpr double measured_factor = 1.0 + 4e-5;

constexpr double chord_limit_m = 100'000.0;

/// The geodesic over a chord: the chord of a circle that is as curved as the ellipsoid at the
/// middle latitude in this direction (Euler's formula). The ellipsoid's curvature hardly changes
/// over so short a way: the relative error is below 1e-10 up to 100 km and 60° (tested against
/// GeographicLib), at a tenth of the cost of Karney's algorithm.
double over_chord_m(const Point& a, const Point& b, double chord_m) {
    const double sine = std::sin(0.5 * (a.lat + b.lat) * radians);
    const double w2 = 1.0 - eccentricity2 * sine * sine;
    const double normal = semi_major_m / std::sqrt(w2);
    const double meridian = normal * (1.0 - eccentricity2) / w2;
    const double north = (b.lat - a.lat) * meridian;
    const double east = (b.lon - a.lon) * normal * std::sqrt(1.0 - sine * sine);
    const double north2 = north * north;
    const double east2 = east * east;
    const double curvature = (north2 / meridian + east2 / normal) / (north2 + east2);
    return 2.0 / curvature * std::asin(0.5 * curvature * chord_m);
}

double geodesic_m(const Point& a, const Point& b, double chord2) {
    const double chord_m = std::sqrt(chord2);
    const bool middling = chord_m > mid_latitude_limit_m && chord_m < chord_limit_m;
    const bool plain = std::abs(a.lat) < 60 && std::abs(b.lat) < 60 && std::abs(b.lon - a.lon) < 2;
    return middling && plain ? over_chord_m(a, b, chord_m) : distance_m(a, b);
}

} // namespace

/// What a search has found so far: first the shortest chord alone, then the geodesics of all that
/// are nearly as short.
struct PointIndex::Search {
    Point from;
    Position at{};
    double limit2 = std::numeric_limits<double>::infinity(); ///< squared chord
    bool measure = false;
    NearestPoint best{std::numeric_limits<std::uint32_t>::max(),
                      std::numeric_limits<double>::infinity()};

    void offer(const Node& node) {
        double chord2 = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            chord2 += (node.at[k] - at[k]) * (node.at[k] - at[k]);
        }
        if (chord2 > limit2) {
            return;
        }
        if (!measure) {
            limit2 = chord2;
            return;
        }
        const double metres = geodesic_m(from, node.point, chord2);
        if (metres < best.distance_m || (metres == best.distance_m && node.index < best.index)) {
            best = {node.index, metres};
        }
    }
};

PointIndex::PointIndex(std::span<const Point> points) {
    m_nodes.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        m_nodes.push_back({position(points[i]), points[i], static_cast<std::uint32_t>(i)});
    }
    build(0, m_nodes.size(), 0);
}

/// On the ellipsoid's surface, geocentric, metres.
PointIndex::Position PointIndex::position(const Point& point) noexcept {
    const double sine = std::sin(point.lat * radians);
    const double cosine = std::cos(point.lat * radians);
    const double normal = semi_major_m / std::sqrt(1.0 - eccentricity2 * sine * sine);
    return {normal * cosine * std::cos(point.lon * radians),
            normal * cosine * std::sin(point.lon * radians), normal * (1.0 - eccentricity2) * sine};
}

void PointIndex::build(std::size_t first, std::size_t last, std::size_t axis) {
    if (last - first < 2) {
        return;
    }
    const auto middle = first + (last - first) / 2;
    const auto at = [this](std::size_t i) {
        return m_nodes.begin() + static_cast<std::ptrdiff_t>(i);
    };
    std::nth_element(at(first), at(middle), at(last), [axis](const Node& a, const Node& b) {
        return a.at[axis] < b.at[axis] || (a.at[axis] == b.at[axis] && a.index < b.index);
    });
    build(first, middle, (axis + 1) % 3);
    build(middle + 1, last, (axis + 1) % 3);
}

void PointIndex::search(Search& search, std::size_t first, std::size_t last,
                        std::size_t axis) const {
    if (first == last) {
        return;
    }
    const auto middle = first + (last - first) / 2;
    const double beyond = search.at[axis] - m_nodes[middle].at[axis];
    const auto next = (axis + 1) % 3;
    search.offer(m_nodes[middle]);
    if (beyond < 0) {
        this->search(search, first, middle, next);
    } else {
        this->search(search, middle + 1, last, next);
    }
    if (beyond * beyond > search.limit2) {
        return;
    }
    if (beyond < 0) {
        this->search(search, middle + 1, last, next);
    } else {
        this->search(search, first, middle, next);
    }
}

std::optional<NearestPoint> PointIndex::nearest(const Point& point) const {
    if (empty()) {
        return std::nullopt;
    }
    Search search;
    search.from = point;
    search.at = position(point);
    this->search(search, 0, m_nodes.size(), 0);
    search.limit2 = search.limit2 * measured_factor + 1e-6;
    search.measure = true;
    this->search(search, 0, m_nodes.size(), 0);
    return search.best;
}

} // namespace gis::geometry
