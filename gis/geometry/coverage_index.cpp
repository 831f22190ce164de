#include "gis/geometry/coverage_index.hpp"

#include "gis/geometry/chainage.hpp"
#include "gis/geometry/edge_grid.hpp"
#include "gis/geometry/geos.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gis::geometry {

namespace {

/// Where on a segment: 0 at its start, 1 at its end.
using Share = double;

Share nearest_share(const Point& a, const Point& b, const Point& point) noexcept {
    const double along_lon = b.lon - a.lon;
    const double along_lat = b.lat - a.lat;
    const double norm = along_lon * along_lon + along_lat * along_lat;
    if (!(norm > 0.0)) {
        return 0.0;
    }
    const double dot = (point.lon - a.lon) * along_lon + (point.lat - a.lat) * along_lat;
    return std::clamp(dot / norm, 0.0, 1.0);
}

Point at_share(const Point& a, const Point& b, Share share) noexcept {
    if (share >= 1.0) {
        return b;
    }
    return {a.lon + (b.lon - a.lon) * share, a.lat + (b.lat - a.lat) * share};
}

bool near(const Point& a, const Point& b) noexcept {
    const double lon = a.lon - b.lon;
    const double lat = a.lat - b.lat;
    return lon * lon + lat * lat <= border_tolerance_deg * border_tolerance_deg;
}

bool near_segment(const Point& a, const Point& b, const Point& point) noexcept {
    return near(point, at_share(a, b, nearest_share(a, b, point)));
}

bool near_box(const Edge& edge, const Box& box) noexcept {
    constexpr double margin = border_tolerance_deg;
    return std::min(edge.a.lon, edge.b.lon) <= box.max_lon + margin &&
           std::max(edge.a.lon, edge.b.lon) >= box.min_lon - margin &&
           std::min(edge.a.lat, edge.b.lat) <= box.max_lat + margin &&
           std::max(edge.a.lat, edge.b.lat) >= box.min_lat - margin;
}

/// Where a border segment may change what covers the segment a-b: a crossing, or an end of one that
/// lies on the other.
void add_cuts(std::vector<Share>& cuts, const Point& a, const Point& b, const Edge& edge) {
    for (const auto& end : {edge.a, edge.b}) {
        if (near_segment(a, b, end)) {
            cuts.push_back(nearest_share(a, b, end));
        }
    }
    if (near_segment(edge.a, edge.b, a)) {
        cuts.push_back(0.0);
    }
    if (near_segment(edge.a, edge.b, b)) {
        cuts.push_back(1.0);
    }
    Point crossing;
    if (GEOSSegmentIntersection_r(geos::context(), a.lon, a.lat, b.lon, b.lat, edge.a.lon,
                                  edge.a.lat, edge.b.lon, edge.b.lat, &crossing.lon,
                                  &crossing.lat) == 1) {
        cuts.push_back(nearest_share(a, b, crossing));
    }
}

int orientation(const Point& a, const Point& b, const Point& point) {
    return GEOSOrientationIndex_r(geos::context(), a.lon, a.lat, b.lon, b.lat, point.lon,
                                  point.lat);
}

/// True when the way from `from` to `to` passes over the edge. An edge's end on the way counts for
/// the side on the left, so that a way through a shared vertex passes over exactly one, or none or
/// both, of its two edges. @pre `to` is not on the edge.
bool passes_over(const Point& from, const Point& to, const Edge& edge) {
    const bool a_left = orientation(from, to, edge.a) >= 0;
    const bool b_left = orientation(from, to, edge.b) >= 0;
    return a_left != b_left &&
           (orientation(edge.a, edge.b, from) > 0) != (orientation(edge.a, edge.b, to) > 0);
}

void toggle(std::vector<std::uint32_t>& areas, std::uint32_t area) {
    const auto at = std::lower_bound(areas.begin(), areas.end(), area);
    if (at != areas.end() && *at == area) {
        areas.erase(at);
    } else {
        areas.insert(at, area);
    }
}

} // namespace

struct CoverageIndex::Impl {
    EdgeGrid grid;

    explicit Impl(std::span<const MultiPolygon> areas) : grid(areas) {}

    [[nodiscard]] std::vector<std::uint32_t> at(const Point& point) const;
    void cut_segment(std::vector<Share>& cuts, const Point& a, const Point& b) const;
};

CoverageIndex::CoverageIndex(std::span<const MultiPolygon> areas)
    : m_impl(std::make_unique<const Impl>(areas)) {}
