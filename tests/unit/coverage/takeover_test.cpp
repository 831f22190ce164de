// After an edit only what it touches is made anew: the outcome must be that of making everything
// anew.
#include "gis/analysis/coverage_report.hpp"

#include "tests/support/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gis::analysis {
namespace {

using geometry::Line;
using geometry::Point;
using test_support::place;
using test_support::Town;

/// Chainages may differ by what a search in another plane makes of them, metres.
constexpr double same_m = 1e-4;
const Date day{2024, 6, 30};

/// Roads from vertex to vertex of a lattice over two communes, so that they share vertices, touch
/// one another inside and end where others pass.
class Builders {
public:
    explicit Builders(std::uint32_t seed) : m_random(seed) {}

    std::size_t pick(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>{0, count - 1}(m_random);
    }
    bool toss(double chance) { return std::bernoulli_distribution{chance}(m_random); }

    /// A place that other roads pass as well.
    Point corner() {
        return place(500.0 * static_cast<double>(pick(25)), 500.0 * static_cast<double>(pick(9)));
    }

    /// Where a road passes, or half a metre beside it: an end there makes a T junction.
    Point beside(const Line& line) {
        const auto segment = pick(line.size() - 1);
        const auto& a = line[segment];
        const auto& b = line[segment + 1];
        const double t = std::uniform_real_distribution{0.1, 0.9}(m_random);
        Point point{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
        if (toss(0.5)) {
            point.lon += 0.5 / 109'050.0;
        }
        return point;
    }

    /// From corner to corner, each time by a way that no other road takes, so that no two places of
    /// two roads are at the same distance from a point.
    Line line() {
        Line line{corner()};
        for (auto corners = 1 + pick(3); corners > 0; --corners) {
            auto to = corner();
            const auto& from = line.back();
            line.push_back(
                {(from.lon + to.lon) / 2 + crooked(), (from.lat + to.lat) / 2 + crooked()});
            line.push_back(to);
        }
        if (toss(0.1)) {
            line.push_back({line.back().lon + crooked(), line.back().lat + crooked()});
            line.push_back(line.front()); // a loop
        }
        return line;
    }

    /// A row that changes something.
    model::Row edit(const model::Snapshot& snapshot, std::int64_t number) {
        std::vector<const model::Road*> roads;
        for (const auto& part : snapshot.parts()) {
            for (const auto& road : part->roads) {
                roads.push_back(&road);
            }
        }
        auto road = *roads[pick(roads.size())];
        switch (pick(6)) {
        case 0: // a new one
            return test_support::road(1000 + number, model::RoadClass::ap, line());
        case 1:
            road.valid_to = Date{2024, 1, 1};
            return road;
        case 2:
            road.line[pick(road.line.size())] = corner();
            return road;
        case 3:
            road.line =
                toss(0.5) ? line() : Line{corner(), beside(roads[pick(roads.size())]->line)};
            return road;
        default: {
            auto record = test_support::record(
                5000 + number, road.id.get(), 0, road.length_m,
                toss(0.5) ? model::Surface::btxm : model::Surface::dat, Date{2024, 2, 1});
            if (toss(0.5)) {
                record.to_m /= 2;
            }
            return record;
        }
        }
    }

private:
    double crooked() { return std::uniform_real_distribution{-0.002, 0.002}(m_random); }

    std::mt19937 m_random;
};

bool near(double a, double b) {
    return a == b || std::abs(a - b) < same_m;
}

/// A node that stands twice within a hair's breadth in one of the networks is one.
std::vector<RoadEdge> long_edges(const RoadNetwork& network) {
    std::vector<RoadEdge> edges;
    for (const auto& edge : network.edges()) {
        if (edge.length_m() > same_m) {
            edges.push_back(edge);
        }
    }
    return edges;
}

void expect_same(const CoverageBasis& taken_over, const CoverageBasis& fresh, Passable passable,
                 const HardeningRules& rules) {
    const auto a = taken_over.people_on_roads(passable, day, &rules, 500);
    const auto b = fresh.people_on_roads(passable, day, &rules, 500);
    const auto edges_a = long_edges(*a->network);
    const auto edges_b = long_edges(*b->network);
    ASSERT_EQ(edges_a.size(), edges_b.size());
    std::vector<std::uint32_t> node_of(a->network->node_count(), no_edge);
    for (std::size_t i = 0; i < edges_a.size(); ++i) {
        ASSERT_EQ(edges_a[i].road, edges_b[i].road);
        ASSERT_TRUE(near(edges_a[i].from_m, edges_b[i].from_m) &&
                    near(edges_a[i].to_m, edges_b[i].to_m));
        for (const auto& [x, y] :
             {std::pair{edges_a[i].a, edges_b[i].a}, std::pair{edges_a[i].b, edges_b[i].b}}) {
            auto& same = node_of[x];
            same = same == no_edge ? y : same;
            ASSERT_EQ(same, y) << "they meet otherwise";
        }
    }
    ASSERT_EQ(a->places->size(), b->places->size());
    for (std::size_t i = 0; i < a->places->size(); ++i) {
        const auto& x = (*a->places)[i];
        const auto& y = (*b->places)[i];
        ASSERT_EQ(x.edge == no_edge, y.edge == no_edge);
        if (x.edge != no_edge) {
            const auto& ex = a->network->edges()[x.edge];
            const auto& ey = b->network->edges()[y.edge];
            ASSERT_EQ(ex.road, ey.road) << "point " << i;
            ASSERT_NEAR(ex.from_m + static_cast<double>(x.along_m),
                        ey.from_m + static_cast<double>(y.along_m), 0.01);
            ASSERT_NEAR(x.access_m, y.access_m, 0.002);
        }
    }
}

void expect_same_answer(const CoverageBasis& taken_over, const CoverageBasis& fresh,
                        const CoverageQuestion& question) {
    const auto a = taken_over.reached(question);
    const auto b = fresh.reached(question);
    ASSERT_EQ(a->sure.metres.size(), b->sure.metres.size());
    for (std::size_t i = 0; i < a->sure.metres.size(); ++i) {
        const auto x = a->sure.metres[i];
        const auto y = b->sure.metres[i];
        ASSERT_TRUE(x == y || std::abs(x - y) < 0.05F) << "point " << i << ": " << x << ", " << y;
    }
}

class Takeover : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(Takeover, IsWhatAFreshStartGives) {
    Builders builders{GetParam()};
    auto data = test_support::two_communes();
    for (int r = 1; r <= 45; ++r) {
        data.roads.push_back(test_support::road(r, model::RoadClass::ap, builders.line()));
        if (builders.toss(0.5)) {
            data.roads.back().surfaces.push_back(test_support::record(
                r, r, 0, data.roads.back().length_m,
                builders.toss(0.5) ? model::Surface::btxm : model::Surface::dat));
        }
    }
    for (int f = 1; f <= 5; ++f) {
        data.facilities.push_back(
            test_support::facility(f, model::FacilityKind::primary, builders.corner()));
    }
    const Town town{std::move(data)};
    auto question = town.question("primary", 1500, Along::road);
    question.as_of = day;
    auto snapshot = town.snapshot;
    auto basis = std::make_shared<const CoverageBasis>(snapshot, town.norms, sequential_for);
    for (std::int64_t number = 1; number <= 30; ++number) {
        SCOPED_TRACE(::testing::Message() << "edit " << number);
        model::Applied applied;
        applied.revision = Revision{number};
        for (auto rows = 1 + builders.pick(3); rows > 0; --rows) {
            applied.rows.push_back(
                builders.edit(*snapshot, 10 * number + static_cast<std::int64_t>(rows)));
        }
        snapshot = snapshot->apply(applied);
        basis = std::make_shared<const CoverageBasis>(snapshot, town.norms, sequential_for,
                                                      basis.get());
        if (number % 4 == 3) {
            continue; // nobody asks: the next takes over from the one before
        }
        const CoverageBasis fresh{snapshot, town.norms, sequential_for};
        for (const auto passable :
             {Passable::all, Passable::all_season, Passable::perhaps_all_season}) {
            expect_same(*basis, fresh, passable, town.rules.standard());
        }
        for (const auto roads : {RoadsUsed::all, RoadsUsed::all_season}) {
            question.roads = roads;
            expect_same_answer(*basis, fresh, question);
        }
        if (HasFatalFailure()) {
            return;
        }
    }
}

/// Facilities that open, close, move, and stand where others stand; and rows that are no
/// facilities.
TEST_P(Takeover, OfStraightDistancesIsExact) {
    Builders builders{GetParam() + 100};
    auto data = test_support::two_communes();
    data.roads.push_back(test_support::road(1, model::RoadClass::ap, builders.line()));
    for (int f = 1; f <= 12; ++f) {
        data.facilities.push_back(
            test_support::facility(f, model::FacilityKind::primary, builders.corner()));
    }
    const Town town{std::move(data)};
    auto question = town.question("primary", 1500, Along::straight);
    question.as_of = day;
    auto snapshot = town.snapshot;
    auto basis = std::make_shared<const CoverageBasis>(snapshot, town.norms, sequential_for);
    for (std::int64_t number = 1; number <= 40; ++number) {
        SCOPED_TRACE(::testing::Message() << "edit " << number);
        model::Applied applied;
        applied.revision = Revision{number};
        for (auto rows = 1 + builders.pick(2); rows > 0; --rows) {
            auto school = test_support::facility(1 + static_cast<int>(builders.pick(12)),
                                                 model::FacilityKind::primary, builders.corner());
            if (builders.toss(0.2)) {
                school.id = FacilityId{100 * number + static_cast<std::int64_t>(rows)};
            } else if (builders.toss(0.2)) {
                school.valid_to = Date{2024, 1, 1};
            } else if (builders.toss(0.2)) {
                school.location.lon += 1e-9; // nearly where it may have been
            }
            applied.rows.emplace_back(school);
        }
        if (builders.toss(0.3)) {
            applied.rows = {builders.edit(*snapshot, 10 * number)};
        }
        snapshot = snapshot->apply(applied);
        basis = std::make_shared<const CoverageBasis>(snapshot, town.norms, sequential_for,
                                                      basis.get());
        if (number % 5 == 4) {
            continue; // nobody asks
        }
        const CoverageBasis fresh{snapshot, town.norms, sequential_for};
        const auto a = basis->reached(question);
        const auto b = fresh.reached(question);
        ASSERT_EQ(a->facilities, b->facilities);
        ASSERT_EQ(a->sure.metres, b->sure.metres);
        ASSERT_EQ(a->sure.facility, b->sure.facility);
        Supposition supposition;
        supposition.more.push_back(
            test_support::facility(0, model::FacilityKind::primary, builders.corner()));
        supposition.fewer.push_back(a->facilities[builders.pick(a->facilities.size())].id);
        const auto supposed = basis->reached(question, supposition);
        auto rows = model::Applied{};
        rows.revision = Revision{1000 + number};
        auto closed = *std::find_if(a->facilities.begin(), a->facilities.end(), [&](const auto& f) {
            return f.id == supposition.fewer.front();
        });
        closed.valid_to = Date{2024, 1, 1};
        auto opened = supposition.more.front();
        opened.id = FacilityId{1'000'000};
        rows.rows = {closed, opened};
        const CoverageBasis built{snapshot->apply(rows), town.norms, sequential_for};
        const auto c = built.reached(question);
        ASSERT_EQ(supposed.sure.metres, c->sure.metres);
        ASSERT_EQ(supposed.sure.facility, c->sure.facility);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Takeover, ::testing::Range(1U, 7U));

} // namespace
} // namespace gis::analysis
