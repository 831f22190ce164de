// What becomes of plans when roads change, and of their items when what they refer to goes.

#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::EditorDesk;
using http_test::line_of;
using http_test::planning;
using nlohmann::json;
using server::Method;
using testing::HasSubstr;
using testing::SizeIs;

class PlannedOnRoads : public testing::Test {
protected:
    PlannedOnRoads() { add_work(300, 500); }

    void add_work(double from_m, double to_m) {
        const json work{{"title", "BTXM đường số 1"},
                        {"kind", "road"},
                        {"action", "build"},
                        {"unit", "25345"},
                        {"surfaces", {"btxm"}},
                        {"stretches", {{{"road", "DN-01"}, {"from_m", from_m}, {"to_m", to_m}}}}};
        const auto made = desk.post("/api/works", {{"works", json::array({work})}});
        EXPECT_EQ(made.status, 201) << made.body;
    }

    json stretch(const std::string& id = "N1") {
        const auto body = desk.get("/api/works/" + id).body;
        return body.contains("stretches") ? body["stretches"][0] : body;
    }

    /// Metres of another line before the road's start.
    EditorDesk::Reply begin_farther_west() {
        auto line = line_of(desk, 1);
        auto start = line["coordinates"][0];
        start[0] = start[0].get<double>() - 0.001;
        line["coordinates"].insert(line["coordinates"].begin(), start);
        return desk.call(Method::put, "/api/roads/1/geometry", {{"geometry", line}}, "*");
    }

    double length(int road = 1) {
        return desk.get("/api/roads/" + std::to_string(road)).body["length_m"].get<double>();
    }

    EditorDesk desk{planning()};
};

TEST_F(PlannedOnRoads, GoWithTheirRoadWhenItIsRedrawn) {
    const auto before = length();
    ASSERT_EQ(begin_farther_west().status, 200);
    const auto shift = length() - before;
    ASSERT_GT(shift, 50);
    EXPECT_NEAR(stretch()["from_m"].get<double>(), 300 + shift, 0.001);
    EXPECT_NEAR(stretch()["to_m"].get<double>(), 500 + shift, 0.001);
    const auto accepted = desk.post("/api/works/N1/accept",
                                    {{"accepted_on", "2024-11-05"}, {"evidence", "BB 12"}}, "*");
    ASSERT_EQ(accepted.status, 200) << accepted.body;
    const auto road = desk.get("/api/roads/1").body;
    for (const auto& interval : road["surfaces"]) {
        if (interval["from_m"].get<double>() > 250 + shift &&
            interval["to_m"].get<double>() < 550 + shift) {
            EXPECT_EQ(interval["surface"], "btxm") << interval;
        }
    }
}

TEST_F(PlannedOnRoads, ComeBackWithTheLineThatTheyWerePlannedOn) {
    ASSERT_EQ(begin_farther_west().status, 200);
    const auto redrawn = desk.revision();
    add_work(50, 100); // on the new line
    const auto shift = stretch()["from_m"].get<double>() - 300;
    const auto back = desk.post("/api/changesets/" + std::to_string(redrawn) + "/revert");
    EXPECT_EQ(back.status, 409) << "the second work begins where the old line is not";
    EXPECT_EQ(back.body["conflicts"][0]["code"], "road-has-works");
    EXPECT_THAT(back.body["conflicts"][0]["message"].dump(), HasSubstr("N2"));
    ASSERT_EQ(desk.patch("/api/works/N2",
                         {{"stretches",
                           {{{"road", "DN-01"}, {"from_m", shift + 10}, {"to_m", shift + 60}}}}},
                         "*")
                  .status,
              200);
    const auto again = desk.post("/api/changesets/" + std::to_string(redrawn) + "/revert");
    ASSERT_EQ(again.status, 201) << again.body;
    EXPECT_NEAR(stretch("N1")["from_m"].get<double>(), 300, 1e-6);
    EXPECT_NEAR(stretch("N2")["from_m"].get<double>(), 10, 0.001);
    EXPECT_NEAR(stretch("N2")["to_m"].get<double>(), 60, 0.001);
}

TEST_F(PlannedOnRoads, KeepTheirRoadWhenItsCodeChanges) {
    ASSERT_EQ(desk.patch("/api/roads/1", {{"code", "DN-77"}}, "*").status, 200);
    EXPECT_EQ(stretch()["road"], "DN-77");
    ASSERT_EQ(desk.patch("/api/roads/1", {{"code", ""}}, "*").status, 200);
    EXPECT_EQ(desk.get("/api/works/N1").body["roads"][0]["id"], 1);
    const auto revision = desk.revision();
    ASSERT_EQ(desk.patch("/api/roads/1", {{"name", "Đường số 1"}}, "*").status, 200);
    EXPECT_THAT(desk.get("/api/changesets/" + std::to_string(revision + 1)).body["changes"],
                SizeIs(1))
        << "another name is none of the work's concern";
}

