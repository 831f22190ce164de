#pragma once

// Part of SegmentGrid; only what implements it includes it.

#include "gis/geometry/segment_grid.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace gis::geometry {

/// How far a position may be from where its float says, in metres: the search looks that much
/// further.
inline constexpr double float_slack_m = 0.02;
/// Metres of the plane are this much longer or shorter than those of the ground at most, within
/// half a degree of the frame's origin up to 60° of latitude.
inline constexpr double plane_slack = 1.02;

inline constexpr std::int64_t cells_per_block = 4;    ///< side by side
inline constexpr std::uint32_t vertices_per_mark = 8; ///< of SegmentGrid::m_line_about

/// Never zero where it is added to a squared length.
inline constexpr float least_length2 = std::numeric_limits<float>::min();

/// What single precision makes of a distance is right to so many metres: a millimetre and a share
/// of the lengths that it is made of, their roundings, some fifteen of 6e-8 each, added up.
/// @param longest_m  of those lengths
inline double rough_m(double longest_m) noexcept {
    return 0.001 + 2e-6 * longest_m;
}

/// Bit i: whether number i of four is no greater than the bound.
[[gnu::always_inline]] inline std::uint32_t not_above(const float* first, float bound) noexcept {
#ifdef __SSE2__
    const auto holds = _mm_cmple_ps(_mm_loadu_ps(first), _mm_set1_ps(bound));
    return static_cast<std::uint32_t>(_mm_movemask_ps(holds));
#else
    std::uint32_t bits = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
        bits |= (first[i] <= bound ? 1U : 0U) << i;
    }
    return bits;
#endif
}

/// Looks for the segments within a distance of a point; the distance may fall meanwhile.
class SegmentGrid::Scan {
public:
    /// Segments that are looked at together.
    static constexpr std::uint32_t lanes = 4;
    /// More than what rounding may move the border of a cell.
    static constexpr double rounding_m = 1e-6;

    Scan(const SegmentGrid& grid, const PlanePoint& point, double limit_m) noexcept
        : m_grid(grid), m_point(point), m_x(static_cast<float>(point.x)),
          m_y(static_cast<float>(point.y)),
          m_rough_m(rough_m(std::max({grid.m_extent_m, std::abs(point.x), std::abs(point.y)}))) {
        set_limit(limit_m * limit_m);
    }

    [[nodiscard]] const PlanePoint& point() const noexcept { return m_point; }
    [[nodiscard]] double limit2() const noexcept { return m_limit2; }
    void set_limit(double limit2) noexcept {
        m_limit2 = limit2;
        const double rough = std::sqrt(limit2) + m_rough_m;
        m_rough2 = static_cast<float>(rough * rough);
    }

    /// Calls visit() with the segments of all cells within a square around the point, but for the
    /// cells that an earlier call has looked at, that are within the limit or a hair farther.
    /// Returns true as soon as visit() does.
    template <class Visit>
    bool visit_around(double radius_m, Visit visit) {
        const auto done = std::exchange(m_done, m_grid.cells_around(m_point, radius_m));
        const auto& cells = m_done;
        if (cells.are_one() && !done.holds_row(cells.first_row)) {
            return visit_runs(
                m_grid.runs_in(cells.first_row, cells.first_column, cells.last_column), visit);
        }
        for (auto row = cells.first_row; row <= cells.last_row; ++row) {
            const double south = static_cast<double>(row) * m_grid.m_cell_m;
            const double beside =
                std::max({0.0, south - m_point.y, m_point.y - south - m_grid.m_cell_m}) -
                rounding_m;
            const double left2 = m_limit2 - (beside > 0 ? beside * beside : 0.0);
            if (left2 < 0) {
                continue;
            }
            const double half = std::min(radius_m, std::sqrt(left2));
            const auto first = std::max(cells.first_column, m_grid.cell_at(m_point.x - half));
            const auto last = std::min(cells.last_column, m_grid.cell_at(m_point.x + half));
            const bool twice = done.holds_row(row);
            const auto west = twice ? std::min(last, done.first_column - 1) : last;
            if (visit_runs(m_grid.runs_in(row, first, west), visit)) {
                return true;
            }
            const auto beyond = std::max(first, done.last_column + 1);
            if (twice && visit_runs(m_grid.runs_in(row, beyond, last), visit)) {
                return true;
            }
        }
        return false;
    }

