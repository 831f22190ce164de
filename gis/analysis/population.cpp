#include "gis/analysis/population.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/ellipsoid.hpp"
#include "gis/geometry/interior_point.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>

namespace gis::analysis {

namespace {

using geometry::MultiPolygon;
using geometry::Point;

constexpr double metres_per_degree_of_latitude = 110'650.0; // WGS 84 meridian at 15° N

/// Metres of one degree of longitude; WGS 84.
double metres_per_degree_of_longitude(double lat) noexcept {
    using geometry::eccentricity2;
    using geometry::radians;
    const double phi = lat * radians;
    const double sine = std::sin(phi);
    return geometry::semi_major_m * std::cos(phi) * radians /
           std::sqrt(1.0 - eccentricity2 * sine * sine);
}

/// Longitudes where the borders of an area cross each row of the lattice. Rings are even-odd: a
/// row at a vertex's very latitude counts the edge above it only.
class RowCrossings {
public:
    RowCrossings(const MultiPolygon& area, double step_deg)
        : m_step(step_deg), m_box(geometry::box_of(area)),
          m_first(static_cast<std::int64_t>(std::ceil(m_box.min_lat / step_deg))) {
        const auto last = static_cast<std::int64_t>(std::floor(m_box.max_lat / step_deg));
        m_rows.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, last - m_first + 1)));
        for (const auto& polygon : area) {
            add(polygon.outer);
            for (const auto& hole : polygon.holes) {
                add(hole);
            }
        }
        for (auto& row : m_rows) {
            std::sort(row.begin(), row.end());
        }
    }

    [[nodiscard]] std::size_t rows() const noexcept { return m_rows.size(); }
    [[nodiscard]] const std::vector<double>& crossings(std::size_t row) const {
        return m_rows[row];
    }
    [[nodiscard]] double lat(std::size_t row) const noexcept {
        return static_cast<double>(m_first + static_cast<std::int64_t>(row)) * m_step;
    }

private:
    void add(const geometry::Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto& a = ring[i - 1].lat < ring[i].lat ? ring[i - 1] : ring[i];
            const auto& b = ring[i - 1].lat < ring[i].lat ? ring[i] : ring[i - 1];
            auto row = static_cast<std::int64_t>(std::ceil(a.lat / m_step)) - m_first;
            for (row = std::max<std::int64_t>(0, row);
                 row < static_cast<std::int64_t>(m_rows.size()); ++row) {
                const double at = lat(static_cast<std::size_t>(row));
                if (at >= b.lat) {
                    break;
                }
                if (at >= a.lat) {
                    const double t = (at - a.lat) / (b.lat - a.lat);
                    m_rows[static_cast<std::size_t>(row)].push_back(a.lon + t * (b.lon - a.lon));
                }
            }
        }
    }

    double m_step;
    geometry::Box m_box;
    std::int64_t m_first;
    std::vector<std::vector<double>> m_rows;
};

/// Lattice points side by side: columns `first` to `last` - 1.
struct LatticeRun {
    double lat = 0;
    double step = 0; ///< degrees of longitude between columns
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// The lattice points inside an area, by row and column.
std::vector<LatticeRun> lattice_runs(const MultiPolygon& area, double spacing_m) {
    const RowCrossings rows{area, spacing_m / metres_per_degree_of_latitude};
    std::vector<LatticeRun> runs;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const double lat = rows.lat(row);
        const double step = spacing_m / metres_per_degree_of_longitude(lat);
        const auto& crossings = rows.crossings(row);
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2) {
            const auto first = static_cast<std::int64_t>(std::ceil(crossings[k] / step));
            auto last = first;
            while (static_cast<double>(last) * step < crossings[k + 1]) {
                ++last;
            }
            runs.push_back({lat, step, first, last});
        }
    }
    return runs;
}

std::size_t points_of(const std::vector<LatticeRun>& runs) {
    std::size_t points = 0;
    for (const auto& run : runs) {
        points += static_cast<std::size_t>(run.last - run.first);
    }
    return points;
}

/// The points that a hamlet gets: imported ones, a lattice, or a single one.
struct HamletPoints {
    double spacing_m = 0; ///< of the lattice; 0 with imported points
    std::vector<LatticeRun> lattice;
    std::size_t count = 1;
};

HamletPoints measure_lattice(const MultiPolygon& area, double spacing_m) {
    auto runs = lattice_runs(area, spacing_m);
    while (points_of(runs) > max_points_per_hamlet) {
        spacing_m *= 2;
        runs = lattice_runs(area, spacing_m);
    }
    const auto count = std::max<std::size_t>(1, points_of(runs));
    return {spacing_m, std::move(runs), count};
}

/// @param points  as many as the runs have; one when they have none
void fill_lattice(const MultiPolygon& area, const std::vector<LatticeRun>& runs,
                  std::span<Point> points) {
    auto next = points.begin();
    for (const auto& run : runs) {
        for (auto column = run.first; column < run.last; ++column) {
            *next++ = {static_cast<double>(column) * run.step, run.lat};
        }
    }
    if (next == points.begin()) {
        *next = geometry::interior_point(area);
    }
}

