#pragma once

#include "gis/core/bulk_list.hpp"
#include "gis/core/parallel.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// Where the points of a hamlet come from.
enum class PeopleSource : std::uint8_t { imported, lattice, unknown };

[[nodiscard]] std::string_view to_text(PeopleSource source) noexcept;

/// The people of one hamlet.
struct HamletPeople {
    PeopleSource source = PeopleSource::unknown;
    std::uint32_t first = 0;          ///< of its points in Population::points
    std::uint32_t last = 0;           ///< one behind its last point
    std::optional<double> population; ///< persons; absent = unknown
};

inline constexpr double default_spacing_m = 100.0;
/// A hamlet that would need more points than this gets a lattice of twice the spacing, and so on.
inline constexpr std::size_t max_points_per_hamlet = 20'000;

/// People as points, hamlet by hamlet. In a hamlet with imported points these are used, scaled to
/// its population where that is known, else their own sum is its population (points that carry
/// nobody are not used where it is known). Any other hamlet gets
/// an even lattice that carries exactly its population; a hamlet without a known population gets
/// the lattice too, for areas, but its points carry nobody.
///
/// Lattice rows are the same for the whole world (spacing / 110,650 m a degree, which is exact at
/// 15° N and within 0.12 % from 0° to 25°), columns are `spacing_m` apart on each row; so
/// neighbouring hamlets never share a point. A hamlet that no lattice point falls into has one
/// interior point.
struct Population {
    double spacing_m = default_spacing_m;
    std::vector<HamletPeople> hamlets;    ///< parallel to Units::hamlets
    BulkList<geometry::Point> points;     ///< lon/lat
    std::vector<double> imported;         ///< persons, parallel to points; empty without any
    std::vector<double> hamlet_spacing_m; ///< of the lattice, parallel to hamlets; 0 without one

    /// Persons at a point of a hamlet; 0 where the population is unknown.
    [[nodiscard]] double persons(std::size_t hamlet, std::size_t point) const noexcept {
        const auto& people = hamlets[hamlet];
        if (people.source == PeopleSource::imported) {
            return imported[point];
        }
        return people.population.value_or(0.0) / static_cast<double>(people.last - people.first);
    }

    /// The mean position of a hamlet's people (of its points, where nobody is known to live).
    [[nodiscard]] geometry::Point centre(std::size_t hamlet) const;
};

/// @param spacing_m  10 to 1000. @throws Error{invalid_argument, "bad-spacing"}
[[nodiscard]] Population build_population(const model::Snapshot& snapshot,
                                          double spacing_m = default_spacing_m,
                                          const ParallelFor& parallel_for = sequential_for);

/// The square around a lattice point, half the spacing to each side; squares of neighbouring rows
/// and columns share their very sides.
[[nodiscard]] geometry::Box lattice_cell(const geometry::Point& point, double spacing_m) noexcept;

/// The lattice points inside an area, by row and column; at least one.
[[nodiscard]] std::vector<geometry::Point> lattice_inside(const geometry::MultiPolygon& area,
                                                          double spacing_m);

} // namespace gis::analysis
