#pragma once

#include "gis/geometry/types.hpp"

#include <cmath>
#include <map>
#include <numbers>
#include <stdexcept>
#include <string>
#include <string_view>

namespace test_support {

/// A map drawn with letters in the test's body: each letter or digit is a position on a grid.
///
///     A---B
///     |   |      one character = cell_m metres east, one line = cell_m metres south
///     D---C
///
/// The drawing's top left corner is 106.6 E, 11.6 N. Everything but letters and digits is
/// decoration.
class AsciiMap {
public:
    explicit AsciiMap(std::string_view drawing, double cell_m = 100.0) {
        constexpr double metres_per_degree = 6371008.8 * std::numbers::pi / 180.0;
        const double lat_step = cell_m / metres_per_degree;
        const double lon_step = lat_step / std::cos(11.6 * std::numbers::pi / 180.0);
        int row = 0;
        int column = 0;
        for (const char c : drawing) {
            if (c == '\n') {
                ++row;
                column = 0;
                continue;
            }
            const bool is_name =
                (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            const gis::geometry::Point point{106.6 + column * lon_step, 11.6 - row * lat_step};
            if (is_name && !m_points.emplace(c, point).second) {
                throw std::invalid_argument{std::string{"drawn twice: "} + c};
            }
            ++column;
        }
    }

    [[nodiscard]] gis::geometry::Point at(char name) const { return m_points.at(name); }

    /// line("abc"): from a by b to c.
    [[nodiscard]] gis::geometry::Line line(std::string_view names) const {
        gis::geometry::Line result;
        for (const char name : names) {
            result.push_back(at(name));
        }
        return result;
    }

    /// area("ABCD"): the polygon with these corners; closed by itself.
    [[nodiscard]] gis::geometry::MultiPolygon area(std::string_view corners) const {
        auto ring = line(corners);
        ring.push_back(ring.front());
        return {{ring, {}}};
    }

private:
    std::map<char, gis::geometry::Point> m_points;
};

} // namespace test_support
