#include "gis/geometry/segment_pack.hpp"

#include "gis/geometry/segment_scan.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace gis::geometry {

namespace {

constexpr std::uint32_t lanes = 4;
constexpr auto none = std::numeric_limits<std::uint32_t>::max();
constexpr float far_away_m = 1e15F; ///< its square is a float too

/// As many numbers as a processor works on at once; GCC and Clang know how.
using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

Lanes load(const float* first) noexcept {
    Lanes values;
    std::memcpy(&values, first, sizeof values);
    return values;
}

/// Whether any of them is true.
template <class Mask>
bool any(const Mask& mask) noexcept {
    std::array<std::uint64_t, 2> halves{};
    static_assert(sizeof halves == sizeof mask);
    std::memcpy(halves.data(), &mask, sizeof mask);
    return (halves[0] | halves[1]) != 0;
}

} // namespace

SegmentGrid::Pack::Pack(const SegmentGrid& grid) : m_grid(grid) {
    std::size_t segments = 0;
    for (const auto& run : grid.m_runs) {
        segments += run.count;
    }
    m_x.resize(segments + lanes, far_away_m);
    m_y.resize(segments + lanes, far_away_m);
    for (auto* values : {&m_dx, &m_dy, &m_per_length2}) {
        values->resize(segments + lanes, 0.0F);
    }
    m_id.resize(segments + lanes, none);
    m_first.resize(grid.m_offset.size());
    std::uint32_t at = 0;
    for (std::size_t cell = 0; cell + 1 < grid.m_offset.size(); ++cell) {
        m_first[cell] = at;
        for (auto k = grid.m_offset[cell]; k < grid.m_offset[cell + 1]; ++k) {
            const auto [first, count] = grid.m_runs[k];
            for (auto id = first; id < first + count; ++id, ++at) {
                m_id[at] = id;
                m_x[at] = grid.m_x[id];
                m_y[at] = grid.m_y[id];
                m_dx[at] = grid.m_x[id + 1] - grid.m_x[id];
                m_dy[at] = grid.m_y[id + 1] - grid.m_y[id];
            }
        }
    }
    m_first.back() = at;
    for (std::size_t i = 0; i < segments; ++i) {
        m_per_length2[i] = 1.0F / (m_dx[i] * m_dx[i] + m_dy[i] * m_dy[i] + least_length2);
    }
}

std::optional<SegmentGrid::Near> SegmentGrid::Pack::near(const Point& point, double max_m) {
    if (m_grid.empty()) {
        return std::nullopt;
    }
    const double reach = max_m * plane_slack + float_slack_m;
    const auto at = m_grid.plane_position(point);
    for (double radius = std::min(reach, m_grid.m_cell_m);;) {
        const auto cells = m_grid.cells_around(at, radius);
        const auto best = nearest_in(cells, at, reach * reach);
        const double left = best.id == none ? reach : std::sqrt(best.distance2);
        if (left <= std::max(radius, depth_m(cells, at))) {
            return best.id == none ? std::nullopt : std::optional{Near{best.id, left}};
        }
        radius = std::min(left, 2 * radius);
    }
}

/// No segment outside the cells is nearer to a point inside them.
double SegmentGrid::Pack::depth_m(const Cells& cells, const PlanePoint& at) const noexcept {
    constexpr double far = std::numeric_limits<double>::infinity();
    const double cell = m_grid.m_cell_m;
    const auto after = [cell](double metres, std::int64_t first) {
        return first == 0 ? far : metres - static_cast<double>(first) * cell;
    };
    const auto before = [cell](double metres, std::int64_t last, std::int64_t count) {
        return last == count - 1 ? far : static_cast<double>(last + 1) * cell - metres;
    };
    return std::min({after(at.x, cells.first_column), after(at.y, cells.first_row),
                     before(at.x, cells.last_column, m_grid.m_columns),
                     before(at.y, cells.last_row, m_grid.m_rows)}) -
           Scan::rounding_m;
}

