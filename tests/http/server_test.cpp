// The server over real sockets on a port of its own.

#include "server/request_log.hpp"

#include "raw_client.hpp"
#include "running_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <sstream>
#include <thread>

namespace {

using http_test::get;
using http_test::RawClient;
using http_test::RunningServer;
using namespace std::chrono_literals;

TEST(Server, AnswersFromTheIoThreadAndFromAWorker) {
    RunningServer server;
    RawClient client{server.port()};
    EXPECT_EQ(client.ask(get("/hello")).body, "hello");
    EXPECT_EQ(client.ask(get("/worker/%E1%BA%A5p")).body, "ấp");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello") << "the connection is kept";
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    RunningServer server;
    RawClient client{server.port()};
    std::string all;
    for (int i = 0; i < 500; ++i) {
        all += i % 3 == 0 ? get("/hello") : get("/worker/w" + std::to_string(i));
    }
    client.send(all);
    for (int i = 0; i < 500; ++i) {
        EXPECT_EQ(client.receive().body, i % 3 == 0 ? "hello" : "w" + std::to_string(i));
    }
}

TEST(Server, KeepsABodyAndThePipelinedRequestBehindItApart) {
    RunningServer server;
    RawClient client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc" +
                get("/hello") +
                "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: "
                "chunked\r\n\r\n2\r\nde\r\n1\r\nf\r\n0\r\n\r\n" +
                get("/hello"));
    EXPECT_EQ(client.receive().body, "abc|Host|Content-Length");
    EXPECT_EQ(client.receive().body, "hello");
    EXPECT_EQ(client.receive().body, "def|Host|Transfer-Encoding");
    EXPECT_EQ(client.receive().body, "hello");
}

TEST(Server, TakesABodyInPieces) {
    RunningServer server;
    RawClient client{server.port()};
    const std::string bytes =
        "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        "a;x=y\r\n0123456789\r\n1\r\n!\r\n0\r\n\r\n";
    for (const char byte : bytes) {
        client.send({&byte, 1});
        std::this_thread::sleep_for(200us);
    }
    EXPECT_EQ(client.receive().body, "0123456789!|Host|Transfer-Encoding");
}

