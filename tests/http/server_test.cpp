// The server over real sockets on a port of its own.

#include "server/http/server.hpp"

#include "server/request_log.hpp"

#include "raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

namespace {

using http_test::RawClient;
using server::Lane;
using server::Method;
using server::Request;
using server::Response;
using namespace std::chrono_literals;

Response text_answer(std::string text) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(text);
    return response;
}

std::vector<server::Route> test_routes(std::shared_future<void> gate) {
    std::vector<server::Route> routes;
    routes.push_back(
        {Method::get, "/hello", Lane::io, server::Operation::open_to_all, [](const Request&) {
             auto response = text_answer("hello");
             response.etag = "\"h1\"";
             return response;
         }});
    routes.push_back({Method::get, "/worker/{name}", Lane::read, server::Operation::open_to_all,
                      [](const Request& request) {
                          return text_answer(std::string{request.parameter("name")});
                      }});
    routes.push_back(
        {Method::get, "/big", Lane::read, server::Operation::open_to_all, [](const Request&) {
             return text_answer(std::string(8'000'000, 'x'));
         }});
    routes.push_back({Method::get, "/throws", Lane::read, server::Operation::open_to_all,
                      [](const Request&) -> Response {
                          throw std::runtime_error{"secret detail"};
                      }});
    routes.push_back(
        {Method::get, "/gate", Lane::read, server::Operation::open_to_all, [gate](const Request&) {
             gate.wait();
             return text_answer("through");
         }});
    routes.push_back({Method::get, "/fields", Lane::io, server::Operation::open_to_all,
                      [](const Request& request) {
                          std::string names;
                          for (const auto& field : request.fields) {
                              names.append(field.name).append(";");
                          }
                          return text_answer(names);
                      }});
    routes.push_back({Method::post, "/echo", Lane::read, server::Operation::open_to_all,
                      [](const Request& request) {
                          std::string text{request.body};
                          for (const auto& field : request.fields) {
                              text.append("|").append(field.name);
                          }
                          return text_answer(text);
                      }});
    routes.back().max_body = 1000;
    return routes;
}

server::Route not_found() {
    return {Method::get, "*", Lane::io, server::Operation::open_to_all,
            [](const Request&) -> Response {
                throw gis::Error{
                    gis::ErrorKind::not_found, "no-such-page", {"Không có.", "Nothing here."}};
            }};
}

/// Everybody is somebody new, who is forgotten after their request.
struct NewcomerGate final : server::Gate {
    [[nodiscard]] std::shared_ptr<const server::Actor> identify(const Request&) const override {
        auto actor = std::make_shared<server::Actor>();
        actor->user = "newcomer-with-a-name-on-the-heap";
        return actor;
    }
};

/// A server on a free port with short times.
class RunningServer {
public:
    explicit RunningServer(server::http::ServerOptions options = quick())
        : m_router(test_routes(m_gate.get_future().share()), not_found()),
          m_metrics(names(m_router)),
          m_server(with_port(std::move(options)), m_router, m_gate_keeper, m_metrics),
          m_thread([this] { m_server.run(); }) {}

    ~RunningServer() {
        open_gate();
        stop();
    }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;
    RunningServer(RunningServer&&) = delete;
    RunningServer& operator=(RunningServer&&) = delete;

    static server::http::ServerOptions quick() {
        server::http::ServerOptions options;
        options.hosts = {"test", "localhost"};
        options.head_time = 400ms;
        options.idle_time = 1500ms;
        options.body_time = 500ms;
        options.drain_time = 2s;
        return options;
    }

    [[nodiscard]] std::uint16_t port() const { return m_server.port(); }
    [[nodiscard]] std::string metrics() const { return m_metrics.text(); }
    void begin_stop() { m_server.stop(); }
    void open_gate() {
        if (!m_open.exchange(true)) {
            m_gate.set_value();
        }
    }
    void stop() {
        m_server.stop();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    static server::http::ServerOptions with_port(server::http::ServerOptions options) {
        options.port = 0;
        return options;
    }
    static std::vector<std::string> names(const server::Router& router) {
        std::vector<std::string> result;
        for (const auto& route : router.routes()) {
            result.push_back(route.pattern);
        }
        return result;
    }

    std::promise<void> m_gate;
    std::atomic<bool> m_open = false;
    server::Router m_router;
    NewcomerGate m_gate_keeper;
    server::Metrics m_metrics;
    server::http::Server m_server;
    std::thread m_thread;
};

std::string get(std::string_view path, std::string_view fields = {}) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: test\r\n" + std::string{fields} +
           "\r\n";
}

struct BadRequest {
    std::string name;
    std::string bytes;
    int status;
};

