// What listeners are told of edits.
#include "http/editor_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::concrete;
using http_test::EditorDesk;
using server::Method;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Events, TellRevisionsTilesAndProposals) {
    EditorDesk desk;
    const auto listening = desk.ask(Method::get, "/api/events");
    ASSERT_EQ(listening.status, 200);
    EXPECT_TRUE(listening.close);
    const auto& stream = std::get<std::shared_ptr<server::TextStream>>(listening.body);
    EXPECT_THAT(*stream->take(), AllOf(HasSubstr("id: 1\nevent: proposals\ndata: {\"open\":0}"),
                                       HasSubstr("id: 1\nevent: revision\ndata: {\"revision\":1,"),
                                       HasSubstr("\"tiles\":null")));
    EXPECT_EQ(*stream->take(), "");
    desk.post("/api/roads/1/surfaces", concrete(300, 500), "*");
    const auto event = *stream->take();
    EXPECT_THAT(event, HasSubstr("id: 2\nevent: revision\ndata: {\"revision\":2,"));
    EXPECT_THAT(event, HasSubstr("\"14/"));
    EXPECT_THAT(event, HasSubstr("\"0/0/0\""));
    desk.sign_in_editor();
    desk.post("/api/roads/1/surfaces", concrete(310, 320), "*");
    EXPECT_THAT(*stream->take(), HasSubstr("event: proposals\ndata: {\"open\":1}"));
    EXPECT_EQ(desk.app().events().listeners(), 1U);

    const auto back = [&](std::string_view last) {
        const auto response = desk.ask(Method::get, "/api/events", {}, {{"Last-Event-ID", last}});
        return *std::get<std::shared_ptr<server::TextStream>>(response.body)->take();
    };
    EXPECT_EQ(back("2"), "id: 2\nevent: proposals\ndata: {\"open\":1}\n\n") << "nothing missed";
    EXPECT_THAT(back("1"), HasSubstr("event: revision\ndata: {\"revision\":2,"));
    EXPECT_THAT(back("1"), Not(HasSubstr("\"tiles\":null"))) << "what was missed is known";
    EXPECT_THAT(back("0"), HasSubstr("\"tiles\":null"));
    EXPECT_THAT(back("x"), HasSubstr("\"tiles\":null"));
}

TEST(Events, SlowListenersAreCutOffAndTooManyRefused) {
    server::Events::Limits limits;
    limits.listeners = 2;
    limits.waiting = 3;
    limits.kept = 1;
    server::Events events{limits};
    const auto slow = events.listen(std::nullopt, {1, "{}", "{}"});
    int woken = 0;
    slow->set_wake([&woken] { ++woken; });
    auto other = events.listen(1, {1, "{}", "{}"});
    EXPECT_EQ(events.listen(1, {1, "{}", "{}"}), nullptr);
    for (int i = 2; i < 9; ++i) {
        events.publish(i, "revision", "{}");
        EXPECT_TRUE(other->take());
    }
    EXPECT_EQ(woken, 7);
    EXPECT_FALSE(slow->take()) << "it ends; the client comes back";
    other.reset();
    const auto back = events.listen(7, {8, "{}", "{}"});
    ASSERT_NE(back, nullptr);
    EXPECT_THAT(*back->take(), HasSubstr("id: 8\nevent: revision\ndata: {}\n\n"));
}

} // namespace
