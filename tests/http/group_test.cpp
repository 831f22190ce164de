// Several changes that last together: in the application, and from the requests that wait for the
// writer.
#include "http/editor_desk.hpp"

#include "server/http/lanes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <list>
#include <stdexcept>

namespace {

using http_test::concrete;
using http_test::EditorDesk;
using http_test::figure;
using testing::ElementsAre;

std::int64_t stored_revision(const EditorDesk& desk) {
    return gis::store::open_store(desk.folder(), gis::store::Access::read_only)->revision().get();
}

TEST(Together, ChangesAreStoredAndPublishedAtTheEnd) {
    EditorDesk desk;
    const auto before_m = figure(desk, "hardened_m");
    desk.app().together([&] {
        const auto first = desk.post("/api/roads/1/surfaces", concrete(300, 350), "*");
        const auto second = desk.post("/api/roads/1/surfaces", concrete(350, 400), "*");
        EXPECT_EQ(first.status, 201);
        EXPECT_EQ(first.body["revision"], 2);
        EXPECT_EQ(second.body["revision"], 3);
        // Each tells what it did itself, the second after the first.
        EXPECT_NEAR(first.body["effect"]["change"]["hardened_m"], 50, 1e-6);
        EXPECT_NEAR(second.body["effect"]["change"]["hardened_m"], 50, 1e-6);
        EXPECT_EQ(desk.revision(), 1) << "published before it was durable";
        EXPECT_EQ(stored_revision(desk), 1) << "durable before the end";
        EXPECT_EQ(desk.app().latest()->snapshot->revision().get(), 3);
    });
    EXPECT_EQ(desk.revision(), 3);
    EXPECT_EQ(stored_revision(desk), 3);
    EXPECT_EQ(desk.app().latest(), desk.app().view());
    EXPECT_NEAR(figure(desk, "hardened_m"), before_m + 100, 1e-6);
    EXPECT_NE(desk.app().view()->tiles, nullptr);
}

TEST(Together, ARefusedChangeTakesNoOtherAlong) {
    EditorDesk desk;
    const auto tag = desk.get("/api/roads/1").etag;
    desk.app().together([&] {
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 350), "*").status, 201);
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 9e6), "*").status, 422);
        const auto stale = desk.post("/api/roads/1/surfaces", concrete(310, 340), tag);
        EXPECT_EQ(stale.status, 412) << "it must see the change before it";
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(350, 400), "*").status, 201);
    });
    EXPECT_EQ(stored_revision(desk), 3);
    EXPECT_EQ(desk.revision(), 3);
}

TEST(Together, ARepeatedRequestIsCarriedOutOnce) {
    EditorDesk desk;
    desk.app().together([&] {
        const auto first = desk.call(server::Method::post, "/api/roads/1/surfaces",
                                     concrete(300, 350), "*", "one");
        const auto again = desk.call(server::Method::post, "/api/roads/1/surfaces",
                                     concrete(300, 350), "*", "one");
        EXPECT_EQ(first.body["revision"], 2);
        EXPECT_EQ(again.body["revision"], 2);
        EXPECT_EQ(again.body["repeated"], true);
    });
    EXPECT_EQ(stored_revision(desk), 2);
}

TEST(Together, ProposalsAreShownAtTheEnd) {
    EditorDesk desk;
    desk.app().together([&] {
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 350), "*").status, 201);
        desk.sign_in_editor(); // the road reaches into a commune that is not hers
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(400, 450), "*").status, 202);
        EXPECT_EQ(desk.app().view()->pending->proposals, 0U);
    });
    EXPECT_EQ(desk.app().view()->pending->proposals, 1U);
    EXPECT_EQ(desk.revision(), 2);
}

TEST(Together, WhatFailsLeavesEverythingAsItWas) {
    EditorDesk desk;
    const auto before = desk.app().view();
    EXPECT_THROW(desk.app().together([&] {
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 350), "*").status, 201);
        desk.sign_in_editor();
        EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(400, 450), "*").status, 202);
        throw std::runtime_error{"no"};
    }),
                 std::runtime_error);
    EXPECT_EQ(desk.app().view(), before);
    EXPECT_EQ(desk.app().latest(), before);
    EXPECT_EQ(stored_revision(desk), 1);
    EXPECT_THROW((void)desk.app().open_proposal(gis::ProposalId{1}), gis::Error);
    // The next change starts from what is stored.
    desk.sign_in_approver();
    EXPECT_EQ(desk.post("/api/roads/1/surfaces", concrete(300, 350), "*").status, 201);
    EXPECT_EQ(desk.revision(), 2);
    EXPECT_EQ(stored_revision(desk), 2);
}

