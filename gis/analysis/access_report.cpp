#include "gis/analysis/coverage_report.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gis::analysis {

namespace {

constexpr double longest_distance_m = 100'000;

/// Whether the people of each point live within a distance of roads, commune by commune.
std::vector<bool> near_roads(const CoverageBasis& basis, const Population& population,
                             const PassableParts& parts, double distance_m) {
    const auto& units = basis.snapshot().units();
    std::vector<geometry::Box> reach;
    for (const auto& part : parts) {
        reach.push_back(widened(part->grid().box(), distance_m));
    }
    std::vector<char> near(population.points.size(), 0); // not bits: written by several threads
    basis.parallel_for()(units.hamlets.size(), [&](std::size_t hamlet) {
        const auto& people = population.hamlets[hamlet];
        if (!people.population) {
            return;
        }
        const auto own = units.commune_of_hamlet[hamlet];
        auto box = geometry::box_of(
            std::span{population.points}.subspan(people.first, people.last - people.first));
        std::vector<const geometry::SegmentGrid*> grids;
        for (std::size_t part = 0; part < parts.size(); ++part) {
            if (reach[part].intersects(box)) {
                grids.push_back(&parts[part]->grid());
            }
        }
        const auto mine = std::find(grids.begin(), grids.end(),
                                    own < parts.size() ? &parts[own]->grid() : nullptr);
        if (mine != grids.end()) {
            std::iter_swap(grids.begin(), mine);
        }
        for (auto i = people.first; i < people.last; ++i) {
            near[i] = std::any_of(grids.begin(), grids.end(), [&](const auto* grid) {
                return grid->any_within(population.points[i], distance_m);
            });
        }
    });
    return {near.begin(), near.end()};
}

} // namespace

AccessReport access_report(const CoverageBasis& basis, const HardeningRules& rules, Date as_of,
                           double distance_m, const ReportPlace& place) {
    if (!(distance_m >= 1 && distance_m <= longest_distance_m)) {
        throw Error{ErrorKind::invalid_argument,
                    "bad-distance",
                    {fmt::format("Khoảng cách phải từ 1 đến 100.000 m, không phải {} m.",
                                 plain_number_words(distance_m, Language::vi)),
                     fmt::format("The distance must be 1 to 100000 m, not {} m.", distance_m)},
                    "distance_m"};
    }
    AccessReport report;
    report.distance_m = distance_m;
    report.as_of = as_of;
    report.rules = &rules;
    report.snapshot = basis.shared_snapshot();
    const auto population = basis.population();
    const auto sure = near_roads(basis, *population,
                                 *basis.roads(Passable::all_season, as_of, &rules), distance_m);
    const auto perhaps = near_roads(
        basis, *population, *basis.roads(Passable::perhaps_all_season, as_of, &rules), distance_m);
    const auto& units = basis.snapshot().units();
    const auto verdict = [&](std::size_t point) {
        return sure[point]      ? Verdict::covered
               : perhaps[point] ? Verdict::unknown
                                : Verdict::uncovered;
    };
    report.people = count_people(units, *population, place, verdict, basis.parallel_for());
    // Commune by commune everybody is in a row, also those whose hamlet is not known.
    const auto communes = count_people(units, *population, {place.unit, ReportBy::commune}, verdict,
                                       basis.parallel_for());
    report.people.totals = communes.elsewhere;
    for (const auto& row : communes.rows) {
        if (row.figures) {
            (row.rural ? report.people.totals : report.not_rural) += *row.figures;
        }
    }
    if (report.people.by == ReportBy::hamlet) {
        auto in_rows = PeopleFigures{};
        for (const auto& row : report.people.rows) {
            in_rows += row.figures && row.rural ? *row.figures : PeopleFigures{};
        }
        const double rest = std::max(0.0, report.people.totals.population - in_rows.population);
        report.people.elsewhere = {rest, 0, 0, rest};
    }
    return report;
}

} // namespace gis::analysis
