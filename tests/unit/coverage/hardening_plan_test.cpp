// Small maps where every choice can be tried; who is served is counted here by a walk of its own.

#include "gis/analysis/hardening_links.hpp"
#include "gis/analysis/hardening_plan.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

namespace gis::analysis {
namespace {

using model::FacilityKind;
using model::RoadClass;
using model::Surface;
using test_support::facility;
using test_support::hamlet_of;
using test_support::people_at;
using test_support::place;
using test_support::rectangle;
using test_support::Town;

const Date today{2024, 6, 30};

/// One commune, one hamlet, 20 km by 20 km around the middle; people are imported points.
class Map {
public:
    Map() {
        m_data.units.push_back(
            test_support::commune("00001", "Xã Một", rectangle(-10'000, -10'000, 10'000, 10'000)));
        m_data.units.push_back(
            hamlet_of("00001-01", rectangle(-10'000, -10'000, 10'000, 10'000), std::nullopt));
        m_data.units.front().kind = model::UnitKind::xa;
    }

    Map& road(geometry::Line line, Surface surface, RoadClass road_class = RoadClass::ap) {
        auto added = test_support::road(++m_roads, road_class, std::move(line));
        added.surfaces.push_back(
            test_support::record(m_roads, m_roads, 0, added.length_m, surface));
        m_data.roads.push_back(std::move(added));
        return *this;
    }
    Map& people(geometry::Point at, double persons) {
        m_data.population_points.push_back(people_at(++m_people, at, persons));
        return *this;
    }
    Map& services(geometry::Point at) {
        for (const auto kind : {FacilityKind::primary, FacilityKind::health_station,
                                FacilityKind::commune_cultural_centre}) {
            one(kind, at);
        }
        return *this;
    }
    Map& one(FacilityKind kind, geometry::Point at) {
        m_data.facilities.push_back(facility(++m_facilities, kind, at));
        return *this;
    }
    model::AtlasData take() { return std::move(m_data); }

private:
    model::AtlasData m_data;
    std::int64_t m_roads = 0;
    std::int64_t m_people = 0;
    std::int64_t m_facilities = 0;
};

struct Desk {
    explicit Desk(Map map)
        : town(map.take()), ledger(Ledger::build(*town.snapshot)),
          costs(RoadCosts::load(std::filesystem::path{NTM_SOURCE_DIR} / "data" / "costs")) {}

    [[nodiscard]] MeasureBasis basis() const {
        return {town.snapshot.get(), ledger.get(), &town.basis, &town.rules.standard(), today};
    }
    [[nodiscard]] HardeningQuestion question() const {
        HardeningQuestion question;
        question.units = {UnitCode{"00001"}};
        question.rules = &town.rules.standard();
        question.as_of = today;
        question.costs = &costs;
        for (const auto* code : {"primary", "health_station", "commune_cultural_centre"}) {
            question.services.push_back(&town.norms->find(code));
        }
        return question;
    }
    [[nodiscard]] HardeningPlan of_length(double length_m) const {
        auto asked = question();
        asked.length_m = length_m;
        return plan_hardening(basis(), asked);
    }
    [[nodiscard]] HardeningPlan of_budget(double vnd) const {
        auto asked = question();
        asked.budget_vnd = vnd;
        return plan_hardening(basis(), asked);
    }

