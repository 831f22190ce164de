#include "gis/analysis/network_reach.hpp"
#include "gis/analysis/population.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"

namespace bench {

void bench_coverage(const Setting& setting) {
    using namespace gis::analysis; // NOLINT
    const auto rules = rules_of(setting);
    const auto threads = on_threads(2);
    const auto snapshot = gis::model::Snapshot::build(synthetic_atlas(setting.size), threads);
    Population people;
    report("population_s", seconds_of([&] { people = build_population(*snapshot, 100, threads); }));
    report("points", static_cast<double>(people.points.size()));
    PassableParts all;
    const PassablePart::Question question{Passable::all, today, nullptr, {}};
    report("grids_s", seconds_of([&] { all = passable_parts(*snapshot, question, {}, threads); }));
    RoadJunctions junctions;
    report("junctions_s", seconds_of([&] { junctions = find_junctions(all, 1.0, threads); }));
    std::shared_ptr<const RoadNetwork> network;
    report("network_s",
           seconds_of([&] { network = std::make_shared<const RoadNetwork>(all, junctions); }));
    report("nodes", network->node_count());
    const auto& units = snapshot->units();
    std::vector<gis::geometry::Point> schools;
    for (const auto& part : snapshot->parts()) {
        for (const auto& facility : part->facilities) {
            if (facility.kind == gis::model::FacilityKind::primary) {
                schools.push_back(facility.location);
            }
        }
    }
    report("schools", static_cast<double>(schools.size()));
    std::vector<std::uint32_t> first{0};
    std::vector<gis::geometry::Box> boxes;
    for (std::size_t c = 0, h = 0; c <= units.communes.size(); ++c) {
        gis::geometry::Box box;
        while (h < units.hamlets.size() && units.commune_of_hamlet[h] == c) {
            box.add(box_of(units.hamlets[h].boundary));
            ++h;
        }
        first.push_back(h == 0 ? 0 : people.hamlets[h - 1].last);
        boxes.push_back(box);
    }
    std::vector<Attachment> places;
    report("attach_s", seconds_of([&] {
               places = attach_all(*network, {people.points, first, boxes}, 500, threads);
           }));
    std::vector<Attachment> entries;
    report("attach_schools_s", seconds_of([&] {
               for (const auto& school : schools) {
                   entries.push_back(network->attach(school, 500));
               }
           }));
    std::unique_ptr<NetworkReach> reach;
    report("dijkstra_s",
           seconds_of([&] { reach = std::make_unique<NetworkReach>(network, entries); }));
    double covered = 0;
    report("points_s", seconds_of([&] {
               for (std::size_t h = 0; h < people.hamlets.size(); ++h) {
                   for (auto i = people.hamlets[h].first; i < people.hamlets[h].last; ++i) {
                       if (reach->of(places[i]).metres <= 2000) {
                           covered += people.persons(h, i);
                       }
                   }
               }
           }));
    report("covered", covered);
    report("with_s", seconds_of([&] { (void)reach->with(places[1000]); }));
    report("without_s", seconds_of([&] { (void)reach->without(5); }));
    report("edges", static_cast<double>(network->edges().size()));
}

} // namespace bench