TEST_F(PlannedOnRoads, StayOnThePartOfASplitRoadThatTheyAreOn) {
    EXPECT_EQ(desk.post("/api/roads/1/split", {{"at_m", 600}}, "*").status, 200);
    EXPECT_EQ(stretch()["from_m"], 300);
    EXPECT_EQ(desk.get("/api/works/N1").body["roads"][0]["id"], 1);
    const auto split = desk.revision();
    for (const double at_m : {400.0, 200.0}) {
        const auto refused = desk.post("/api/roads/1/split", {{"at_m", at_m}}, "*");
        ASSERT_EQ(refused.status, 409) << refused.body;
        EXPECT_EQ(refused.body["conflicts"][0]["code"], "road-has-works");
        EXPECT_THAT(refused.body["conflicts"][0]["message"].dump(), HasSubstr("Work N1"));
    }
    EXPECT_EQ(desk.revision(), split);
    EXPECT_EQ(desk.post("/api/changesets/" + std::to_string(split) + "/revert").status, 201);
    EXPECT_NEAR(stretch()["to_m"].get<double>(), 500, 1e-6);
}

TEST_F(PlannedOnRoads, GoToTheRoadThatTheirsIsJoinedTo) {
    ASSERT_EQ(desk.post("/api/roads/1/split", {{"at_m", 250}}, "*", "k").status, 409);
    ASSERT_EQ(desk.call(Method::del, "/api/works/N1", nullptr, "*").status, 200);
    const auto parts = desk.post("/api/roads/1/split", {{"at_m", 250}}, "*");
    ASSERT_EQ(parts.status, 200) << parts.body;
    ASSERT_EQ(desk.patch("/api/roads/2", {{"code", "DN-02"}}, "*").status, 200);
    const json work{
        {"title", "BTXM"},      {"kind", "road"},
        {"action", "build"},    {"unit", "25345"},
        {"surfaces", {"btxm"}}, {"stretches", {{{"road", "DN-02"}, {"from_m", 10}, {"to_m", 60}}}}};
    ASSERT_EQ(desk.post("/api/works", {{"works", json::array({work})}}).status, 201);
    ASSERT_EQ(desk.post("/api/roads/join", {{"roads", {1, 2}}}, "*").status, 200);
    EXPECT_EQ(stretch("N2")["road"], "DN-01");
    EXPECT_NEAR(stretch("N2")["from_m"].get<double>(), 260, 0.001);
    EXPECT_NEAR(stretch("N2")["to_m"].get<double>(), 310, 0.001);
}

TEST_F(PlannedOnRoads, KeepTheirRoadFromBeingRetired) {
    const auto refused = desk.call(Method::del, "/api/roads/1?last_day=2024-12-31", nullptr, "*");
    ASSERT_EQ(refused.status, 409) << refused.body;
    EXPECT_EQ(refused.body["conflicts"][0]["code"], "road-has-works");
    ASSERT_EQ(desk.patch("/api/works/N1", {{"state", "cancelled"}}, "*").status, 200);
    EXPECT_EQ(desk.call(Method::del, "/api/roads/1?last_day=2024-12-31", nullptr, "*").status, 200);
}

TEST_F(PlannedOnRoads, WithMoneyAreNotTakenAwayFromUnderIt) {
    const auto drafted = desk.revision();
    const json money{{"type", "allocation"},  {"work", "N1"},       {"unit", "25345"},
                     {"source", "programme"}, {"on", "2024-05-06"}, {"amount_vnd", 900'000'000},
                     {"document", "QĐ 1828"}};
    ASSERT_EQ(desk.post("/api/capital", {{"items", json::array({money})}}).status, 201);
    const auto total = [&] {
        return desk.get("/api/reports/capital?as_of=2024-12-31").body["totals"]["allocated_vnd"];
    };
    const auto before = total();
    const auto tries = {
        desk.call(Method::del, "/api/works/N1", nullptr, "*"),
        desk.patch("/api/works/N1", {{"unit", "25348"}, {"stretches", nullptr}}, "*"),
        desk.post("/api/changesets/" + std::to_string(drafted) + "/revert"),
    };
    for (const auto& reply : tries) {
        ASSERT_EQ(reply.status, 409) << reply.body;
        EXPECT_EQ(reply.body["conflicts"][0]["code"], "plan-item-needed") << reply.body;
        EXPECT_THAT(reply.body["conflicts"][0]["message"].dump(), HasSubstr("capital entry V1: /"));
    }
    const auto dry = desk.call(Method::del, "/api/works/N1?dry_run=1", nullptr, "*");
    EXPECT_THAT(dry.body["conflicts"], SizeIs(1)) << dry.body;
    EXPECT_EQ(total(), before);
    EXPECT_EQ(desk.call(Method::del, "/api/capital/V1", nullptr, "*").status, 200);
    EXPECT_EQ(desk.call(Method::del, "/api/works/N1", nullptr, "*").status, 200);
}

} // namespace
