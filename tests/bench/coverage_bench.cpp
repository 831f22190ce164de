#include "gis/analysis/coverage_report.hpp"
#include "tests/bench/atlas.hpp"
#include "tests/bench/coverage_atlas.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/random.hpp"

#include <string>
#include <utility>

namespace bench {

namespace {

using gis::analysis::access_report;
using gis::analysis::coverage_report;
using gis::analysis::CoverageBasis;
using gis::analysis::CoverageQuestion;
using gis::analysis::CoverageReport;
using gis::analysis::HardeningRules;
using gis::analysis::Norms;
using gis::analysis::Passable;
using gis::analysis::RoadsUsed;
using gis::model::Snapshot;

/// One snapshot and what is asked about it.
struct Asked {
    std::shared_ptr<const Snapshot> snapshot;
    std::shared_ptr<const Norms> norms;
    const HardeningRules& rules;
    CoverageQuestion question;

    [[nodiscard]] std::shared_ptr<const CoverageBasis>
    basis(const CoverageBasis* before = nullptr) const {
        return std::make_shared<const CoverageBasis>(snapshot, norms, on_threads(2), before);
    }
};

/// Wall and processor seconds of the same work: medians.
/// @param prepare  called before each time, not measured
template <class Prepare, class Work>
void report_both(const std::string& name, int times, Prepare prepare, Work work) {
    Samples wall;
    Samples cpu;
    for (int i = 0; i < times; ++i) {
        prepare();
        cpu.add(cpu_seconds_of([&] { wall.add(seconds_of(work)); }));
    }
    report(name + "_s", wall.median());
    report(name + "_cpu_s", cpu.median());
}

/// Each from a snapshot of which nothing is known yet to the finished report: what was made on the
/// way is given back before the next, not meanwhile.
void report_fresh(const Asked& asked, int times) {
    std::shared_ptr<const CoverageBasis> kept;
    const auto fresh = [&](const std::string& name, auto ask) {
        report_both(
            name, times, [&] { kept.reset(); },
            [&] {
                kept = asked.basis();
                ask(*kept);
            });
    };
    fresh("network_coverage",
          [&](const CoverageBasis& basis) { (void)coverage_report(basis, asked.question, {}); });
    report("network_coverage_peak_mb", memory_mb("VmHWM"));
    auto straight = asked.question;
    straight.along = gis::analysis::Along::straight;
    fresh("straight_coverage",
          [&](const CoverageBasis& basis) { (void)coverage_report(basis, straight, {}); });
    fresh("access_index", [&](const CoverageBasis& basis) {
        (void)access_report(basis, asked.rules, today, asked.norms->access_index_m, {});
    });
}

/// What pgRouting does: roads to a graph, schools on it, distances of its nodes. Nobody lives
/// there.
void report_graph(const Asked& asked, int times) {
    using namespace gis::analysis;
    const auto schools = asked.basis()->facilities(*asked.question.service, today);
    std::shared_ptr<const NetworkReach> kept;
    report_both(
        "graph_distances", times, [&] { kept.reset(); },
        [&] {
            const PassablePart::Question all{Passable::all, today, nullptr, {}};
            auto parts = passable_parts(*asked.snapshot, all, {}, on_threads(2));
            auto junctions = std::make_shared<const RoadJunctions>(
                find_junctions(parts, asked.norms->snap_m, on_threads(2)));
            auto network =
                std::make_shared<const RoadNetwork>(std::move(parts), std::move(junctions));
            std::vector<Attachment> entries(schools.size());
            on_threads(2)(entries.size(), [&](std::size_t i) {
                entries[i] = network->attach(schools[i].location, asked.question.access_m);
            });
            kept = std::make_shared<const NetworkReach>(std::move(network), std::move(entries));
        });
}

/// Where the seconds of network coverage go, and what it says.
std::shared_ptr<const CoverageBasis> report_steps(const Asked& asked) {
    const auto basis = asked.basis();
    const auto& question = asked.question;
    report("population_s", seconds_of([&] { (void)basis->population(); }));
    report("grids_s", seconds_of([&] { (void)basis->roads(Passable::all, today, nullptr); }));
    std::shared_ptr<const gis::analysis::PeopleOnRoads> people;
    report("graph_and_attachments_s", seconds_of([&] {
               people = basis->people_on_roads(Passable::all, today, nullptr, question.access_m);
           }));
    std::shared_ptr<const gis::analysis::Reached> reached;
    report("reach_s", seconds_of([&] { reached = basis->reached(question); }));
    CoverageReport answer;
    report("report_s", seconds_of([&] { answer = coverage_report(*basis, question, {}); }));
    const auto nodes = people->network->node_count();
    std::size_t nodes_reached = 0;
    for (std::uint32_t node = 0; node < nodes; ++node) {
        nodes_reached += reached->network->of_node(node).metres < gis::analysis::unreachable;
    }
    report("points", static_cast<double>(basis->population()->points.size()));
    report("nodes", nodes);
    report("nodes_reached", static_cast<double>(nodes_reached));
    report("edges", static_cast<double>(people->network->edges().size()));
    report("schools", static_cast<double>(reached->facilities.size()));
    report("population", answer.people.totals.population);
    report("covered", answer.people.totals.covered);
    return basis;
}

/// One more school, at the middle of one hamlet after another; the whole report each time.
void report_what_if(const Asked& asked, const CoverageBasis& basis, std::size_t times) {
    std::size_t hamlet = 0;
    report_both(
        "what_if_facility", static_cast<int>(times), [] {},
        [&] {
            gis::analysis::Supposition one_more;
            one_more.more.emplace_back();
            one_more.more.back().kind = asked.question.service->kinds.front();
            one_more.more.back().location = basis.population()->centre(hamlet);
            hamlet += asked.snapshot->units().hamlets.size() / times;
            const auto reached = std::make_shared<const gis::analysis::Reached>(
                basis.reached(asked.question, one_more));
            (void)coverage_report(basis, asked.question, {}, reached);
        });
}

/// Edits of one row each, one after another; after each the answer to one question.
class Edits {
public:
    Edits(Asked asked, std::shared_ptr<const CoverageBasis> basis, std::size_t roads)
        : m_asked(std::move(asked)), m_basis(std::move(basis)), m_roads(roads) {}