/// The imported points of each hamlet; a point that several hamlets cover is the first one's.
std::vector<std::vector<std::uint32_t>> imported_by_hamlet(const model::Snapshot& snapshot,
                                                           const ParallelFor& parallel_for) {
    const auto points = snapshot.population_points();
    const auto& units = snapshot.units();
    std::vector<std::uint32_t> hamlet_of(points.size(),
                                         static_cast<std::uint32_t>(units.hamlets.size()));
    constexpr std::size_t chunk = 4096;
    parallel_for((points.size() + chunk - 1) / chunk, [&](std::size_t c) {
        for (auto i = c * chunk; i < std::min(points.size(), (c + 1) * chunk); ++i) {
            if (const auto at = units.hamlet_index.at(points[i].location); !at.empty()) {
                hamlet_of[i] = at.front();
            }
        }
    });
    std::vector<std::vector<std::uint32_t>> result(units.hamlets.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (hamlet_of[i] < result.size()) {
            result[hamlet_of[i]].push_back(static_cast<std::uint32_t>(i));
        }
    }
    // Points that carry nobody say nothing about where a known population lives.
    for (std::size_t h = 0; h < result.size(); ++h) {
        const bool nobody = std::all_of(result[h].begin(), result[h].end(),
                                        [&](std::uint32_t i) { return points[i].persons <= 0; });
        if (nobody && units.hamlets[h].population) {
            result[h].clear();
        }
    }
    return result;
}

void check_spacing(double spacing_m) {
    if (!(spacing_m >= 10.0 && spacing_m <= 1000.0)) {
        throw Error{ErrorKind::invalid_argument,
                    "bad-spacing",
                    {fmt::format("Khoảng cách lưới điểm dân cư phải từ 10 đến 1000 m, không phải "
                                 "{} m.",
                                 spacing_m),
                     fmt::format("The spacing of population points must be 10 to 1000 m, not {} m.",
                                 spacing_m)},
                    "spacing_m"};
    }
}

/// Persons at a hamlet's imported points, scaled to its population where that is known.
void fill_imported(Population& population, HamletPeople& people,
                   std::span<const model::PopulationPoint> points,
                   const std::vector<std::uint32_t>& own) {
    double sum = 0;
    for (const auto i : own) {
        sum += points[i].persons;
    }
    const double factor = people.population ? *people.population / sum : 1.0;
    people.population = people.population.value_or(sum);
    auto next = people.first;
    for (const auto i : own) {
        population.points[next] = points[i].location;
        population.imported[next++] = points[i].persons * factor;
    }
}

} // namespace

std::string_view to_text(PeopleSource source) noexcept {
    constexpr std::array<std::string_view, 3> names{"imported", "lattice", "unknown"};
    return names[static_cast<std::size_t>(source)];
}

std::vector<Point> lattice_inside(const MultiPolygon& area, double spacing_m) {
    const auto runs = lattice_runs(area, spacing_m);
    std::vector<Point> points(std::max<std::size_t>(1, points_of(runs)));
    fill_lattice(area, runs, points);
    return points;
}

geometry::Box lattice_cell(const Point& point, double spacing_m) noexcept {
    const double row_step = spacing_m / metres_per_degree_of_latitude;
    const double column_step = spacing_m / metres_per_degree_of_longitude(point.lat);
    const double row = std::round(point.lat / row_step);
    const double column = std::round(point.lon / column_step);
    return {(column - 0.5) * column_step, (row - 0.5) * row_step, (column + 0.5) * column_step,
            (row + 0.5) * row_step};
}

Point Population::centre(std::size_t hamlet) const {
    const auto& people = hamlets[hamlet];
    const auto& origin = points[people.first];
    double lon = 0;
    double lat = 0;
    double weight = 0;
    for (auto i = people.first; i < people.last; ++i) {
        const double persons = people.source == PeopleSource::imported ? imported[i] : 1.0;
        lon += persons * (points[i].lon - origin.lon);
        lat += persons * (points[i].lat - origin.lat);
        weight += persons;
    }
    return weight > 0 ? Point{origin.lon + lon / weight, origin.lat + lat / weight} : origin;
}

Population build_population(const model::Snapshot& snapshot, double spacing_m,
                            const ParallelFor& parallel_for) {
    check_spacing(spacing_m);
    const auto& hamlets = snapshot.units().hamlets;
    const auto imported = imported_by_hamlet(snapshot, parallel_for);
    std::vector<HamletPoints> given(hamlets.size());
    parallel_for(hamlets.size(), [&](std::size_t i) {
        given[i] = imported[i].empty() ? measure_lattice(hamlets[i].boundary, spacing_m)
                                       : HamletPoints{0, {}, imported[i].size()};
    });
    Population population;
    population.spacing_m = spacing_m;
    std::uint32_t total = 0;
    bool any_imported = false;
    for (std::size_t i = 0; i < hamlets.size(); ++i) {
        const auto first = std::exchange(total, total + static_cast<std::uint32_t>(given[i].count));
        const auto source = !imported[i].empty()    ? PeopleSource::imported
                            : hamlets[i].population ? PeopleSource::lattice
                                                    : PeopleSource::unknown;
        population.hamlets.push_back({source, first, total, hamlets[i].population});
        population.hamlet_spacing_m.push_back(given[i].spacing_m);
        any_imported = any_imported || source == PeopleSource::imported;
    }
    population.points.resize(total);
    population.imported.resize(any_imported ? total : 0, 0.0);
    parallel_for(hamlets.size(), [&](std::size_t i) {
        auto& people = population.hamlets[i];
        if (people.source == PeopleSource::imported) {
            fill_imported(population, people, snapshot.population_points(), imported[i]);
        } else {
            fill_lattice(hamlets[i].boundary, given[i].lattice,
                         std::span{population.points}.subspan(people.first, given[i].count));
        }
    });
    return population;
}

} // namespace gis::analysis