std::vector<BadRequest> bad_requests() {
    const std::string post = "POST /echo HTTP/1.1\r\nHost: test\r\n";
    const std::string tail = "\r\n\r\n";
    return {
        {"no Host", "GET /hello HTTP/1.1\r\n\r\n", 400},
        {"empty Host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400},
        {"two Hosts", "GET /hello HTTP/1.1\r\nHost: test\r\nHost: test\r\n\r\n", 400},
        {"unknown Host", "GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400},
        {"Host with a path", "GET /hello HTTP/1.1\r\nHost: test/x\r\n\r\n", 400},
        {"Host with a bad port", "GET /hello HTTP/1.1\r\nHost: test:8o\r\n\r\n", 400},
        {"no Host in 1.0", "GET /hello HTTP/1.0\r\n\r\n", 400},
        {"lower case method", "get /hello HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"unknown method", "BREW /hello HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"absolute form", "GET http://test/hello HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"authority form", "CONNECT test:80 HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"raw UTF-8 target", get("/ấp"), 400},
        {"fragment", get("/hello#x"), 400},
        {"cut percent", get("/hello%2"), 400},
        {"wrong percent", get("/hello%zz"), 400},
        {"percent NUL", get("/hello%00"), 400},
        {"percent line feed", get("/hello%0a"), 400},
        {"percent not UTF-8", get("/hello%ff"), 400},
        {"overlong UTF-8", get("/%c0%ae%c0%ae/etc"), 400},
        {"encoded slash", get("/worker/a%2fb"), 400},
        {"dot segments", get("/../etc/passwd"), 400},
        {"encoded dot segments", get("/%2e%2e/etc/passwd"), 400},
        {"query percent", get("/hello?a=%"), 400},
        {"query twice", get("/hello?a=1&a=2"), 400},
        {"space in target", "GET /hel lo HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        {"HTTP/1.2", "GET /hello HTTP/1.2\r\nHost: test\r\n\r\n", 400},
        {"no version", "GET /hello\r\nHost: test\r\n\r\n", 400},
        {"TLS hello", std::string{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n", 12}, 400},
        {"bare line feeds", "GET /hello HTTP/1.1\nHost: test\n\n", 400},
        {"one bare line feed", "GET /hello HTTP/1.1\r\nHost: test\nX: y\r\n\r\n", 400},
        {"leading empty line", "\r\nGET /hello HTTP/1.1\r\nHost: test\r\n\r\n", 400},
        {"folded field", get("/hello", "X: a\r\n b\r\n"), 400},
        {"field before a fold", "GET /hello HTTP/1.1\r\n Host: test\r\n\r\n", 400},
        {"space before the colon", get("/hello", "X : a\r\n"), 400},
        {"field without colon", get("/hello", "nonsense\r\n"), 400},
        {"field without name", get("/hello", ": a\r\n"), 400},
        {"NUL in a field", get("/hello", std::string{"X: a\0b\r\n", 8}), 400},
        {"too many fields",
         [] {
             std::string fields;
             for (int i = 0; i < 120; ++i) {
                 fields += "X" + std::to_string(i) + ": 1\r\n";
             }
             return get("/hello", fields);
         }(),
         400},
        {"head too large", get("/hello", "X: " + std::string(20'000, 'a') + "\r\n"), 431},
        {"head too large, never ended", "GET /hello HTTP/1.1\r\nX: " + std::string(20'000, 'a'),
         431},
        {"target too long", get("/hello?" + std::string(9'000, 'a')), 414},
        {"target too long, never ended", "GET /" + std::string(30'000, 'a'), 414},
        {"GET with length", get("/hello", "Content-Length: 3\r\n") + "abc", 400},
        {"GET chunked", get("/hello", "Transfer-Encoding: chunked\r\n") + "0" + tail, 400},
        {"HEAD with length", "HEAD /hello HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\na",
         400},
        {"length and coding",
         post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0" + tail, 400},
        {"coding and length",
         post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0" + tail, 400},
        {"two lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
        {"equal lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
        {"length list", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
        {"length +3", post + "Content-Length: +3\r\n\r\nabc", 400},
        {"length -1", post + "Content-Length: -1\r\n\r\nabc", 400},
        {"length hex", post + "Content-Length: 0x3\r\n\r\nabc", 400},
        {"length 2^64", post + "Content-Length: 18446744073709551616\r\n\r\nabc", 400},
        {"coding xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0" + tail, 501},
        {"coding chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0" + tail,
         501},
        {"coding gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0" + tail, 501},
        {"coding twice",
         post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0" + tail, 400},
        {"coding with a space", post + "Transfer-Encoding : chunked\r\n\r\n0" + tail, 400},
        {"coding in 1.0",
         "POST /echo HTTP/1.0\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n0" + tail, 400},
        {"bad chunk size", post + "Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc\r\n0" + tail, 400},
        {"negative chunk size", post + "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0" + tail,
         400},
        {"chunk without line end",
         post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0" + tail, 400},
        {"body too large", post + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'a'), 413},
        {"chunk too large",
         post + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'a'), 413},
        {"chunks too large together",
         post + "Transfer-Encoding: chunked\r\n\r\n1f4\r\n" + std::string(500, 'a') +
             "\r\n1f5\r\n" + std::string(501, 'a') + "\r\n0" + tail,
         413},
        {"unknown expectation", post + "Expect: cake\r\nContent-Length: 1\r\n\r\na", 417},
    };
}

TEST(Server, RefusesMalformedRequestsAndCloses) {
    RunningServer server;
    for (const auto& bad : bad_requests()) {
        SCOPED_TRACE(bad.name);
        RawClient client{server.port()};
        const auto answer = client.ask(bad.bytes);
        EXPECT_EQ(answer.status, bad.status);
        EXPECT_EQ(answer.field("Connection"), "close");
        EXPECT_THAT(answer.field("Content-Type"), testing::StartsWith("application/problem+json"));
        EXPECT_TRUE(client.closed());
        RawClient good{server.port()};
        EXPECT_EQ(good.ask(get("/hello")).status, 200);
    }
}

TEST(Server, RefusesTheSameWhenBytesComeOneByOne) {
    auto options = RunningServer::quick();
    options.head_time = 10s;
    RunningServer server{options};
    for (const auto& bad : bad_requests()) {
        if (bad.bytes.size() > 200) {
            continue;
        }
        SCOPED_TRACE(bad.name);
        RawClient client{server.port()};
        for (const char byte : bad.bytes) {
            client.send({&byte, 1});
            std::this_thread::sleep_for(50us);
        }
        EXPECT_EQ(client.receive().status, bad.status);
    }
}

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