    /// Medians of the whole, the row's snapshot included, and of processor time.
    /// @param ask  called with the basis of the new snapshot
    template <class MakeRow, class Ask>
    void measure(const std::string& name, MakeRow make_row, Ask ask) {
        ask(*m_basis); // what was asked before the edits
        Samples wall;
        Samples cpu;
        for (int i = 0; i < 21; ++i) {
            gis::model::Applied applied;
            applied.revision = gis::Revision{++m_revision};
            applied.rows.push_back(make_row());
            cpu.add(1000 * cpu_seconds_of([&] {
                        wall.add(1000 * seconds_of([&] {
                                     m_asked.snapshot = m_asked.snapshot->apply(applied);
                                     m_basis = m_asked.basis(m_basis.get());
                                     ask(*m_basis);
                                 }));
                    }));
        }
        report(name + "_ms", wall.median());
        report(name + "_cpu_ms", cpu.median());
        report(name + "_ms_max", wall.quantile(1.0));
    }

    [[nodiscard]] const gis::model::Road& any_road() {
        const gis::RoadId id{static_cast<std::int64_t>(1 + m_random.below(m_roads))};
        return *m_asked.snapshot->find_road(id);
    }

    /// A road whose end is drawn a little farther.
    [[nodiscard]] gis::model::Row moved_end() {
        auto road = any_road();
        road.line.back().lon += 1e-5;
        return road;
    }

    /// A road of which one half became concrete.
    [[nodiscard]] gis::model::Row harder_half() {
        const auto& road = any_road();
        gis::model::SurfaceRecord record;
        record.id = gis::SurfaceRecordId{1'000'000'000 + m_revision};
        record.road = road.id;
        record.to_m = road.length_m / 2;
        record.surface = gis::model::Surface::btxm;
        record.effective_on = gis::Date{2024, 11, 5};
        return record;
    }

    /// A school that moves by some tens of metres.
    [[nodiscard]] gis::model::Row moved_school() {
        const auto schools = m_basis->facilities(*m_asked.question.service, today);
        auto school = schools[m_random.below(schools.size())];
        school.location.lon += 5e-4;
        return school;
    }

private:
    Asked m_asked;
    std::shared_ptr<const CoverageBasis> m_basis;
    std::size_t m_roads;
    Random m_random{11};
    std::int64_t m_revision = 1;
};

void report_edits(const Asked& asked, std::shared_ptr<const CoverageBasis> basis,
                  std::size_t roads) {
    Edits edits{asked, std::move(basis), roads};
    const auto all_roads = [&](const CoverageBasis& now) {
        (void)coverage_report(now, asked.question, {});
    };
    const auto all_season = [&](const CoverageBasis& now) {
        auto question = asked.question;
        question.roads = RoadsUsed::all_season;
        (void)coverage_report(now, question, {});
    };
    const auto in_a_line = [&](const CoverageBasis& now) {
        auto question = asked.question;
        question.along = gis::analysis::Along::straight;
        (void)coverage_report(now, question, {});
    };
    const auto access_index = [&](const CoverageBasis& now) {
        (void)access_report(now, asked.rules, today, asked.norms->access_index_m, {});
    };
    edits.measure(
        "edit_road", [&] { return edits.moved_end(); }, all_roads);
    edits.measure(
        "edit_school", [&] { return edits.moved_school(); }, all_roads);
    edits.measure(
        "edit_school_straight", [&] { return edits.moved_school(); }, in_a_line);
    edits.measure(
        "edit_surface_straight", [&] { return edits.harder_half(); }, in_a_line);
    edits.measure(
        "edit_surface_all_season", [&] { return edits.harder_half(); }, all_season);
    edits.measure(
        "edit_surface_access_index", [&] { return edits.harder_half(); }, access_index);
}

} // namespace

void bench_coverage(const Setting& setting) {
    const auto rules = rules_of(setting);
    const auto norms = coverage_norms(setting);
    auto data = coverage_atlas(setting.size);
    const Asked asked{Snapshot::build(std::move(data), on_threads(2)), norms, rules.standard(),
                      coverage_question(*norms, rules.standard())};
    const bool large = setting.size.roads > 200'000;
    report("atlas_peak_mb", memory_mb("VmHWM"));
    report_fresh(asked, large ? 3 : 5);
    report_graph(asked, large ? 3 : 5);
    const auto basis = report_steps(asked);
    report_what_if(asked, *basis, large ? 3 : 9);
    report("peak_mb", memory_mb("VmHWM"));
    if (!large) {
        report_edits(asked, basis, setting.size.roads);
    }
}

} // namespace bench
