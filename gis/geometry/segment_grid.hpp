#pragma once

#include "gis/core/bulk_list.hpp"
#include "gis/geometry/local_frame.hpp"
#include "gis/geometry/types.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gis::geometry {

/// The place on a set of lines that is nearest to a point.
struct NearestOnLines {
    std::uint32_t line = 0;
    std::uint32_t segment = 0; ///< between vertices segment and segment + 1
    Point at;
    double distance_m = 0; ///< geodesic
};

/// Finds the segments of lines near a point by a uniform grid on a LocalFrame. The search runs on
/// the plane with positions held to a centimetre; what it returns is measured exactly. Made for
/// lines of one commune: all within half a degree of each other. Immutable; safe to use from
/// several threads.
class SegmentGrid {
public:
    /// Refers to the lines: they must outlive the grid. Lines of fewer than two points are
    /// skipped.
    explicit SegmentGrid(std::vector<std::span<const Point>> lines);

    [[nodiscard]] bool empty() const noexcept { return m_runs.empty(); }
    /// Of all lines; lon/lat.
    [[nodiscard]] const Box& box() const noexcept { return m_box; }
    [[nodiscard]] std::size_t lines() const noexcept { return m_lines.size(); }
    /// Of all lines, about: one too many a line.
    [[nodiscard]] std::size_t segments() const noexcept { return m_first.back(); }

    /// Has the memory that searches read brought near; for a thread that is about to search much.
    void fetch() const noexcept;

    /// The nearest place within `max_m` metres; of several at the same distance the one on the
    /// first line, then segment.
    [[nodiscard]] std::optional<NearestOnLines> nearest(const Point& point, double max_m) const;

    /// The segment that nearest() then measures.
    struct Near {
        std::uint32_t id = 0; ///< of the segment: the number of its first vertex in the grid
        double plane_m = 0;   ///< right to sure_m()
    };
    /// Nothing when surely none comes within `max_m` metres; what is found may be farther by a
    /// little.
    [[nodiscard]] std::optional<Near> near(const Point& point, double max_m) const;
    /// Whether near() finds anything. Cheaper where max_m is short.
    [[nodiscard]] bool any_near(const Point& point, double max_m) const;
    /// False when surely no line passes a box. Looks at two numbers for each row of cells.
    [[nodiscard]] bool may_meet(const Box& box) const noexcept;
    /// No geodesic is longer than this of which the plane says that it is `plane_m` long.
    [[nodiscard]] static double sure_m(double plane_m) noexcept;
    /// The nearest places to points on the segments that near() found for them.
    /// @param places  as many as points
    void measure(std::span<const Point> points, std::span<const std::uint32_t> ids,
                 std::span<NearestOnLines> places) const;

    /// Whether any line comes within `max_m` metres. Cheaper than nearest().
    [[nodiscard]] bool any_within(const Point& point, double max_m) const;

    /// A segment: between vertices `segment` and `segment` + 1 of a line.
    struct Segment {
        std::uint32_t line = 0;
        std::uint32_t segment = 0;

        friend auto operator<=>(const Segment&, const Segment&) = default;
    };

    /// The nearest place on each segment that comes within `max_m` metres, by line and segment.
    [[nodiscard]] std::vector<NearestOnLines> within(const Point& point, double max_m) const;
    /// The same into a list whose memory is used again.
    /// @param but  a segment that is not looked at
    void within(const Point& point, double max_m, std::vector<NearestOnLines>& found,
                std::optional<Segment> but = std::nullopt) const;

    /// The segments that cross the one from a to b: they meet in one point that is an end of
    /// neither (decided exactly, by GEOS). By line and segment.
    [[nodiscard]] std::vector<Segment> crossings(const Point& a, const Point& b) const;

    /// The same grid for many searches; see segment_pack.hpp.
    class Pack;

private:
    struct PlaneSegment {
        double ax = 0;
        double ay = 0;
        double bx = 0;
        double by = 0;
    };
    /// A rectangle of cells, both ends included; those that do not exist are left out.
    struct Cells {
        std::int64_t first_column = 0;
        std::int64_t last_column = -1;
        std::int64_t first_row = 0;
        std::int64_t last_row = -1;