    Town town;
    std::shared_ptr<const Ledger> ledger;
    RoadCosts costs;
};

double gained(const HardeningPlan& plan) {
    double sum = 0;
    for (const auto& interval : plan.intervals) {
        sum += interval.people;
    }
    return sum;
}

/// Who has a way when some candidates are hardened, by a walk from link to link.
double served(const HardeningLinks& all, std::uint64_t mask) {
    std::vector<bool> open(all.links.size(), false);
    std::size_t candidate = 0;
    for (std::size_t i = 0; i < all.links.size(); ++i) {
        if (all.links[i].kind == HardeningLink::Kind::hardened) {
            open[i] = true;
        } else if (all.links[i].kind == HardeningLink::Kind::candidate) {
            open[i] = (mask >> candidate++ & 1U) != 0;
        }
    }
    double people = 0;
    std::vector<bool> seen(all.links.size(), false);
    for (std::size_t start = 0; start < all.links.size(); ++start) {
        if (!open[start] || seen[start]) {
            continue;
        }
        std::set<std::uint32_t> nodes{all.links[start].a, all.links[start].b};
        std::uint32_t services = 0;
        double here = 0;
        for (bool grown = true; grown;) {
            grown = false;
            for (std::size_t i = 0; i < all.links.size(); ++i) {
                const auto& link = all.links[i];
                if (open[i] && !seen[i] && (nodes.contains(link.a) || nodes.contains(link.b))) {
                    seen[i] = true;
                    grown = true;
                    nodes.insert({link.a, link.b});
                    services |= link.services;
                    here += link.people;
                }
            }
        }
        people += services == 7 ? here : 0;
    }
    return people;
}

struct Best {
    double people = 0;
    std::size_t candidates = 0;
};

/// The most people that any set of candidates within a length serves.
Best best_of_all(const Desk& desk, const HardeningQuestion& question, double length_m) {
    const auto all = hardening_links(desk.basis(), question);
    std::vector<double> lengths;
    for (const auto& link : all.links) {
        if (link.kind == HardeningLink::Kind::candidate) {
            lengths.push_back(link.length_m());
        }
    }
    Best best{0, lengths.size()};
    for (std::uint64_t mask = 0; mask < (std::uint64_t{1} << lengths.size()); ++mask) {
        double length = 0;
        for (std::size_t i = 0; i < lengths.size(); ++i) {
            length += (mask >> i & 1U) != 0 ? lengths[i] : 0;
        }
        if (length <= length_m * (1 + 1e-9)) {
            best.people = std::max(best.people, served(all, mask));
        }
    }
    return best;
}

/// A hardened road from west to east with everything on it; earth lanes to the north with people
/// at their ends and along them.
Map comb() {
    Map map;
    map.road({place(0, 0), place(1000, 0), place(2000, 0), place(3000, 0)}, Surface::btxm)
        .services(place(20, 5));
    map.road({place(1000, 0), place(1000, 300)}, Surface::dat)
        .road({place(2000, 0), place(2000, 200)}, Surface::dat)
        .road({place(2000, 200), place(2200, 200)}, Surface::dat)
        .road({place(3000, 0), place(3000, 400)}, Surface::dat, RoadClass::ngo);
    map.people(place(1000, 250), 30).people(place(2150, 210), 50).people(place(3010, 390), 40);
    map.people(place(500, 10), 100).people(place(1995, 150), 5);
    return map;
}

TEST(HardeningPlan, CountsWhoHasAWayToday) {
    const Desk desk{comb()};
    const auto plan = desk.of_length(1);
    EXPECT_NEAR(plan.people, 225, 1e-9);
    EXPECT_NEAR(plan.before.to_all, 100, 1e-9);
    EXPECT_NEAR(plan.candidates_m, 300 + 200 + 200 + 400, 2);
    ASSERT_EQ(plan.rest.size(), 1U);
    EXPECT_EQ(plan.rest.front().hamlet->code.get(), "00001-01");
    EXPECT_NEAR(plan.rest.front().length_m, plan.candidates_m, 1e-9);
    EXPECT_NEAR(plan.length_m(), 1, 1e-6) << "what is left is cut to measure";
}

TEST(HardeningPlan, TakesTheStemWithItsBranchFirst) {
    const Desk desk{comb()};
    const auto plan = desk.of_length(410);
    EXPECT_NEAR(plan.after.to_all, 155, 1e-9) << "50 at the end of the branch and 5 on the stem";
    EXPECT_NEAR(gained(plan), 55, 1e-9);
    EXPECT_NEAR(plan.length_m(), 410, 1e-6);
    ASSERT_TRUE(plan.bound);
    EXPECT_GE(*plan.bound, plan.after.to_all);
    EXPECT_EQ(plan.intervals.front().road->id, RoadId{3}) << "the stem";
    EXPECT_NEAR(plan.intervals.front().people, 5, 1e-9);
    EXPECT_NEAR(plan.intervals.front().length_m(), 200, 1);
}

TEST(HardeningPlan, SpendsNoMoreThanTheBudget) {
    const Desk desk{comb()};
    for (const double vnd : {1e7, 2.3e8, 3.1e8, 6e8, 1e9, 5e9}) {
        const auto plan = desk.of_budget(vnd);
        EXPECT_LE(plan.vnd(), vnd * (1 + 1e-9));
        EXPECT_NEAR(plan.vnd(), std::min(vnd, plan.candidates_vnd), 0.01 * vnd);
        EXPECT_GE(plan.after.to_all, plan.before.to_all);
        EXPECT_NEAR(plan.after.to_all - plan.before.to_all, gained(plan), 1e-6);
        EXPECT_LE(plan.after.to_all, *plan.bound + 1e-6);
    }
}

TEST(HardeningPlan, IsTheBestOfAllChoicesOnSmallMaps) {
    std::mt19937 random{5};
    int exact = 0;
    int rounds = 0;
    for (; rounds < 25; ++rounds) {
        Map map;
        map.road({place(0, 0), place(1000, 0), place(2000, 0)}, Surface::btxm)
            .services(place(20, 5));
        // A tree of earth roads that grows from the hardened one.
        std::vector<std::pair<double, double>> ends{{0, 0}, {1000, 0}, {2000, 0}};
        for (int r = 0; r < 5; ++r) {
            const auto from = ends[random() % ends.size()];
            const double length = 80.0 * static_cast<double>(1 + random() % 4);
            const bool up = random() % 2 == 0;
            const std::pair to{from.first + (up ? 13.0 * r : length),
                               from.second + (up ? length : 17.0 * (r + 1)) + 5.0 * r};
            map.road({place(from.first, from.second), place(to.first, to.second)}, Surface::dat,
                     random() % 2 == 0 ? RoadClass::ap : RoadClass::ngo);
            map.people(place(to.first, to.second), static_cast<double>(1 + random() % 60));
            ends.push_back(to);
        }
        const Desk desk{std::move(map)};
        auto question = desk.question();
        question.classes = question.rules->headline_classes;
        question.piece_m = 1000; // one candidate a road: every choice can be tried
        question.length_m = 150.0 * static_cast<double>(1 + random() % 5);
        const auto best = best_of_all(desk, question, *question.length_m);
        ASSERT_GE(best.candidates, 4U);
        ASSERT_LE(best.candidates, 14U);
        const auto plan = plan_hardening(desk.basis(), question);
        EXPECT_LE(plan.after.to_all, best.people + 1e-6) << "round " << rounds;
        EXPECT_GE(*plan.bound, best.people - 1e-6) << "round " << rounds;
        EXPECT_GE(plan.after.to_all - plan.before.to_all,
                  0.5 * (best.people - plan.before.to_all) - 1e-6)
            << "round " << rounds;
        exact += plan.after.to_all >= best.people - 1e-6 ? 1 : 0;
    }
    EXPECT_GE(exact, rounds * 7 / 10);
}

TEST(HardeningPlan, JoinsAHardenedIslandToTheRest) {
    Map map;
    map.road({place(0, 0), place(1000, 0)}, Surface::btxm).services(place(20, 5));
    map.road({place(1000, 0), place(1100, 0)}, Surface::dat);
    map.road({place(1100, 0), place(1900, 0)}, Surface::btxm);
    map.people(place(1500, 10), 80);
    const Desk desk{std::move(map)};
    const auto plan = desk.of_length(100.5);
    EXPECT_NEAR(plan.before.to_all, 0, 1e-9);
    EXPECT_NEAR(plan.after.to_all, 80, 1e-9) << "the island's people gain by the gap alone";
    ASSERT_EQ(plan.intervals.size(), 1U);
    EXPECT_EQ(plan.intervals.front().road->id, RoadId{2});
    EXPECT_NEAR(plan.intervals.front().people, 80, 1e-9);
}

TEST(HardeningPlan, DoesNotTakeTheUnknownForEarth) {
    Map map;
    map.road({place(0, 0), place(1000, 0)}, Surface::btxm).services(place(20, 5));
    map.road({place(1000, 0), place(1000, 300)}, Surface::unknown).people(place(1000, 290), 10);
    const Desk desk{std::move(map)};
    EXPECT_EQ(desk.of_length(1000).candidates_m, 0);
    auto question = desk.question();
    question.length_m = 1000;
    question.unknown_too = true;
    const auto plan = plan_hardening(desk.basis(), question);
    EXPECT_NEAR(plan.candidates_m, 300, 1);
    EXPECT_NEAR(plan.after.to_all, 10, 1e-9);
}

TEST(HardeningPlan, ReachesAShareInTheCheapestWay) {
    const Desk desk{comb()};
    auto question = desk.question();
    question.share = 80;
    for (const auto aim : {HardeningAim::people, HardeningAim::kilometres}) {
        question.aim = aim;
        const auto plan = plan_hardening(desk.basis(), question);
        ASSERT_EQ(plan.quotas.size(), 1U);
        const auto& quota = plan.quotas.front();
        EXPECT_NEAR(quota.total_m, 4100, 3);
        EXPECT_NEAR(quota.hardened_m, 3000, 2);
        EXPECT_NEAR(quota.needed_m, 0.8 * quota.total_m - quota.hardened_m, 1e-6);
        EXPECT_NEAR(plan.length_m(), quota.needed_m, 0.01);
        EXPECT_NEAR(quota.chosen_m, quota.needed_m, 0.01);
    }
    const auto cheapest = plan_hardening(desk.basis(), question);
    EXPECT_NEAR(cheapest.vnd(), cheapest.length_m() * desk.costs.vnd_per_m(Surface::btxm, 3.0), 1)
        << "280 m of the 400 m of lane, which costs less a metre than an ấp road";
}

TEST(HardeningPlan, ShowsItsEffectOnASnapshotThatHasIt) {
    const Desk desk{comb()};
    const auto plan = desk.of_length(10'000);
    EXPECT_NEAR(plan.length_m(), plan.candidates_m, 1e-6);
    IndicatorsAsked asked;
    model::Indicator indicator;
    indicator.code = "2.2";
    model::Measurement share;
    share.measure = model::Measure::length_share;
    indicator.measurement = share;
    indicator.thresholds.push_back({model::Bound::at_least, 0, {}, "", today, {}, {}});
    asked.indicators = {&indicator};
    const auto effect = effect_of(plan, desk.basis(), asked);
    EXPECT_NEAR(effect.roads_before.all.remaining_m, plan.candidates_m, 1e-6);
    EXPECT_NEAR(effect.roads_after.all.remaining_m, 0, 1e-6);
    EXPECT_NEAR(effect.roads_after.all.hardened_m, effect.roads_before.all.total_m, 1e-6);
    ASSERT_EQ(effect.indicators.size(), 1U);
    EXPECT_EQ(effect.indicators.front().met_after, true);
    ASSERT_EQ(effect.reached.size(), 3U);
    EXPECT_GE(effect.reached.front().after.covered, effect.reached.front().before.covered);
    EXPECT_NEAR(effect.access.after.covered, 225, 1e-9) << "all within 2 km of a hardened road";
    EXPECT_EQ(desk.town.snapshot->find_road(RoadId{2})->surfaces.size(), 1U) << "nothing is stored";
}

TEST(HardeningPlan, RefusesAQuestionWithoutLimit) {
    const Desk desk{comb()};
    try {
        (void)plan_hardening(desk.basis(), desk.question());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "no-limit");
    }
    auto question = desk.question();
    question.length_m = 10;
    question.units = {UnitCode{"99999"}};
    EXPECT_THROW((void)plan_hardening(desk.basis(), question), Error);
    question = desk.question();
    question.length_m = 10;
    question.keep_going = [] {
        throw Error{ErrorKind::busy, "too-long", {"Lâu.", "Long."}};
    };
    EXPECT_THROW((void)plan_hardening(desk.basis(), question), Error);
}

} // namespace
} // namespace gis::analysis