TEST(Together, ACommitThatFailsChangesNothing) {
    auto store = std::make_unique<http_test::MemoryStore>(http_test::small_atlas());
    auto* raw = store.get();
    server::AppParts parts;
    parts.store = std::move(store);
    parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
    parts.norms = std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
    server::App app{std::move(parts)};
    app.load();
    const auto before = app.view();
    auto road = *before->snapshot->find_road(gis::RoadId{12});
    road.name = "Đường mới";
    const gis::model::ChangesetDraft draft{"an", "", "edit", false, {road}};
    raw->fail_commits(true);
    EXPECT_THROW(app.apply(draft), gis::Error);
    EXPECT_EQ(app.view(), before);
    EXPECT_EQ(app.latest(), before);
    raw->fail_commits(false);
    EXPECT_EQ(app.apply(draft).revision, gis::Revision{8});
    EXPECT_EQ(app.view()->snapshot->find_road(gis::RoadId{12})->name, "Đường mới");
}

// ---- requests that wait ----

class Waiting : public ::testing::Test {
protected:
    Waiting()
        : m_route(server::Method::post, "/", server::Lane::edits, server::Operation::open_to_all,
                  [this](const server::Request& request) {
                      m_ran.push_back(request.number);
                      server::Response response;
                      response.status = 201;
                      return response;
                  }) {}

    bool add(server::http::WaitingEdits& edits, std::uint64_t number) {
        auto& request = m_requests.emplace_back();
        request.number = number;
        auto& job = m_jobs.emplace_back();
        job.route = &m_route;
        job.request = &request;
        return edits.add(
            job, [this, &job, number] { m_answers.emplace_back(number, job.response.status); });
    }

    std::vector<std::uint64_t> m_ran;
    std::vector<std::pair<std::uint64_t, int>> m_answers;
    server::Route m_route;
    std::list<server::Request> m_requests;
    std::list<server::http::Job> m_jobs;
};

TEST_F(Waiting, AreCarriedOutAsOneGroupInTheirOrder) {
    int groups = 0;
    server::http::WaitingEdits edits{[&](const std::function<void()>& work) {
        ++groups;
        work();
        EXPECT_TRUE(m_answers.empty()) << "answered before the end of the group";
    }};
    EXPECT_TRUE(add(edits, 1));
    EXPECT_FALSE(add(edits, 2)) << "asked for twice";
    EXPECT_FALSE(add(edits, 3)) << "asked for twice";
    edits.carry_out();
    edits.carry_out(); // nothing is left
    EXPECT_EQ(groups, 1);
    EXPECT_THAT(m_ran, ElementsAre(1, 2, 3));
    EXPECT_THAT(m_answers, ElementsAre(std::pair{1, 201}, std::pair{2, 201}, std::pair{3, 201}));
}

TEST_F(Waiting, AreAllToldWhenTheirGroupWasNotKept) {
    server::http::WaitingEdits edits{[](const std::function<void()>& work) {
        work();
        throw gis::Error{gis::ErrorKind::no_space, "disk-full", {"Đầy.", "Full."}};
    }};
    EXPECT_TRUE(add(edits, 1));
    EXPECT_FALSE(add(edits, 2));
    edits.carry_out();
    EXPECT_TRUE(add(edits, 3)) << "nobody would carry it out";
    EXPECT_THAT(m_answers, ElementsAre(std::pair{1, 507}, std::pair{2, 507}));
}

TEST_F(Waiting, AreTakenInGroupsThatEnd) {
    std::vector<std::size_t> sizes;
    server::http::WaitingEdits edits{[&](const std::function<void()>& work) {
        const auto before = m_ran.size();
        work();
        sizes.push_back(m_ran.size() - before);
    }};
    for (std::uint64_t number = 0; number < 150; ++number) {
        EXPECT_EQ(add(edits, number), number == 0);
    }
    edits.carry_out();
    EXPECT_THAT(sizes, ElementsAre(64, 64, 22));
    EXPECT_EQ(m_answers.size(), 150U);
}

} // namespace