/// The nearest segment of some cells within a distance: those that may be it by single precision
/// are looked at again.
SegmentGrid::Pack::Best SegmentGrid::Pack::nearest_in(const Cells& cells, const PlanePoint& at,
                                                      double limit2) {
    Best best{none, limit2};
    measure_roughly(cells, at);
    const double rough = std::sqrt(static_cast<double>(m_least_rough2)) +
                         2 * rough_m(std::max({m_grid.m_extent_m, std::abs(at.x), std::abs(at.y)}));
    const auto bound2 = static_cast<float>(rough * rough * (1 + 1e-6));
    // First all that may be it, without a branch for each; then those few.
    const float* next = m_rough2.data();
    for (auto row = cells.first_row; row <= cells.last_row; ++row) {
        const auto last = first_of(row, cells.last_column + 1);
        for (auto k = first_of(row, cells.first_column); k < last;) {
            std::uint64_t candidates = 0; // bit i: of the lanes from k + i * lanes
            const auto count = std::min<std::uint32_t>(64, (last - k + lanes - 1) / lanes);
            for (std::uint32_t i = 0; i < count; ++i, next += lanes) {
                candidates |= std::uint64_t{any(load(next) <= bound2)} << i;
            }
            for (; candidates != 0; candidates &= candidates - 1) {
                const auto i = static_cast<std::uint32_t>(std::countr_zero(candidates));
                look_at(k + i * lanes, next - (count - i) * lanes, bound2, at, best);
            }
            k += count * lanes;
        }
    }
    return best;
}

/// @param rough2  of the segments from k on
void SegmentGrid::Pack::look_at(std::uint32_t k, const float* rough2, float bound2,
                                const PlanePoint& at, Best& best) const noexcept {
    for (std::uint32_t i = 0; i < lanes; ++i) {
        const auto id = m_id[k + i];
        if (rough2[i] > bound2 || id == none) {
            continue;
        }
        const double distance2 = m_grid.plane_distance2(at, id);
        if (distance2 < best.distance2 || (distance2 == best.distance2 && id < best.id)) {
            best = {id, distance2};
        }
    }
}

/// Squared distances of all segments of some cells, and their least. What follows a row of cells
/// fills up its last lanes.
void SegmentGrid::Pack::measure_roughly(const Cells& cells, const PlanePoint& at) {
    const auto x = static_cast<float>(at.x);
    const auto y = static_cast<float>(at.y);
    std::size_t count = 0;
    Lanes least = Lanes{} + std::numeric_limits<float>::infinity();
    m_least_rough2 = least[0];
    if (cells.first_column > cells.last_column) {
        return;
    }
    for (auto row = cells.first_row; row <= cells.last_row; ++row) {
        const auto first = first_of(row, cells.first_column);
        const auto last = first_of(row, cells.last_column + 1);
        if (m_rough2.size() < count + (last - first) + lanes) {
            m_rough2.resize(2 * (count + (last - first) + lanes));
        }
        for (auto k = first; k < last; k += lanes, count += lanes) {
            const auto dx = load(&m_dx[k]);
            const auto dy = load(&m_dy[k]);
            const auto from_x = x - load(&m_x[k]);
            const auto from_y = y - load(&m_y[k]);
            const auto along = (from_x * dx + from_y * dy) * load(&m_per_length2[k]);
            const auto forward = along > 0.0F ? along : Lanes{};
            const auto position = forward < 1.0F ? forward : Lanes{} + 1.0F;
            const auto beside_x = from_x - position * dx;
            const auto beside_y = from_y - position * dy;
            const auto distances2 = beside_x * beside_x + beside_y * beside_y;
            least = distances2 < least ? distances2 : least;
            std::memcpy(&m_rough2[count], &distances2, sizeof distances2);
        }
    }
    m_least_rough2 = std::min({least[0], least[1], least[2], least[3]});
}

} // namespace gis::geometry
