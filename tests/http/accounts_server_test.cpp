// Accounts over real sockets, with many clients at once.

#include "server/http/server.hpp"

#include "office.hpp"
#include "raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace {

using http_test::Answer;
using http_test::Office;
using http_test::RawClient;
using server::Role;
using namespace std::chrono_literals;

/// An office behind a server on a free port.
class RunningOffice {
public:
    explicit RunningOffice(server::AccountPolicy policy = {},
                           server::http::ServerOptions options = {},
                           server::HashCost cost = {1, 8192})
        : office(policy, {}, cost), m_server(on_a_free_port(std::move(options)), office.router(),
                                             office.accounts().gate(), office.metrics()) {
        office.add_user("admin", Role::administrator);
        office.add_user("lan", Role::commune_editor, {gis::UnitCode{"25345"}});
        m_thread = std::jthread{[this] {
            m_server.run();
        }};
    }
    ~RunningOffice() { m_server.stop(); }
    RunningOffice(const RunningOffice&) = delete;
    RunningOffice& operator=(const RunningOffice&) = delete;
    RunningOffice(RunningOffice&&) = delete;
    RunningOffice& operator=(RunningOffice&&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_server.port(); }

    Office office;

private:
    static server::http::ServerOptions on_a_free_port(server::http::ServerOptions options) {
        options.port = 0;
        options.hosts = {"127.0.0.1", "localhost"};
        return options;
    }

    server::http::Server m_server;
    std::jthread m_thread; ///< last: joined while all it uses is there
};

std::string request(std::string_view method, std::string_view path, std::string_view body = {},
                    std::string_view cookie = {}) {
    auto text = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                            "X-Requested-With: test\r\n",
                            method, path);
    if (!cookie.empty()) {
        text += fmt::format("Cookie: {}\r\n", cookie);
    }
    if (!body.empty()) {
        text +=
            fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    }
    return text + "\r\n" + std::string{body};
}

std::string sign_in_request(std::string_view name, std::string_view password = Office::password) {
    return request("POST", "/api/session",
                   fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
}

std::string cookie_of(const Answer& answer) {
    const auto field = answer.field("Set-Cookie");
    return field.substr(0, field.find(';'));
}

TEST(AccountsServer, SignsInWorksAndSignsOut) {
    RunningOffice running;
    RawClient client{running.port()};
    EXPECT_EQ(client.ask(request("GET", "/api/users")).status, 401);
    const auto signed_in = client.ask(sign_in_request("admin"));
    ASSERT_EQ(signed_in.status, 200) << signed_in.body;
    const auto cookie = cookie_of(signed_in);
    EXPECT_EQ(client.ask(request("GET", "/api/users", {}, cookie)).status, 200);
    const auto added = client.ask(request(
        "POST", "/api/users", R"({"name":"moi","display_name":"Mới","role":"viewer"})", cookie));
    EXPECT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(client.ask(request("DELETE", "/api/session", {}, cookie)).status, 204);
    EXPECT_EQ(client.ask(request("GET", "/api/users", {}, cookie)).status, 401);
}

TEST(AccountsServer, RefusesBeforeTheBodyComes) {
    RunningOffice running;
    RawClient client{running.port()};
    client.send("POST /api/users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                "Content-Length: 10000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 401);
    EXPECT_TRUE(client.closed());
}

TEST(AccountsServer, ASecondHostOrTrailerSaysNothingAboutWhoAsks) {
    RunningOffice running;
    RawClient client{running.port()};
    const auto signed_in = client.ask(sign_in_request("admin"));
    client.send(
        fmt::format("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                    "application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nCookie: {}\r\n\r\n",
                    cookie_of(signed_in)));
    EXPECT_EQ(client.receive().status, 422) << "an empty body, and no cookie";
}

TEST(AccountsServer, AStormOfSignInsLeavesTheMapAlone) {
    server::http::ServerOptions options;
    options.max_passwords_in_flight = 2;
    RunningOffice running{{}, options, {2, std::size_t{32} << 20U}};
    std::atomic<int> in = 0;
    std::atomic<int> busy = 0;
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 12; ++i) {
            clients.emplace_back([&] {
                RawClient client{running.port()};
                const auto answer = client.ask(sign_in_request("lan"));
                in += answer.status == 200 ? 1 : 0;
                busy += answer.status == 503 && !answer.field("Retry-After").empty() ? 1 : 0;
            });
        }
        RawClient map{running.port()};
        for (int i = 0; i < 20; ++i) {
            EXPECT_EQ(map.ask(request("GET", "/tiles/0/0/0.mvt")).status, 200);
        }
    }
    EXPECT_EQ(in + busy, 12);
    EXPECT_GE(in, 1);
    EXPECT_GE(busy, 1);
}

TEST(AccountsServer, HoldsUnderManyClients) {
    server::AccountPolicy closed;
    closed.anonymous = false;
    RunningOffice running{closed};
    std::atomic<int> wrong = 0;
    const auto expect = [&wrong](const Answer& answer, std::initializer_list<int> statuses) {
        wrong +=
            std::find(statuses.begin(), statuses.end(), answer.status) == statuses.end() ? 1 : 0;
    };
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 4; ++i) { // people who come and go
            clients.emplace_back([&] {
                RawClient client{running.port()};
                for (int round = 0; round < 15; ++round) {
                    const auto cookie = cookie_of(client.ask(sign_in_request("lan")));
                    // 401: the administrator has just changed the account
                    expect(client.ask(request("GET", "/api/atlas", {}, cookie)), {200, 401});
                    expect(client.ask(request("GET", "/tiles/0/0/0.mvt", {}, cookie)), {200, 401});
                    expect(client.ask(request("GET", "/api/account/sessions", {}, cookie)),
                           {200, 401});
                    expect(client.ask(request("GET", "/api/users", {}, cookie)), {403, 401});
                    expect(client.ask(request("DELETE", "/api/session", {}, cookie)), {204});
                }
            });
        }
        for (int i = 0; i < 2; ++i) { // strangers
            clients.emplace_back([&] {
                RawClient client{running.port()};
                for (int round = 0; round < 60; ++round) {
                    expect(client.ask(request("GET", "/api/atlas")), {401});
                    expect(client.ask(request("GET", "/tiles/0/0/0.mvt")), {401});
                    expect(client.ask(request("GET", "/")), {200});
                }
            });
        }
        clients.emplace_back([&] { // the administrator
            RawClient client{running.port()};
            const auto cookie = cookie_of(client.ask(sign_in_request("admin")));
            for (int round = 0; round < 15; ++round) {
                const auto* change =
                    round % 2 == 0 ? R"({"communes":["25348"]})" : R"({"communes":["25345"]})";
                expect(client.ask(request("PATCH", "/api/users/lan", change, cookie)), {200});
                expect(client.ask(request("GET", "/api/users", {}, cookie)), {200});
                expect(client.ask(request("GET", "/api/account-events", {}, cookie)), {200});
            }
        });
    }
    EXPECT_EQ(wrong, 0);
}

} // namespace