    /// Calls visit() with the segments whose boxes come within a distance of the point on both
    /// axes, or a hair farther; with some of them several times. For distances that are short
    /// beside a segment: says of most in a glance that they are farther.
    template <class Visit>
    void visit_boxes_around(double radius_m, Visit visit) const {
        const auto cells = m_grid.cells_around(m_point, radius_m);
        const auto reach = static_cast<float>(radius_m + m_rough_m);
        for (auto row = cells.first_row; row <= cells.last_row; ++row) {
            for (const auto& run : m_grid.runs_in(row, cells.first_column, cells.last_column)) {
                for (std::uint32_t k = 0; k < run.count; k += lanes) {
                    const auto away =
                        std::bit_cast<std::array<float, lanes>>(boxes_away(run.first + k));
                    for (auto near = of_run(run, k, not_above(away.data(), reach)); near != 0;
                         near &= near - 1) {
                        visit(run.first + k + static_cast<std::uint32_t>(std::countr_zero(near)));
                    }
                }
            }
        }
    }

private:
    /// As many numbers as a processor works on at once; GCC and Clang know how.
    using Lanes = float __attribute__((vector_size(lanes * sizeof(float))));

    [[nodiscard]] static Lanes lanes_at(const float* first) noexcept {
        Lanes values;
        std::memcpy(&values, first, sizeof values);
        return values;
    }

    template <class Visit>
    bool visit_runs(std::span<const Run> runs, Visit& visit) {
        for (const auto& run : runs) {
            for (std::uint32_t k = 0; k < run.count; k += lanes) {
                const auto distances2 =
                    std::bit_cast<std::array<float, lanes>>(rough_distances2(run.first + k));
                auto near = of_run(run, k, not_above(distances2.data(), m_rough2));
                for (; near != 0; near &= near - 1) {
                    const auto i = static_cast<std::uint32_t>(std::countr_zero(near));
                    if (visit(run.first + k + i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /// Without the bits behind the end of a run that is looked at from its segment k on.
    [[nodiscard]] static std::uint32_t of_run(const Run& run, std::uint32_t k,
                                              std::uint32_t bits) noexcept {
        return bits & ((1U << std::min(lanes, run.count - k)) - 1);
    }

    [[nodiscard]] static Lanes greater(const Lanes& a, const Lanes& b) noexcept {
        return a > b ? a : b;
    }

    /// How far the boxes of segments one after another are away, on the axis on which they are
    /// farther; below zero inside. Right to m_rough_m.
    [[nodiscard]] Lanes boxes_away(std::uint32_t id) const noexcept {
        const auto from_x = lanes_at(&m_grid.m_x[id]) - m_x;
        const auto from_y = lanes_at(&m_grid.m_y[id]) - m_y;
        const auto to_x = lanes_at(&m_grid.m_x[id + 1]) - m_x;
        const auto to_y = lanes_at(&m_grid.m_y[id + 1]) - m_y;
        const auto beside_x = greater(from_x < to_x ? from_x : to_x, -greater(from_x, to_x));
        const auto beside_y = greater(from_y < to_y ? from_y : to_y, -greater(from_y, to_y));
        return greater(beside_x, beside_y);
    }

    /// Of segments one after another, right to m_rough_m.
    [[nodiscard]] Lanes rough_distances2(std::uint32_t id) const noexcept {
        const auto x = lanes_at(&m_grid.m_x[id]);
        const auto y = lanes_at(&m_grid.m_y[id]);
        const auto dx = lanes_at(&m_grid.m_x[id + 1]) - x;
        const auto dy = lanes_at(&m_grid.m_y[id + 1]) - y;
        const auto from_x = m_x - x;
        const auto from_y = m_y - y;
        const auto length2 = dx * dx + dy * dy + least_length2;
        const auto along = (from_x * dx + from_y * dy) / length2;
        const auto forward = along > 0.0F ? along : Lanes{};
        const auto position = forward < 1.0F ? forward : Lanes{} + 1.0F;
        const auto beside_x = from_x - position * dx;
        const auto beside_y = from_y - position * dy;
        return beside_x * beside_x + beside_y * beside_y;
    }

    const SegmentGrid& m_grid;
    PlanePoint m_point;
    float m_x;
    float m_y;
    double m_rough_m;
    double m_limit2 = 0;
    float m_rough2 = 0;
    Cells m_done;
};

} // namespace gis::geometry
