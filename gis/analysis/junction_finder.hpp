#pragma once

// Shared by find_junctions() and update_junctions(); nobody else includes it.

#include "gis/analysis/road_changes.hpp"
#include "gis/analysis/road_junctions.hpp"

#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace gis::analysis {

/// The lines of all roads that exist, counted through.
struct RoadLines {
    explicit RoadLines(const PassableParts& from);

    struct Line {
        std::uint32_t part = 0;
        std::uint32_t stretch = 0; ///< in the part
        std::uint32_t road = 0;    ///< counted through all parts
        double length_m = 0;
    };

    [[nodiscard]] std::uint32_t line_of(std::uint32_t vertex) const;

    const PassableParts& parts;
    std::vector<std::span<const geometry::Point>> lines;
    std::vector<Line> roads;                  ///< parallel to lines
    std::vector<std::uint32_t> first_vertex;  ///< of each line; one more at the end
    std::vector<std::uint32_t> first_line{0}; ///< of each part; one more at the end
    std::vector<std::uint32_t> first_road;    ///< of each part; one more at the end

private:
    std::vector<std::uint32_t> m_line_about; ///< of each vertex whose number is a multiple
};

/// Gathers the places where lines meet and numbers them.
class JunctionFinder {
public:
    JunctionFinder(const PassableParts& parts, double snap_m, const ParallelFor& parallel_for);

    [[nodiscard]] RoadJunctions find();
    /// @param before  of `old_parts`
    [[nodiscard]] RoadJunctions update(const RoadJunctions& before, const PassableParts& old_parts);

private:
    static constexpr auto no_site = std::numeric_limits<std::uint32_t>::max();

    /// A place where a line may be entered: its ends (sites 2 * line and 2 * line + 1) and, behind
    /// those, inner ones.
    struct Site {
        std::uint32_t line = 0;
        double at_m = 0;
    };

    /// A vertex of a line: one of its ends, or where an inner site would be.
    struct Vertex {
        std::uint32_t end = no_site;
        Site inner;
    };

    /// An end of a line.
    struct End {
        std::uint32_t site = 0;
        geometry::Point at;
    };

    /// The end of a line comes near a place of another, or of its own.
    struct Touch {
        std::uint32_t end = 0; ///< site
        Site at;
    };

    /// What has to be looked at again.
    struct Doubtful {
        std::vector<std::uint32_t> ends;        ///< sites that touch, or touched, what changed
        std::vector<geometry::Point> positions; ///< where vertices met, or may meet now
        std::vector<std::uint32_t> lines;       ///< that are new or drawn anew
        std::vector<bool> is_fresh;             ///< of each line: it is one of `lines`
    };

    [[nodiscard]] Vertex vertex(std::uint32_t number) const;
    [[nodiscard]] std::uint32_t site_of(const Vertex& vertex);
    [[nodiscard]] const geometry::Point& position_of_end(std::uint32_t end) const {
        const auto& line = m_net.lines[m_sites[end].line];
        return end % 2 == 0 ? line.front() : line.back();
    }
    void join_shared_vertices();
    void join_touches();
    [[nodiscard]] std::vector<End> ends_of(std::size_t part) const;
    void find_touches(std::span<const End> ends, const std::vector<std::uint32_t>& near,
                      std::vector<Touch>& touches) const;
    void add_touches(const End& end, std::uint32_t part,
                     const std::vector<geometry::NearestOnLines>& places,
                     std::vector<Touch>& touches) const;
    void join(const std::vector<Touch>& touches);
    [[nodiscard]] RoadJunctions number_nodes();
    [[nodiscard]] std::vector<std::uint32_t> sites_by_line() const;

    [[nodiscard]] Doubtful keep_nodes(const RoadJunctions& before, const RoadChanges& changes);
    void doubt_position(const Site& place, std::vector<geometry::Point>& positions) const;
    void join_vertices_at(const geometry::Point& position);
    void join_ends_anew(const Doubtful& doubtful);
    void join_ends_near(std::uint32_t line, const Doubtful& doubtful,
                        const std::vector<std::vector<std::uint32_t>>& near);

    RoadLines m_net;
    double m_snap_m;
    const ParallelFor& m_parallel_for;
    std::vector<Site> m_sites;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_joins;
    std::vector<geometry::Box> m_boxes; ///< of the parts, widened by the tolerance
    std::vector<bool> m_is_copy;        ///< ends at the very position of another end before them
};

} // namespace gis::analysis
