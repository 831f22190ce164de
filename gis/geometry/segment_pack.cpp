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

constexpr std::uint32_t lanes = 8;
constexpr auto none = std::numeric_limits<std::uint32_t>::max();
constexpr float far_away_m = 1e15F; ///< its square is a float too

/// As many numbers as a processor works on at once, or two times as many; GCC and Clang know how.
using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

[[gnu::always_inline]] inline void load(const float* first, Lanes& values) noexcept {
    std::memcpy(&values, first, sizeof values);
}

} // namespace

/// Squared distances of the segments of some rows, and the least of them.
struct SegmentGrid::Pack::Kernel {
    [[gnu::always_inline]] static inline float measure(const Pack& pack,
                                                       std::span<const Columns> rows, float at_x,
                                                       float at_y, float* out) noexcept {
        Lanes least = Lanes{} + std::numeric_limits<float>::infinity();
        for (const auto& [first, last] : rows) {
            for (auto k = first; k < last; k += lanes, out += lanes) {
                Lanes x;
                Lanes y;
                Lanes dx;
                Lanes dy;
                Lanes per_length2;
                load(&pack.m_x[k], x);
                load(&pack.m_y[k], y);
                load(&pack.m_end_x[k], dx);
                load(&pack.m_end_y[k], dy);
                load(&pack.m_per_length2[k], per_length2);
                dx -= x;
                dy -= y;
                const Lanes from_x = at_x - x;
                const Lanes from_y = at_y - y;
                const Lanes along = (from_x * dx + from_y * dy) * per_length2;
                const Lanes forward = along > 0.0F ? along : Lanes{};
                const Lanes position = forward < 1.0F ? forward : Lanes{} + 1.0F;
                const Lanes beside_x = from_x - position * dx;
                const Lanes beside_y = from_y - position * dy;
                const Lanes distances2 = beside_x * beside_x + beside_y * beside_y;
                least = distances2 < least ? distances2 : least;
                std::memcpy(out, &distances2, sizeof distances2);
            }
        }
        std::array<float, lanes> all{};
        std::memcpy(all.data(), &least, sizeof least);
        return *std::min_element(all.begin(), all.end());
    }

#if defined(__x86_64__) && !defined(__AVX2__)
    [[gnu::target("avx2")]] static float measure_avx2(const Pack& pack,
                                                      std::span<const Columns> rows, float x,
                                                      float y, float* out) noexcept {
        return measure(pack, rows, x, y, out);
    }

    static float run(const Pack& pack, std::span<const Columns> rows, float x, float y,
                     float* out) noexcept {
        static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
        return avx2 ? measure_avx2(pack, rows, x, y, out) : measure(pack, rows, x, y, out);
    }
#else
    static float run(const Pack& pack, std::span<const Columns> rows, float x, float y,
                     float* out) noexcept {
        return measure(pack, rows, x, y, out);
    }
#endif
};

SegmentGrid::Pack::Pack(const SegmentGrid& grid) : m_grid(grid) {
    std::size_t segments = 0;
    for (const auto& run : grid.m_runs) {
        segments += run.count;
    }
    for (auto* values : {&m_x, &m_y, &m_end_x, &m_end_y}) {
        values->resize(segments + lanes, far_away_m);
    }
    m_per_length2.resize(segments + lanes, 0.0F);
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
                m_end_x[at] = grid.m_x[id + 1];
                m_end_y[at] = grid.m_y[id + 1];
            }
        }
    }
    m_first.back() = at;
    for (std::size_t i = 0; i < segments; ++i) {
        const float dx = m_end_x[i] - m_x[i];
        const float dy = m_end_y[i] - m_y[i];
        m_per_length2[i] = 1.0F / (dx * dx + dy * dy + least_length2);
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
    const auto least2 = static_cast<double>(measure_roughly(cells, at));
    const double rough = std::sqrt(least2) +
                         2 * rough_m(std::max({m_grid.m_extent_m, std::abs(at.x), std::abs(at.y)}));
    const auto bound2 = static_cast<float>(rough * rough * (1 + 1e-6));
    // First all that may be it, without a branch for each; then those few.
    constexpr std::uint32_t bits = 64;
    const float* next = m_rough2.data();
    for (const auto& [first, last] : m_rows) {
        for (auto k = first; k < last; k += bits) {
            std::uint64_t candidates = 0; // bit i: of segment k + i
            for (std::uint32_t i = 0; i < bits && k + i < last; i += lanes, next += lanes) {
                const std::uint64_t half = not_above(next + lanes / 2, bound2);
                candidates |= (not_above(next, bound2) | half << lanes / 2) << i;
            }
            for (; candidates != 0; candidates &= candidates - 1) {
                look_at(k + static_cast<std::uint32_t>(std::countr_zero(candidates)), at, best);
            }
        }
    }
    return best;
}

void SegmentGrid::Pack::look_at(std::uint32_t k, const PlanePoint& at, Best& best) const noexcept {
    if (m_id[k] == none) {
        return;
    }
    const double distance2 =
        SegmentGrid::plane_distance2(at, {m_x[k], m_y[k], m_end_x[k], m_end_y[k]});
    if (distance2 < best.distance2 || (distance2 == best.distance2 && m_id[k] < best.id)) {
        best = {m_id[k], distance2};
    }
}

/// The least of the squared distances of all segments of some cells. What follows a row of cells
/// fills up its last lanes.
float SegmentGrid::Pack::measure_roughly(const Cells& cells, const PlanePoint& at) {
    m_rows.clear();
    std::size_t count = 0;
    for (auto row = cells.first_row;
         row <= cells.last_row && cells.first_column <= cells.last_column; ++row) {
        const auto first = first_of(row, cells.first_column);
        const auto last = first_of(row, cells.last_column + 1);
        m_rows.push_back({first, last});
        count += last - first + lanes;
    }
    if (m_rough2.size() < count) {
        m_rough2.resize(2 * count);
    }
    return Kernel::run(*this, m_rows, static_cast<float>(at.x), static_cast<float>(at.y),
                       m_rough2.data());
}

} // namespace gis::geometry
