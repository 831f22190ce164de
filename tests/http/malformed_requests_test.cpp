// Requests that no server should take: each is refused and ends its connection.

#include "raw_client.hpp"
#include "running_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using http_test::get;
using http_test::RawClient;
using http_test::RunningServer;
using namespace std::chrono_literals;

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

} // namespace
