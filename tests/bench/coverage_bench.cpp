#include "gis/analysis/coverage_report.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/measure.hpp"

namespace bench {

namespace {

using gis::analysis::Along;
using gis::analysis::CoverageBasis;
using gis::analysis::CoverageQuestion;
using gis::analysis::Passable;
using gis::analysis::RoadsUsed;

} // namespace

void bench_coverage(const Setting& setting) {
    const auto rules = rules_of(setting);
    const auto norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(setting.project / "data" / "norms"));
    const auto threads = on_threads(2);
    const CoverageBasis basis{gis::model::Snapshot::build(synthetic_atlas(setting.size), threads),
                              norms, threads};
    const auto& service = norms->find("primary");
    const CoverageQuestion question{&service,        &rules.standard(), today,
                                    Along::road,     RoadsUsed::all,    service.distance_m,
                                    service.access_m};
    report("population_s", seconds_of([&] { (void)basis.population(); }));
    report("points", static_cast<double>(basis.population()->points.size()));
    report("grids_s", seconds_of([&] { (void)basis.roads(Passable::all, today, nullptr); }));
    report("graph_and_attachments_s", seconds_of([&] {
               (void)basis.people_on_roads(Passable::all, today, nullptr, question.access_m);
           }));
    report("reach_s", seconds_of([&] { (void)basis.reached(question); }));
    gis::analysis::CoverageReport answer;
    report("report_s", seconds_of([&] { answer = coverage_report(basis, question, {}); }));
    report("facilities", static_cast<double>(answer.reached->facilities.size()));
    report("population", answer.people.totals.population);
    report("covered", answer.people.totals.covered);
    gis::analysis::Supposition one_more;
    one_more.more.emplace_back();
    one_more.more.back().kind = service.kinds.front();
    one_more.more.back().location = basis.population()->centre(0);
    report("what_if_facility_s", seconds_of([&] { (void)basis.reached(question, one_more); }));
    report("access_index_s", seconds_of([&] {
               (void)access_report(basis, rules.standard(), today, norms->access_index_m, {});
           }));
}

} // namespace bench
