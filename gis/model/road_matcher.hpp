#pragma once

#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gis::model {

/// Coordinates of a file and of the atlas that are no farther apart are the same.
inline constexpr double same_place_m = 0.001;

/// True when two lines have the same vertices within same_place_m.
[[nodiscard]] bool same_line(const geometry::Line& a, const geometry::Line& b);

/// Finds the road of an atlas that a road of a file is: by code, else by folded name and line
/// within 1 mm. The snapshot must outlive the object.
class RoadMatcher {
public:
    explicit RoadMatcher(const Snapshot& snapshot);

    [[nodiscard]] const Road* find(const Road& road) const;

    /// Notes a road of the file; false when the file had the same road before.
    [[nodiscard]] bool claim(const Road& road);

private:
    /// Start of a line on a grid of 1e-4 degrees (11 m).
    using Place = std::uint64_t;

    [[nodiscard]] static std::vector<Place> places_near(const geometry::Point& start);
    [[nodiscard]] static Place place_of(std::int64_t column, std::int64_t row);
    [[nodiscard]] static Place place_of(const geometry::Point& start);

    std::unordered_map<std::string, const Road*> m_by_code;
    std::unordered_multimap<Place, const Road*> m_by_start;
    std::unordered_set<std::string> m_claimed_codes;
    std::unordered_multimap<Place, Road> m_claimed; ///< roads of the file without code
};

} // namespace gis::model
