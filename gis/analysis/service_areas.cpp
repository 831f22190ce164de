#include "gis/analysis/service_areas.hpp"

#include "gis/geometry/overlay.hpp"

#include <map>

namespace gis::analysis {

namespace {

using geometry::Box;

geometry::Polygon rectangle(const Box& box) {
    return {{{box.min_lon, box.min_lat},
             {box.max_lon, box.min_lat},
             {box.max_lon, box.max_lat},
             {box.min_lon, box.max_lat},
             {box.min_lon, box.min_lat}},
            {}};
}

/// Squares of one facility; those side by side in a row are one rectangle.
struct Squares {
    geometry::MultiPolygon rectangles;
    std::optional<Box> open; ///< the last one, which may still grow
    double population = 0;

    void add(const Box& cell) {
        if (open && open->min_lat == cell.min_lat && open->max_lon == cell.min_lon) {
            open->max_lon = cell.max_lon;
            return;
        }
        close();
        open = cell;
    }

    void close() {
        if (open) {
            rectangles.push_back(rectangle(*open));
            open.reset();
        }
    }
};

} // namespace

std::vector<ServiceArea> service_areas(const CoverageBasis& basis, const CoverageQuestion& question,
                                       const std::optional<UnitCode>& unit) {
    const auto& units = basis.snapshot().units();
    const ReportScope scope{units, unit, ReportBy::hamlet};
    const auto population = basis.population();
    const auto reached = basis.reached(question);
    const auto limit = static_cast<float>(question.distance_m);
    std::map<std::uint32_t, Squares> by_facility;
    for (model::UnitIndex hamlet = 0; hamlet < units.hamlets.size(); ++hamlet) {
        const auto commune = units.commune_of_hamlet[hamlet];
        if (!scope.row_of(hamlet, commune < units.communes.size() ? commune : no_unit)) {
            continue;
        }
        const auto& people = population->hamlets[hamlet];
        const double own_spacing = population->hamlet_spacing_m[hamlet];
        const double spacing_m = own_spacing > 0 ? own_spacing : basis.norms().spacing_m;
        for (auto i = people.first; i < people.last; ++i) {
            if (reached->sure.metres[i] <= limit) {
                auto& squares = by_facility[reached->sure.facility[i]];
                squares.add(lattice_cell(population->points[i], spacing_m));
                squares.population += people.population ? population->persons(hamlet, i) : 0.0;
            }
        }
    }
    std::vector<ServiceArea> result;
    for (auto& [facility, squares] : by_facility) {
        squares.close();
        result.push_back({facility, {}, squares.population});
        result.back().area = std::move(squares.rectangles);
    }
    basis.parallel_for()(
        result.size(), [&](std::size_t i) { result[i].area = geometry::union_of(result[i].area); });
    return result;
}

} // namespace gis::analysis