TEST(Server, DropsTrailers) {
    RunningServer server;
    RawClient client{server.port()};
    const auto answer =
        client.ask("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "1\r\na\r\n0\r\nAuthorization: x\r\nHost: other\r\n\r\n");
    EXPECT_EQ(answer.body, "a|Host|Transfer-Encoding");
}

TEST(Server, AnswersExpectContinue) {
    RunningServer server;
    RawClient client{server.port()};
    client.send(
        "POST /echo HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_EQ(client.receive().status, 100);
    client.send("hi");
    EXPECT_THAT(client.receive().body, testing::StartsWith("hi|"));
}

TEST(Server, RefusesAnExpectedBodyThatIsTooLargeWithout100) {
    RunningServer server;
    RawClient client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: "
                "2000\r\n\r\n");
    EXPECT_EQ(client.receive().status, 413);
}

TEST(Server, HeadSendsTheHeadOnly) {
    RunningServer server;
    RawClient client{server.port()};
    client.send("HEAD /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    const auto answer = client.receive(false);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.field("Content-Length"), "5");
    EXPECT_EQ(client.ask(get("/hello")).body, "hello") << "no byte of a body was sent before";
}

TEST(Server, Answers304) {
    RunningServer server;
    RawClient client{server.port()};
    const auto answer = client.ask(get("/hello", "If-None-Match: \"x\", W/\"h1\"\r\n"));
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.field("ETag"), "\"h1\"");
    EXPECT_EQ(answer.field("Content-Length"), "");
    EXPECT_EQ(client.ask(get("/hello", "If-None-Match: \"x\"\r\n")).body, "hello");
}

TEST(Server, AnswersOtherMethodsWithAllow) {
    RunningServer server;
    RawClient client{server.port()};
    auto answer = client.ask("DELETE /hello HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.field("Allow"), "GET, HEAD");
    EXPECT_EQ(client.ask(get("/echo")).field("Allow"), "POST");
    EXPECT_EQ(client.ask("TRACE /hello HTTP/1.1\r\nHost: test\r\n\r\n").status, 405);
    EXPECT_EQ(client.ask(get("/nothing")).status, 404);
}

TEST(Server, ShowsNoDetailOfADefect) {
    RunningServer server;
    RawClient client{server.port()};
    const auto answer = client.ask(get("/throws"));
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, testing::HasSubstr("urn:ntm-atlas:internal"));
    EXPECT_THAT(answer.body, testing::Not(testing::HasSubstr("secret")));
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
}

TEST(Server, SendsSecurityHeadersAndNoVersion) {
    RunningServer server;
    RawClient client{server.port()};
    const auto answer = client.ask(get("/hello"));
    EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(answer.field("Content-Security-Policy"), testing::StartsWith("default-src 'none'"));
    EXPECT_EQ(answer.field("Server"), "");
    EXPECT_THAT(answer.field("Date"), testing::MatchesRegex("..., .. ... .... ..:..:.. GMT"));
}

TEST(Server, LeavesTheKeptPolicyOfAPageAsItIs) {
    RunningServer server;
    RawClient client{server.port()};
    const auto etag = client.ask(get("/hello")).field("ETag");
    const auto answer =
        client.ask("GET /hello HTTP/1.1\r\nHost: test\r\nIf-None-Match: " + etag + "\r\n\r\n");
    ASSERT_EQ(answer.status, 304);
    EXPECT_EQ(answer.field("Content-Security-Policy"), "");
}

TEST(Server, SendsALargeAnswerToASlowReader) {
    RunningServer server;
    RawClient client{server.port()};
    client.send(get("/big"));
    std::this_thread::sleep_for(100ms);
    const auto answer = client.receive();
    EXPECT_EQ(answer.body.size(), 8'000'000U);
}

TEST(Server, HonoursHttp10AndConnectionClose) {
    RunningServer server;
    RawClient old{server.port()};
    const auto answer = old.ask("GET /hello HTTP/1.0\r\nHost: test\r\n\r\n");
    EXPECT_EQ(answer.field("Connection"), "close");
    EXPECT_TRUE(old.closed());
    RawClient kept{server.port()};
    EXPECT_EQ(kept.ask("GET /hello HTTP/1.0\r\nHost: test\r\nConnection: keep-alive\r\n\r\n")
                  .field("Connection"),
              "keep-alive");
    EXPECT_EQ(kept.ask(get("/hello", "Connection: close\r\n")).body, "hello");
    EXPECT_TRUE(kept.closed());
}

TEST(Server, CutsASlowHead) {
    RunningServer server;
    RawClient client{server.port()};
    const auto start = std::chrono::steady_clock::now();
    std::jthread dripper{[&client](const std::stop_token& stop) {
        client.send("GET /hello HTTP/1.1\r\nHost: test\r\nX: ");
        while (!stop.stop_requested()) {
            client.send("a");
            std::this_thread::sleep_for(20ms);
        }
    }};
    EXPECT_EQ(client.receive().status, 408);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

TEST(Server, CutsASlowBody) {
    RunningServer server;
    RawClient client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nab");
    EXPECT_EQ(client.receive().status, 408);
    EXPECT_TRUE(client.closed());
}

TEST(Server, ClosesAnIdleConnection) {
    RunningServer server;
    RawClient client{server.port()};
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
    EXPECT_TRUE(client.closed());
}

TEST(Server, AnswersBusyWhenTooMuchIsUnderWay) {
    auto options = RunningServer::quick();
    options.max_in_flight = 1;
    RunningServer server{options};
    RawClient first{server.port()};
    first.send(get("/gate"));
    std::this_thread::sleep_for(50ms);
    RawClient second{server.port()};
    const auto answer = second.ask(get("/worker/a"));
    EXPECT_EQ(answer.status, 503);
    EXPECT_FALSE(answer.field("Retry-After").empty());
    EXPECT_EQ(second.ask(get("/hello")).status, 200) << "what is at hand is still answered";
    server.open_gate();
    EXPECT_EQ(first.receive().body, "through");
    EXPECT_EQ(second.ask(get("/worker/a")).status, 200);
}

TEST(Server, CapsConnections) {
    auto options = RunningServer::quick();
    options.max_connections = 2;
    RunningServer server{options};
    RawClient first{server.port()};
    RawClient second{server.port()};
    EXPECT_EQ(first.ask(get("/hello")).status, 200);
    EXPECT_EQ(second.ask(get("/hello")).status, 200);
    RawClient third{server.port()};
    EXPECT_EQ(third.ask(get("/hello")).status, 0);
}

TEST(Server, FinishesWhatRunsWhenStopped) {
    RunningServer server;
    RawClient idle{server.port()};
    EXPECT_EQ(idle.ask(get("/hello")).status, 200);
    RawClient busy{server.port()};
    busy.send(get("/gate"));
    std::this_thread::sleep_for(50ms);
    server.begin_stop();
    EXPECT_TRUE(idle.closed());
    EXPECT_THROW(RawClient{server.port()}, std::runtime_error);
    server.open_gate();
    const auto answer = busy.receive();
    EXPECT_EQ(answer.body, "through");
    EXPECT_EQ(answer.field("Connection"), "close");
    server.stop();
}

TEST(Server, EndsConnectionsThatDoNotEndThemselves) {
    auto options = RunningServer::quick();
    options.drain_time = 500ms;
    options.head_time = 60s;
    RunningServer server{options};
    RawClient client{server.port()};
    client.send("GET /hel");
    std::this_thread::sleep_for(50ms);
    const auto start = std::chrono::steady_clock::now();
    server.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - start, 3s);
}

TEST(Server, CountsRequests) {
    RunningServer server;
    RawClient client{server.port()};
    (void)client.ask(get("/hello"));
    (void)client.ask(get("/nothing"));
    (void)client.ask("get / HTTP/1.1\r\n\r\n");
    const auto text = server.metrics();
    EXPECT_THAT(text,
                testing::HasSubstr("ntm_http_requests_total{route=\"/hello\",status=\"200\"} 1\n"));
    EXPECT_THAT(text,
                testing::HasSubstr("ntm_http_requests_total{route=\"static\",status=\"404\"} 1\n"));
    EXPECT_THAT(text, testing::HasSubstr("ntm_http_refused_total{status=\"400\"} 1\n"));
}

TEST(Server, AnswersManyClientsAtOnce) {
    RunningServer server;
    std::atomic<int> good = 0;
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 16; ++i) {
            clients.emplace_back([&server, &good, i] {
                RawClient client{server.port()};
                for (int j = 0; j < 100; ++j) {
                    const auto name = std::to_string(i) + "-" + std::to_string(j);
                    good += client.ask(get("/worker/" + name)).body == name ? 1 : 0;
                }
            });
        }
    }
    EXPECT_EQ(good, 1600);
}

TEST(Server, LogsARefusedHeadWithoutLookingAtTheRequestBeforeIt) {
    std::ostringstream log;
    const std::string name{server::request_logger};
    spdlog::drop(name);
    spdlog::register_logger(std::make_shared<spdlog::logger>(
        name, std::make_shared<spdlog::sinks::ostream_sink_mt>(log)));
    {
        RunningServer running;
        RawClient client{running.port()};
        ASSERT_EQ(client.ask(get("/hello")).status, 200);
        EXPECT_EQ(client
                      .ask("POST /echo HTTP/1.1\r\nHost: test\r\n"
                           "Transfer-Encoding: xchunked\r\n\r\n")
                      .status,
                  501);
        running.stop();
    }
    spdlog::drop(name);
    EXPECT_THAT(log.str(), testing::HasSubstr("\"status\":501"));
    EXPECT_THAT(log.str(), testing::Not(testing::HasSubstr("newcomer")));
}

} // namespace
