#include "gis/geometry/geodesic.hpp"

#include "tests/unit/editing/atlas.hpp"

#include <cmath>
#include <random>

namespace {

using namespace editing_test;
using editing::EditRoad;
using editing::JoinRoads;
using editing::Operation;
using editing::RoadFields;
using editing::SplitRoad;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const AsciiMap& split_map() {
    static const AsciiMap drawing{R"(
A---------------B
|               |
| a---b---c---d |
|         |     |
|         e   f |
D---------------C
)"};
    return drawing;
}

model::AtlasData one_road() {
    model::AtlasData data;
    data.revision = Revision{1};
    data.units = {test_support::commune("1", "Xã Một", split_map().area("ABCD"))};
    auto road = test_support::road(1, model::RoadClass::ap, split_map().line("abcd"));
    road.code = "A-01";
    road.name = "Đường A";
    road.valid_from = Date{2001, 1, 1};
    road.surfaces = {test_support::record(1, 1, 0, 300, Surface::btxm),
                     test_support::record(2, 1, 300, road.length_m, Surface::dat),
                     test_support::record(3, 1, 700, 900, Surface::soi_do, Date{2022, 1, 1})};
    data.roads = {road};
    return data;
}

void expect_same(const std::map<Surface, double>& a, const std::map<Surface, double>& b,
                 double tolerance_m) {
    ASSERT_EQ(a.size(), b.size());
    for (const auto& [surface, metres] : a) {
        ASSERT_TRUE(b.contains(surface));
        EXPECT_NEAR(metres, b.at(surface), tolerance_m) << to_text(surface);
    }
}

TEST(SplitRoad, DividesRecordsExactly) {
    Atlas atlas{one_road()};
    const auto whole = atlas.road(1);
    const std::vector days{Date{2021, 1, 1}, Date{2023, 1, 1}};
    std::vector<std::map<Surface, double>> before;
    for (const auto day : days) {
        before.push_back(metres_on(atlas.now(), day));
    }
    const auto edit = atlas.plan({SplitRoad{RoadId{1}, 800}});
    atlas.store(edit);
    const auto& first = atlas.road(1);
    const auto& second = atlas.road(2);
    EXPECT_NEAR(first.length_m + second.length_m, whole.length_m, 1e-9);
    EXPECT_EQ(first.line.back(), second.line.front());
    EXPECT_EQ(first.code, "A-01");
    EXPECT_EQ(second.code, "");
    EXPECT_EQ(second.name, "Đường A");
    EXPECT_EQ(second.valid_from, (Date{2001, 1, 1}));
    EXPECT_THAT(records_of(first),
                ElementsAre("1: 0-300 btxm 2020-01-01", "4: 300-800 dat 2020-01-01",
                            "6: 700-800 soi_do 2022-01-01"));
    EXPECT_THAT(records_of(second),
                ElementsAre("5: 0-402 dat 2020-01-01", "7: 0-100 soi_do 2022-01-01"));
    for (std::size_t i = 0; i < days.size(); ++i) {
        expect_same(metres_on(atlas.now(), days[i]), before[i], 1e-9);
    }
    EXPECT_THAT(edit.draft.lineage, SizeIs(5)) << "a road, and two records twice";
}

TEST(SplitRoad, AtAVertexMakesNoSecondOne) {
    Atlas atlas{one_road()};
    const double at = gis::geometry::length_m(split_map().line("abc"));
    atlas.edit({SplitRoad{RoadId{1}, at - 0.0004}});
    EXPECT_EQ(atlas.road(1).line, split_map().line("abc"));
    EXPECT_EQ(atlas.road(2).line, split_map().line("cd"));
    EXPECT_NEAR(atlas.road(1).length_m, at, 1e-9);
}

TEST(SplitRoad, NotAtAnEnd) {
    const Atlas atlas{one_road()};
    const double length = atlas.road(1).length_m;
    for (const double at :
         {-5.0, 0.0, 0.9, length - 0.9, length, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_EQ(refusal([&] {
                      (void)atlas.plan({SplitRoad{RoadId{1}, at}});
                  }),
                  "bad-split /operations/0/at_m");
    }
}

TEST(SplitRoad, TellsMetresAsItsReadersWriteThem) {
    const Atlas atlas{one_road()};
    try {
        (void)atlas.plan({SplitRoad{RoadId{1}, 0.4}});
        FAIL();
    } catch (const gis::Error& error) {
        EXPECT_NE(error.message().vi.find("0,400 m"), std::string::npos) << error.message().vi;
        EXPECT_NE(error.message().en.find("0.400 m"), std::string::npos) << error.message().en;
    }
}

TEST(JoinRoads, UndoesASplit) {
    for (const auto& order :
         {std::vector{RoadId{1}, RoadId{2}}, std::vector{RoadId{2}, RoadId{1}}}) {
        Atlas atlas{one_road()};
        const auto before = metres_on(atlas.now(), Date{2023, 1, 1});
        const auto whole = atlas.road(1);
        atlas.edit({SplitRoad{RoadId{1}, 800}});
        atlas.edit({JoinRoads{order}});
        const auto kept = order.front().get();
        const auto& road = atlas.road(kept);
        EXPECT_EQ(road.line.front(), whole.line.front());
        EXPECT_EQ(road.line.back(), whole.line.back());
        EXPECT_NEAR(road.length_m, whole.length_m, 1e-9);
        expect_same(metres_on(atlas.now(), Date{2023, 1, 1}), before, 1e-8);
        EXPECT_EQ(atlas.now().find_road(order.back()), nullptr);
        EXPECT_NE(atlas.now().find_withdrawn(order.back()), nullptr);
    }
}

TEST(JoinRoads, TurnsARoadThatRunsTheOtherWay) {
    auto data = one_road();
    auto other = test_support::road(2, model::RoadClass::ap, split_map().line("fd"));
    other.valid_from = data.roads[0].valid_from;
    other.surfaces = {test_support::record(4, 2, 0, 50, Surface::nhua)}; // at f
    data.roads.push_back(other);
    auto front = test_support::road(3, model::RoadClass::ap, split_map().line("ae"));
    front.valid_from = data.roads[0].valid_from;
    front.surfaces = {test_support::record(5, 3, 10, 60, Surface::gach)}; // near a
    data.roads.push_back(front);
    Atlas atlas{std::move(data)};
    const auto before = metres_on(atlas.now(), Date{2023, 1, 1});
    atlas.edit({JoinRoads{{RoadId{1}, RoadId{2}, RoadId{3}}}});
    const auto& road = atlas.road(1);
    EXPECT_EQ(road.line, split_map().line("eabcdf"));
    const double ea = gis::geometry::length_m(split_map().line("ea"));
    EXPECT_THAT(records_of(road), ::testing::IsSupersetOf({fmt::format(
                                      "10: {:.0f}-{:.0f} gach 2020-01-01", ea - 60, ea - 10)}));
    const auto nhua =
        std::find_if(road.surfaces.begin(), road.surfaces.end(), [](const auto& each) {
            return each.surface == Surface::nhua && each.state == model::RecordState::accepted;
        });
    ASSERT_NE(nhua, road.surfaces.end());
    EXPECT_NEAR(nhua->to_m, road.length_m, 1e-6) << "f is the end now";
    EXPECT_NEAR(nhua->to_m - nhua->from_m, 50, 1e-9);
    expect_same(metres_on(atlas.now(), Date{2023, 1, 1}), before, 1e-8);
}

TEST(JoinRoads, RefusesWhatDoesNotFit) {
    auto data = one_road();
    data.roads.push_back(test_support::road(2, model::RoadClass::ap, split_map().line("ef")));
    data.roads.push_back(test_support::road(3, model::RoadClass::ngo, split_map().line("df")));
    data.roads.push_back(test_support::road(4, model::RoadClass::ap, split_map().line("df")));
    data.roads[1].valid_from = data.roads[0].valid_from;
    const Atlas atlas{std::move(data)};
    const auto refused = [&](std::vector<RoadId> roads) {
        return refusal([&] { (void)atlas.plan({JoinRoads{std::move(roads)}}); });
    };
    EXPECT_EQ(refused({RoadId{1}, RoadId{2}}), "do-not-meet /operations/0/roads");
    EXPECT_EQ(refused({RoadId{1}, RoadId{3}}), "not-alike /operations/0/roads");
    EXPECT_EQ(refused({RoadId{1}, RoadId{4}}), "not-alike /operations/0/roads") << "other days";
    EXPECT_EQ(refused({RoadId{1}}), "bad-roads /operations/0/roads");
    EXPECT_EQ(refused({RoadId{1}, RoadId{1}}), "bad-roads /operations/0/roads");
    EXPECT_EQ(refused({RoadId{1}, RoadId{77}}), "unknown-road /operations/0/roads");
}

TEST(SplitJoinProperty, MetresOfEveryDayStay) {
    std::mt19937 random{21};
    const auto number = [&](double low, double high) {
        return std::uniform_real_distribution<double>{low, high}(random);
    };
    for (int round = 0; round < 60; ++round) {
        SCOPED_TRACE(round);
        model::AtlasData data;
        data.revision = Revision{1};
        gis::geometry::Line line{{106.6, 11.5}};
        for (int i = std::uniform_int_distribution{1, 25}(random); i >= 0; --i) {
            line.push_back(
                {line.back().lon + number(2e-5, 2e-3), line.back().lat + number(-1e-3, 1e-3)});
        }
        auto road = test_support::road(1, model::RoadClass::ap, line);
        for (std::int64_t id = 1; id <= 12; ++id) {
            const double from = number(0, road.length_m - 1);
            road.surfaces.push_back(test_support::record(
                id, 1, from, number(from + 0.5, road.length_m),
                model::surfaces.at(static_cast<std::size_t>(id) % model::surfaces.size()),
                Date{2020 + static_cast<int>(id) % 3, 1, 1}));
        }
        std::sort(road.surfaces.begin(), road.surfaces.end(), [](const auto& a, const auto& b) {
            return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
        });
        const double length = road.length_m;
        data.roads = {road};
        Atlas atlas{std::move(data)};
        const std::vector days{Date{2019, 1, 1}, Date{2020, 6, 1}, Date{2021, 6, 1},
                               Date{2030, 1, 1}};
        std::vector<std::map<Surface, double>> before;
        for (const auto day : days) {
            before.push_back(metres_on(atlas.now(), day));
        }
        const auto expect_unchanged = [&] {
            for (std::size_t i = 0; i < days.size(); ++i) {
                const auto now = metres_on(atlas.now(), days[i]);
                for (const auto surface : model::surfaces) {
                    const auto of = [surface](const auto& metres) {
                        const auto at = metres.find(surface);
                        return at == metres.end() ? 0.0 : at->second;
                    };
                    EXPECT_NEAR(of(now), of(before[i]), 1e-9 * length + 1e-8);
                }
            }
        };
        std::vector<RoadId> parts{RoadId{1}};
        for (int cut = 0; cut < 4; ++cut) {
            const auto which =
                parts[std::uniform_int_distribution<std::size_t>{0, parts.size() - 1}(random)];
            const double at = atlas.road(which.get()).length_m;
            if (at > 4) {
                atlas.edit({SplitRoad{which, number(1.5, at - 1.5)}});
                parts.push_back(RoadId{static_cast<std::int64_t>(parts.size()) + 1});
                expect_unchanged();
            }
        }
        if (parts.size() == 1) {
            continue;
        }
        // From any part outwards: the next one is always one that meets what is joined already.
        std::vector<RoadId> order{parts.back()};
        while (order.size() < parts.size()) {
            for (const auto id : parts) {
                if (std::find(order.begin(), order.end(), id) != order.end()) {
                    continue;
                }
                auto longer = order;
                longer.push_back(id);
                if (refusal([&] { (void)atlas.plan({JoinRoads{longer}}); }) == "done") {
                    order = longer;
                }
            }
        }
        atlas.edit({JoinRoads{order}});
        EXPECT_NEAR(atlas.road(order.front().get()).length_m, length, 1e-9 * length);
        expect_unchanged();
    }
}

} // namespace