CoverageIndex::~CoverageIndex() = default;
CoverageIndex::CoverageIndex(CoverageIndex&&) noexcept = default;
CoverageIndex& CoverageIndex::operator=(CoverageIndex&&) noexcept = default;

std::vector<std::uint32_t> CoverageIndex::Impl::at(const Point& point) const {
    if (!grid.holds(point)) {
        return {};
    }
    const auto cell = grid.cell_at(point);
    auto areas = grid.owners(cell);
    const auto in_cell = grid.edges_in(cell);
    if (in_cell.empty()) {
        return areas;
    }
    const auto reference = grid.reference(cell);
    std::vector<std::uint32_t> on_border;
    for (const auto index : in_cell) {
        const auto& edge = grid.edges()[index];
        if (near_segment(edge.a, edge.b, point)) {
            on_border.push_back(edge.area);
        } else if (passes_over(reference, point, edge)) {
            toggle(areas, edge.area);
        }
    }
    for (const auto area : on_border) {
        if (!std::binary_search(areas.begin(), areas.end(), area)) {
            toggle(areas, area);
        }
    }
    return areas;
}

void CoverageIndex::Impl::cut_segment(std::vector<Share>& cuts, const Point& a,
                                      const Point& b) const {
    cuts.clear();
    const Box box{std::min(a.lon, b.lon), std::min(a.lat, b.lat), std::max(a.lon, b.lon),
                  std::max(a.lat, b.lat)};
    const auto cells = grid.cells_of(box);
    if (grid.clean(cells)) {
        return;
    }
    for (auto row = cells.first_row; row <= cells.last_row; ++row) {
        for (auto column = cells.first_column; column <= cells.last_column; ++column) {
            for (const auto index : grid.edges_in(grid.cell(column, row))) {
                const auto& edge = grid.edges()[index];
                if (near_box(edge, box)) {
                    add_cuts(cuts, a, b, edge);
                }
            }
        }
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
}

std::vector<std::uint32_t> CoverageIndex::at(const Point& point) const {
    return m_impl->at(point);
}

namespace {

/// Collects consecutive stretches of a line and joins those under the same areas.
class Pieces {
public:
    void add_up_to(double to_m, std::vector<std::uint32_t> areas) {
        if (to_m <= m_at_m) {
            return;
        }
        if (!m_pieces.empty() && m_pieces.back().areas == areas) {
            m_pieces.back().to_m = to_m;
        } else {
            m_pieces.push_back({m_at_m, to_m, std::move(areas)});
        }
        m_at_m = to_m;
    }

    [[nodiscard]] std::vector<CoveredPiece> finish(double length_m) {
        if (m_pieces.empty()) {
            m_pieces.push_back({0.0, length_m, {}});
        }
        m_pieces.back().to_m = length_m;
        return std::move(m_pieces);
    }

private:
    double m_at_m = 0;
    std::vector<CoveredPiece> m_pieces;
};

} // namespace

std::vector<CoveredPiece> CoverageIndex::cut(std::span<const Point> line, double length_m) const {
    const auto& grid = m_impl->grid;
    if (grid.clean(grid.cells_of(box_of(line)))) {
        return {{0.0, length_m, m_impl->at(line.front())}};
    }
    const Chainage chainage{line};
    Pieces pieces;
    std::vector<Share> cuts;
    // The stretch being walked: where it starts on the current segment, and what covers it once
    // that has been looked up, in the middle of its first straight part.
    Point start = line.front();
    std::optional<std::vector<std::uint32_t>> areas;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto& a = line[i];
        const auto& b = line[i + 1];
        m_impl->cut_segment(cuts, a, b);
        for (const auto share : cuts) {
            const auto point = at_share(a, b, share);
            if (!areas && near(start, point)) {
                continue; // too short to ask; it goes with what follows
            }
            if (!areas) {
                areas = m_impl->at(at_share(start, point, 0.5));
            }
            pieces.add_up_to(chainage.of(i, point), *std::move(areas));
            areas.reset();
            start = point;
        }
        if (!areas && !near(start, b)) {
            areas = m_impl->at(at_share(start, b, 0.5));
        }
        if (!areas) {
            start = b;
        }
    }
    if (areas) {
        pieces.add_up_to(length_m, *std::move(areas));
    }
    return pieces.finish(length_m);
}

} // namespace gis::geometry
