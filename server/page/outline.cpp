#include "server/page/outline.hpp"

#include "gis/geometry/interior_point.hpp"
#include "server/page/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <vector>

namespace server::page {

namespace {

using gis::geometry::Point;

constexpr double width = 1000;            // of the picture, in its own units
constexpr std::size_t most_points = 3000; // of all outlines together
constexpr std::size_t most_labels = 60;

struct Dot {
    double x = 0;
    double y = 0;
};

/// Plain picture coordinates: longitudes shortened by the cosine of the middle latitude, y down.
class Projection {
public:
    explicit Projection(const gis::geometry::Box& box)
        : m_box(box),
          m_narrowing(std::cos((box.min_lat + box.max_lat) / 2 * std::numbers::pi / 180)),
          m_scale(width / std::max((box.max_lon - box.min_lon) * m_narrowing, 1e-9)) {}

    [[nodiscard]] Dot of(const Point& point) const noexcept {
        return {(point.lon - m_box.min_lon) * m_narrowing * m_scale,
                (m_box.max_lat - point.lat) * m_scale};
    }
    [[nodiscard]] double height() const noexcept {
        return (m_box.max_lat - m_box.min_lat) * m_scale;
    }

private:
    gis::geometry::Box m_box;
    double m_narrowing;
    double m_scale;
};

double distance_to_segment(const Dot& p, const Dot& a, const Dot& b) noexcept {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double squared = dx * dx + dy * dy;
    const double t =
        squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// Douglas and Peucker, without recursion: deep rings must not eat the stack.
std::vector<Dot> simplify(const std::vector<Dot>& ring, double tolerance) {
    std::vector<bool> keep(ring.size(), false);
    keep.front() = keep.back() = true;
    std::vector<std::pair<std::size_t, std::size_t>> spans{{0, ring.size() - 1}};
    while (!spans.empty()) {
        const auto [first, last] = spans.back();
        spans.pop_back();
        double farthest = tolerance;
        std::size_t split = 0;
        for (auto i = first + 1; i < last; ++i) {
            if (const double d = distance_to_segment(ring[i], ring[first], ring[last]);
                d > farthest) {
                farthest = d;
                split = i;
            }
        }
        if (split > 0) {
            keep[split] = true;
            spans.emplace_back(first, split);
            spans.emplace_back(split, last);
        }
    }
    std::vector<Dot> result;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (keep[i]) {
            result.push_back(ring[i]);
        }
    }
    return result;
}

/// The outer rings of one commune that are large enough to see. The largest is always there.
std::vector<std::vector<Dot>> rings_of(const gis::model::Unit& unit, const Projection& projection,
                                       double tolerance) {
    std::vector<std::vector<Dot>> rings;
    for (const auto& polygon : unit.boundary) {
        std::vector<Dot> ring;
        for (const auto& point : polygon.outer) {
            ring.push_back(projection.of(point));
        }
        auto simple = simplify(ring, tolerance);
        if (simple.size() > 3) {
            rings.push_back(std::move(simple));
        }
    }
    return rings;
}

/// Whole numbers, each point relative to the one before it: a third of the bytes of plain
/// coordinates.
std::string path_data(const std::vector<std::vector<Dot>>& rings) {
    std::string data;
    for (const auto& ring : rings) {
        long last_x = 0;
        long last_y = 0;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const long x = std::lround(ring[i].x);
            const long y = std::lround(ring[i].y);
            const long dx = x - last_x;
            const long dy = y - last_y;
            if (i == 0) {
                fmt::format_to(std::back_inserter(data), "M{} {}", x, y);
            } else if (dx != 0 || dy != 0) {
                fmt::format_to(std::back_inserter(data), "l{}{}{}", dx, dy < 0 ? "" : " ", dy);
            }
            last_x = x;
            last_y = y;
        }
        data += 'Z';
    }
    return data;
}

using Outlines = std::vector<std::vector<std::vector<Dot>>>;

/// Coarser and coarser until there are few enough points.
Outlines outlines_of(const gis::model::Units& units, const Projection& projection) {
    for (double tolerance = 0.7;; tolerance *= 2) {
        Outlines outlines;
        std::size_t points = 0;
        for (const auto& unit : units.communes) {
            outlines.push_back(rings_of(unit, projection, tolerance));
            for (const auto& ring : outlines.back()) {
                points += ring.size();
            }
        }
        if (points <= most_points || tolerance > width) {
            return outlines;
        }
    }
}

} // namespace

std::string outline_svg(const gis::model::Units& units, Language language) {
    gis::geometry::Box box;
    for (const auto& unit : units.communes) {
        box.add(gis::geometry::box_of(unit.boundary));
    }
    if (box.empty()) {
        return {};
    }
    const Projection projection{box};
    const auto outlines = outlines_of(units, projection);
    auto svg = fmt::format(R"(<svg viewBox="-10 -10 {:.0f} {:.0f}" role="group" aria-label="{}">)",
                           width + 20, projection.height() + 20, words(language).outline);
    for (std::size_t i = 0; i < units.communes.size(); ++i) {
        const auto& unit = units.communes[i];
        if (outlines[i].empty()) {
            continue;
        }
        const auto name = escape_html(unit.name);
        svg += fmt::format(
            R"(<a href="/?unit={}{}" aria-label="{}"><path d="{}"/>)", escape_html(unit.code.get()),
            language == Language::en ? "&amp;lang=en" : "", name, path_data(outlines[i]));
        if (units.communes.size() <= most_labels) {
            const auto at = projection.of(gis::geometry::interior_point(unit.boundary));
            svg += fmt::format(R"(<text x="{:.0f}" y="{:.0f}">{}</text>)", at.x, at.y, name);
        }
        svg += "</a>";
    }
    return svg + "</svg>";
}

} // namespace server::page
