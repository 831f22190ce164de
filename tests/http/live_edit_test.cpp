// Editing over real sockets: many clients at once, and those who listen.
#include "http/editor_desk.hpp"
#include "http/raw_client.hpp"

#include "server/http/server.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

namespace {

using http_test::EditorDesk;
using http_test::RawClient;
using nlohmann::json;
using testing::HasSubstr;

/// The desk's atlas behind a server on a port of its own.
class LiveDesk {
public:
    LiveDesk()
        : m_server(options(), m_desk.router(), m_gate, m_metrics),
          m_thread([this] { m_server.run(); }) {}
    ~LiveDesk() { stop(); }
    LiveDesk(const LiveDesk&) = delete;
    LiveDesk& operator=(const LiveDesk&) = delete;
    LiveDesk(LiveDesk&&) = delete;
    LiveDesk& operator=(LiveDesk&&) = delete;

    void stop() {
        if (m_thread.joinable()) {
            m_server.stop();
            m_thread.join();
        }
    }

    [[nodiscard]] std::uint16_t port() const { return m_server.port(); }
    [[nodiscard]] EditorDesk& desk() { return m_desk; }

private:
    static server::http::ServerOptions options() {
        server::http::ServerOptions options;
        options.port = 0;
        return options;
    }

    EditorDesk m_desk;
    server::Metrics m_metrics{m_desk.router().patterns()};
    server::FixedGate m_gate{http_test::person("an", server::Role::approver)};
    server::http::Server m_server;
    std::thread m_thread;
};

std::string tagged_request(std::string_view method, std::string_view target,
                           std::string_view body = {}, std::string_view tag = {}) {
    auto text = fmt::format("{} {} HTTP/1.1\r\nHost: a\r\n", method, target);
    if (!tag.empty()) {
        text += fmt::format("If-Match: {}\r\n", tag);
    }
    if (!body.empty()) {
        text +=
            fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    }
    return text + "\r\n" + std::string{body};
}

TEST(Race, ManyClientsEditOneRoadAndNothingIsLost) {
    constexpr int clients = 8;
    constexpr int edits = 12; // that each carries through
    LiveDesk live;
    const auto first = live.desk().revision();
    std::mutex mutex;
    std::set<std::string> accepted;
    std::atomic<int> stale = 0;
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client) {
        threads.emplace_back([&, client] {
            RawClient connection{live.port()};
            for (int done = 0; done < edits;) {
                const auto road = connection.ask(tagged_request("GET", "/api/roads/1"));
                const auto name = fmt::format("{}-{}", client, done);
                const auto answer = connection.ask(tagged_request(
                    "PATCH", "/api/roads/1", json{{"name", name}}.dump(), road.field("ETag")));
                if (answer.status == 200) {
                    ++done;
                    const std::scoped_lock lock{mutex};
                    accepted.insert(name);
                } else {
                    ASSERT_EQ(answer.status, 412) << answer.body;
                    ++stale;
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    live.stop();
    EXPECT_EQ(live.desk().revision() - first, clients * edits)
        << "each accepted edit is a revision";
    EXPECT_EQ(accepted.size(), static_cast<std::size_t>(clients * edits));
    EXPECT_GT(stale, 0) << "nobody ever met anybody: the test tests nothing";
    std::string before = live.desk().get("/api/roads/1?recorded_as_of=r1").body["name"];
    auto versions = live.desk().get("/api/history?entity=road&id=1&limit=500").body["changesets"];
    std::reverse(versions.begin(), versions.end());
    for (const auto& version : versions) {
        if (version["id"] <= first) {
            continue;
        }
        const auto& name = version["changes"][0]["fields"]["name"];
        EXPECT_EQ(name["before"], before) << "whoever wrote had seen what was there";
        before = name["after"];
        EXPECT_EQ(accepted.erase(before), 1U) << before;
    }
    EXPECT_TRUE(accepted.empty());
}

TEST(Race, EditsOfDifferentFieldsOfOneRoadAllSucceed) {
    LiveDesk live;
    const std::vector<std::string> bodies{R"({"name":"A"})", R"({"code":"B"})", R"({"class":"xa"})",
                                          R"({"valid_to":"2030-01-01"})"};
    std::vector<std::thread> threads;
    for (const auto& body : bodies) {
        threads.emplace_back([&live, &body] {
            RawClient connection{live.port()};
            EXPECT_EQ(
                connection.ask(tagged_request("PATCH", "/api/roads/1", body, "\"r1\"")).status,
                200);
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    live.stop();
    const auto road = live.desk().get("/api/roads/1").body;
    EXPECT_EQ(road["name"], "A");
    EXPECT_EQ(road["code"], "B");
    EXPECT_EQ(road["class"], "xa");
    EXPECT_EQ(road["valid_to"], "2030-01-01");
}

TEST(Race, ReadersSeeWholeRevisionsOfNowAndThen) {
    LiveDesk live;
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (const auto* target :
         {"/api/reports/roads?as_of=2025-01-01", "/api/reports/roads?recorded_as_of=r1",
          "/api/history?entity=road&id=1", "/api/proposals"}) {
        readers.emplace_back([&live, &stop, target] {
            RawClient connection{live.port()};
            while (!stop) {
                const auto answer = connection.ask(tagged_request("GET", target));
                ASSERT_EQ(answer.status, 200) << answer.body;
                ASSERT_TRUE(json::accept(answer.body));
            }
        });
    }
    RawClient writer{live.port()};
    for (int i = 0; i < 25; ++i) {
        const auto body = json{{"from_m", 300 + i},
                               {"to_m", 301 + i},
                               {"surface", "btxm"},
                               {"effective_on", "2024-11-05"}};
        EXPECT_EQ(
            writer.ask(tagged_request("POST", "/api/roads/1/surfaces", body.dump(), "*")).status,
            201);
    }
    stop = true;
    for (auto& reader : readers) {
        reader.join();
    }
}

TEST(LiveEvents, ReachListenersAndEndWithTheServer) {
    LiveDesk live;
    RawClient listener{live.port()};
    listener.send(tagged_request("GET", "/api/events"));
    const auto head = listener.receive();
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.field("Content-Type"), "text/event-stream; charset=utf-8");
    EXPECT_EQ(head.field("Content-Length"), "");
    EXPECT_EQ(head.field("Connection"), "close");
    EXPECT_THAT(listener.read_until("\"tiles\":null}\n\n"), HasSubstr("id: 1\nevent: revision\n"));
    RawClient writer{live.port()};
    EXPECT_EQ(writer.ask(tagged_request("PATCH", "/api/roads/1", R"({"name":"X"})", "*")).status,
              200);
    EXPECT_THAT(listener.read_until("\n\n"), HasSubstr("id: 2\nevent: revision\n"));
    {
        RawClient gone{live.port()};
        gone.send(tagged_request("GET", "/api/events"));
        EXPECT_EQ(gone.receive().status, 200);
    }
    EXPECT_EQ(writer.ask(tagged_request("PATCH", "/api/roads/1", R"({"name":"Y"})", "*")).status,
              200);
    EXPECT_THAT(listener.read_until("\n\n"), HasSubstr("id: 3\n"));
    EXPECT_EQ(writer.ask(tagged_request("HEAD", "/api/events")).status, 200);
    const auto start = std::chrono::steady_clock::now();
    live.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{5});
    EXPECT_TRUE(listener.closed());
}

} // namespace
