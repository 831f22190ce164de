#include "gis/model/road_matcher.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/geodesic.hpp"

#include <algorithm>
#include <cmath>

namespace gis::model {

namespace {

constexpr double cells_per_degree = 1e4;
constexpr double reach_deg = 2e-8; // a little over 1 mm

std::int64_t cell_of(double degrees) {
    return static_cast<std::int64_t>(std::floor(degrees * cells_per_degree));
}

bool same_road(const Road& a, const Road& b) {
    return same_line(a.line, b.line) && fold_name(a.name) == fold_name(b.name);
}

} // namespace

bool same_line(const geometry::Line& a, const geometry::Line& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& p, const auto& q) {
        return geometry::distance_m(p, q) <= same_place_m;
    });
}

RoadMatcher::RoadMatcher(const Snapshot& snapshot) {
    for (const auto& part : snapshot.parts()) {
        for (const auto& road : part->roads) {
            if (road.code.empty()) {
                m_by_start.emplace(place_of(road.line.front()), &road);
            } else {
                m_by_code.emplace(road.code, &road);
            }
        }
    }
}

const Road* RoadMatcher::find(const Road& road) const {
    if (!road.code.empty()) {
        const auto at = m_by_code.find(road.code);
        return at != m_by_code.end() ? at->second : nullptr;
    }
    for (const auto place : places_near(road.line.front())) {
        const auto [begin, end] = m_by_start.equal_range(place);
        for (auto at = begin; at != end; ++at) {
            if (same_road(*at->second, road)) {
                return at->second;
            }
        }
    }
    return nullptr;
}

bool RoadMatcher::claim(const Road& road) {
    if (!road.code.empty()) {
        return m_claimed_codes.insert(road.code).second;
    }
    for (const auto place : places_near(road.line.front())) {
        const auto [begin, end] = m_claimed.equal_range(place);
        for (auto at = begin; at != end; ++at) {
            if (same_road(at->second, road)) {
                return false;
            }
        }
    }
    m_claimed.emplace(place_of(road.line.front()), road);
    return true;
}

std::vector<RoadMatcher::Place> RoadMatcher::places_near(const geometry::Point& start) {
    std::vector<Place> places;
    for (auto column = cell_of(start.lon - reach_deg); column <= cell_of(start.lon + reach_deg);
         ++column) {
        for (auto row = cell_of(start.lat - reach_deg); row <= cell_of(start.lat + reach_deg);
             ++row) {
            places.push_back(place_of(column, row));
        }
    }
    return places;
}

RoadMatcher::Place RoadMatcher::place_of(std::int64_t column, std::int64_t row) {
    return (static_cast<Place>(column) << 32U) ^ (static_cast<Place>(row) & 0xffffffffU);
}

RoadMatcher::Place RoadMatcher::place_of(const geometry::Point& start) {
    return place_of(cell_of(start.lon), cell_of(start.lat));
}

} // namespace gis::model
