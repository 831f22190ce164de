#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/core/date.hpp"
#include "gis/core/parallel.hpp"
#include "gis/geometry/box_order.hpp"
#include "gis/geometry/segment_grid.hpp"
#include "gis/model/snapshot.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace gis::analysis {

/// Which roads may be travelled: all; those that are surely passable all year (hardened by the
/// rules); those that may be (hardened, or of unknown surface).
enum class Passable : std::uint8_t { all, all_season, perhaps_all_season };

/// A stretch of a road by chainage, in metres.
struct Stretch {
    std::uint32_t road = 0; ///< in Part::roads
    double from_m = 0;
    double to_m = 0;

    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// Hardened stretches that are supposed to exist, or not to, beside what is stored.
struct SupposedSurface {
    RoadId road;
    double from_m = 0; ///< chainage, metres
    double to_m = 0;
    bool hardened = true;
};

/// The stretches of one part's roads that may be travelled, and where they run. Immutable.
class PassablePart {
public:
    struct Question {
        Passable passable = Passable::all;
        Date as_of;
        const HardeningRules* rules = nullptr; ///< not needed for Passable::all
        std::span<const SupposedSurface> supposed;
    };

    PassablePart(std::shared_ptr<const model::Part> part, const Question& question);
    PassablePart(const PassablePart&) = delete;
    PassablePart& operator=(const PassablePart&) = delete;

    [[nodiscard]] const model::Part& part() const noexcept { return *m_part; }
    [[nodiscard]] const std::shared_ptr<const model::Part>& shared_part() const noexcept {
        return m_part;
    }
    /// By road, then chainage; none touches the next.
    [[nodiscard]] const std::vector<Stretch>& stretches() const noexcept { return m_stretches; }
    /// Lines parallel to stretches().
    [[nodiscard]] const geometry::SegmentGrid& grid() const noexcept { return *m_grid; }
    /// Chainage on its road of a vertex of a stretch's line, in metres: geodesic, scaled to the
    /// stretch's own length; right to 2e-10 of that, a micrometre on 5 km.
    [[nodiscard]] double chainage_of_vertex(std::size_t stretch, std::size_t vertex) const {
        const auto& [road, from_m, to_m] = m_stretches[stretch];
        return from_m + (to_m - from_m) * (m_at_vertex[m_first[stretch] + vertex] / whole);
    }
    [[nodiscard]] std::span<const geometry::Point> line(std::size_t stretch) const {
        return m_lines[stretch];
    }
    /// Has grid, lines and chainages brought near; for a thread that is about to look at many
    /// places, in no order.
    void fetch() const noexcept;

    /// Chainage on its road of a place that the grid found, in metres.
    [[nodiscard]] double chainage_of(const geometry::NearestOnLines& place) const;
    /// The same of many places.
    [[nodiscard]] std::vector<double>
    chainages_of(std::span<const geometry::NearestOnLines> places) const;

private:
    [[nodiscard]] double chainage_on(const geometry::NearestOnLines& place, double from_m) const;
    void measure_vertices();

    /// A stretch's length in the units of m_at_vertex.
    static constexpr double whole = std::numeric_limits<std::uint32_t>::max();

    std::shared_ptr<const model::Part> m_part;
    std::vector<Stretch> m_stretches;
    std::vector<geometry::Line> m_cut; ///< of stretches that are not whole roads
    std::vector<std::span<const geometry::Point>> m_lines; ///< parallel to m_stretches
    std::vector<std::uint32_t> m_first;                    ///< vertex of each stretch
    std::vector<std::uint32_t> m_at_vertex; ///< how much of its stretch lies before each vertex
    std::unique_ptr<const geometry::SegmentGrid> m_grid;
};

/// The stretches of a road that may be travelled, by chainage.
[[nodiscard]] std::vector<Stretch> passable_stretches(const model::Road& road, std::uint32_t index,
                                                      const PassablePart::Question& question);

using PassableParts = std::vector<std::shared_ptr<const PassablePart>>;

/// One for each part of the snapshot. Those of `previous` whose roads are unchanged (for
/// Passable::all: their lines and days) are shared; they must have been made for the same question.
[[nodiscard]] PassableParts passable_parts(const model::Snapshot& snapshot,
                                           const PassablePart::Question& question,
                                           const PassableParts& previous,
                                           const ParallelFor& parallel_for = sequential_for);

/// Of the lines of each part.
[[nodiscard]] geometry::BoxOrder boxes_of(const PassableParts& parts);

/// For each part the parts, itself first, whose lines may come within `margin_m` metres of a line
/// of its own or of one of `boxes`.
[[nodiscard]] std::vector<std::vector<std::uint32_t>>
neighbours(const PassableParts& parts, double margin_m, std::span<const geometry::Box> boxes = {});

/// No fewer metres to a degree than these are found anywhere in a box.
struct MetresPerDegree {
    double lon = 0;
    double lat = 0;

    /// No place of a box is nearer to a point than this. Cheap, and far too little for most.
    [[nodiscard]] double least_distance_m(const geometry::Point& point,
                                          const geometry::Box& box) const noexcept {
        const double west = box.min_lon - point.lon;
        const double south = box.min_lat - point.lat;
        const double lon_m = std::max(west, point.lon - box.max_lon) * lon;
        const double lat_m = std::max(south, point.lat - box.max_lat) * lat;
        return std::max(lon_m, lat_m);
    }
};

/// @param box  wide enough to hold the ways that are measured. @pre |lat| < 85
[[nodiscard]] MetresPerDegree least_metres_per_degree(const geometry::Box& box) noexcept;

/// A box with a margin of at least so many metres on each side. @pre |lat| < 85
[[nodiscard]] geometry::Box widened(const geometry::Box& box, double margin_m) noexcept;

} // namespace gis::analysis
