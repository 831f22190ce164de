#include "gis/analysis/coverage_report.hpp"
#include "tests/bench/coverage_atlas.hpp"
#include "tests/bench/measure.hpp"

#include <fmt/format.h>
#include <fmt/os.h>

#include <cmath>
#include <span>
#include <string>

namespace bench {

namespace {

using gis::analysis::Attachment;
using gis::analysis::CoverageBasis;
using gis::analysis::CoverageQuestion;
using gis::analysis::Passable;
using gis::analysis::RoadNetwork;
using gis::geometry::Point;

/// "D0000012,34.567,8.900": road, chainage and straight leg in metres; empty fields when no road is
/// near enough.
std::string place_fields(const RoadNetwork& network, const Attachment& place) {
    if (place.edge == gis::analysis::no_edge) {
        return ",,";
    }
    const auto& edge = network.edges()[place.edge];
    return fmt::format("{},{:.4f},{:.4f}", network.road(edge.road).code,
                       edge.from_m + double{place.along_m}, place.access_m);
}

void write_points(const CoverageBasis& basis, const CoverageQuestion& question,
                  const std::filesystem::path& path) {
    const auto people = basis.population();
    const auto on_roads = basis.people_on_roads(Passable::all, today, nullptr, question.access_m);
    const auto reached = basis.reached(question);
    const auto& hamlets = basis.snapshot().units().hamlets;
    auto file = fmt::output_file(path.string());
    for (std::size_t hamlet = 0; hamlet < hamlets.size(); ++hamlet) {
        for (auto i = people->hamlets[hamlet].first; i < people->hamlets[hamlet].last; ++i) {
            const double metres = double{reached->sure.metres[i]};
            file.print("{},{:.9f},{:.9f},{},{},{}\n", hamlets[hamlet].code.get(),
                       people->points[i].lon, people->points[i].lat, people->persons(hamlet, i),
                       place_fields(*on_roads->network, (*on_roads->places)[i]),
                       std::isfinite(metres) ? fmt::format("{:.4f}", metres) : "");
        }
    }
}

void write_schools(const CoverageBasis& basis, const CoverageQuestion& question,
                   const std::filesystem::path& path) {
    const auto reached = basis.reached(question);
    auto file = fmt::output_file(path.string());
    for (std::size_t i = 0; i < reached->facilities.size(); ++i) {
        const auto& school = reached->facilities[i];
        file.print("{},{:.9f},{:.9f},{}\n", i + 1, school.location.lon, school.location.lat,
                   place_fields(reached->network->network(), reached->network->facilities()[i]));
    }
}

/// As PostGIS reads it, every bit of the positions kept.
std::string line_text(std::span<const Point> line) {
    std::string text;
    for (const auto& point : line) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ",", point.lon, point.lat);
    }
    return fmt::format("\"SRID=4326;LINESTRING({})\"", text);
}

void write_roads(const CoverageBasis& basis, const std::filesystem::path& path) {
    auto file = fmt::output_file(path.string());
    for (const auto& part : basis.snapshot().parts()) {
        for (const auto& road : part->roads) {
            file.print("{},{},{}\n", road.id.get(), road.code, line_text(road.line));
        }
    }
}

/// Stretches of roads that are surely passable all year.
void write_all_season(const CoverageBasis& basis, const CoverageQuestion& question,
                      const std::filesystem::path& path) {
    auto file = fmt::output_file(path.string());
    for (const auto& part : *basis.roads(Passable::all_season, today, question.rules)) {
        for (std::size_t i = 0; i < part->stretches().size(); ++i) {
            file.print("{}\n", line_text(part->line(i)));
        }
    }
}

/// Everybody lives within the index's 2 km of a hardened road here; nearer the answers can differ.
constexpr double near_m = 200;

/// Hamlets whose people are known: persons, those within reach of a school, of a hardened road by
/// the Rural Access Index, and near one.
void write_answers(const CoverageBasis& basis, const CoverageQuestion& question,
                   const std::filesystem::path& path) {
    const auto coverage = gis::analysis::coverage_report(basis, question, {});
    const auto access = [&](double distance_m) {
        return gis::analysis::access_report(basis, *question.rules, today, distance_m, {}).people;
    };
    const auto index = access(basis.norms().access_index_m);
    const auto near = access(near_m);
    auto file = fmt::output_file(path.string());
    for (std::size_t i = 0; i < coverage.people.rows.size(); ++i) {
        const auto& row = coverage.people.rows[i];
        if (row.figures) {
            file.print("{},{},{},{},{}\n", row.unit->code.get(), row.figures->population,
                       row.figures->covered, index.rows[i].figures->covered,
                       near.rows[i].figures->covered);
        }
    }
}

} // namespace

void write_peer_files(const Setting& setting) {
    const auto rules = rules_of(setting);
    // pgRouting's topology joins what is at the same position, so ours must not join more.
    auto norms = *coverage_norms(setting);
    norms.snap_m = 0.001;
    const auto question = coverage_question(norms, rules.standard());
    const CoverageBasis basis{
        gis::model::Snapshot::build(coverage_atlas(setting.size), on_threads(2)),
        std::make_shared<const gis::analysis::Norms>(norms), on_threads(2)};
    write_points(basis, question, setting.folder / "points.csv");
    write_schools(basis, question, setting.folder / "schools.csv");
    write_roads(basis, setting.folder / "roads.csv");
    write_all_season(basis, question, setting.folder / "all-season.csv");
    write_answers(basis, question, setting.folder / "coverage.csv");
    report("distance_m", question.distance_m);
    report("access_m", question.access_m);
    report("access_index_m", norms.access_index_m);
    report("near_m", near_m);
}

} // namespace bench