        [[nodiscard]] bool holds_row(std::int64_t row) const noexcept {
            return first_row <= row && row <= last_row && first_column <= last_column;
        }
        [[nodiscard]] bool are_one() const noexcept {
            return first_row == last_row && first_column == last_column;
        }
    };

    /// Segments of one line that follow each other and pass one cell.
    struct Run {
        std::uint32_t first = 0; ///< the vertex that the first of them starts at
        std::uint32_t count = 0;
    };
    class Scan;

    void place_vertices();
    void choose_cells();
    void sort_into_cells();
    void mark_blocks();
    [[nodiscard]] bool may_come_near(const PlanePoint& point, double radius_m) const noexcept;
    [[nodiscard]] bool any_segments_in_blocks_of(const Cells& cells) const noexcept;
    template <class Visit>
    void for_each_cell_of(const PlaneSegment& segment, Visit visit) const;
    [[nodiscard]] PlaneSegment plane_segment(std::uint32_t id) const noexcept {
        return {m_x[id], m_y[id], m_x[id + 1], m_y[id + 1]};
    }
    [[nodiscard]] PlanePoint plane_position(const Point& point) const noexcept {
        const auto plane = m_frame.to_plane(point);
        return {plane.x - m_min.x, plane.y - m_min.y};
    }
    /// Of a column or row; towards zero, so that cell 0 answers for a cell's width before it too.
    [[nodiscard]] std::int64_t cell_at(double metres) const noexcept {
        return static_cast<std::int64_t>(metres * m_cells_per_m);
    }
    [[nodiscard]] BulkList<std::uint32_t> cells_of_vertices() const;
    [[nodiscard]] std::span<const Run> runs_in(std::int64_t row, std::int64_t first,
                                               std::int64_t last) const noexcept;
    [[nodiscard]] Cells cells_around(const PlanePoint& point, double radius_m) const noexcept;
    [[nodiscard]] double plane_distance2(const PlanePoint& point, std::uint32_t id) const noexcept {
        return plane_distance2(point, plane_segment(id));
    }
    [[nodiscard]] static double plane_distance2(const PlanePoint& point,
                                                const PlaneSegment& segment) noexcept {
        const auto [ax, ay, bx, by] = segment;
        const double t = clamped_position(ax, ay, bx, by, point.x, point.y);
        const double dx = ax + t * (bx - ax) - point.x;
        const double dy = ay + t * (by - ay) - point.y;
        return dx * dx + dy * dy;
    }
    /// How far along the line from a to b its place nearest to a point is: 0 to 1.
    [[nodiscard]] static double clamped_position(double ax, double ay, double bx, double by,
                                                 double x, double y) noexcept {
        const double dx = bx - ax;
        const double dy = by - ay;
        const double length2 = dx * dx + dy * dy;
        const double position = ((x - ax) * dx + (y - ay) * dy) / length2;
        // clamp() would branch
        return length2 > 0 ? std::max(0.0, std::min(1.0, position)) : 0.0;
    }
    [[nodiscard]] Point place_on(const Segment& segment, const Point& point) const noexcept;
    [[nodiscard]] NearestOnLines measured(const Point& point, const Segment& segment) const;
    [[nodiscard]] Segment segment_of(std::uint32_t id) const noexcept;

    std::vector<std::span<const Point>> m_lines;
    Box m_box;
    LocalFrame m_frame{Point{}};
    std::vector<std::uint32_t> m_first;      ///< vertex of each line; one more at the end
    std::vector<std::uint32_t> m_line_about; ///< line of each vertex whose number is a multiple
    std::vector<float> m_x; ///< metres from m_min; a few more at the end than there are vertices
    std::vector<float> m_y;
    PlanePoint m_min;
    double m_extent_m = 0; ///< the longer side of the box
    double m_cell_m = 1;
    double m_cells_per_m = 1;
    std::int64_t m_columns = 0;
    std::int64_t m_rows = 0;
    std::vector<std::uint32_t> m_offset; ///< of each cell in m_runs; one more at the end
    std::vector<Run> m_runs;
    std::int64_t m_block_columns = 0;
    std::vector<bool> m_has_segments; ///< of each block of cells
};

} // namespace gis::geometry
