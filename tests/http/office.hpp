#pragma once

#include "small_atlas.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http_test {

/// What comes with a request besides its target: how a client shows who it is.
struct Sender {
    std::vector<server::Field> fields; ///< point into memory that must outlive the request
    std::string_view remote = "127.0.0.1";
};

/// The application with accounts and a clock of its own, asked as a session of the server would ask
/// it, without sockets.
class Office {
public:
    static constexpr std::string_view host = "127.0.0.1:8080";
    static constexpr std::string_view origin = "http://127.0.0.1:8080";
    static constexpr std::string_view password = "con trâu đọc sách";

    explicit Office(server::AccountPolicy policy = {}, std::vector<std::string> proxies = {},
                    server::HashCost cost = {1, 8192})
        : m_app(parts()), m_accounts(account_parts(policy, std::move(proxies), cost)),
          m_router(server::make_router(m_app, m_accounts, m_metrics, m_files)) {
        m_metrics.name_routes(m_router.patterns());
        m_app.load();
    }

    /// The way of a request through the server: gate, rights, what is at hand, handler, remainder.
    server::Response ask(server::Method method, std::string_view target, std::string_view body = {},
                         const Sender& sender = {}) {
        std::vector<server::Field> fields = sender.fields;
        const auto given = [&fields](std::string_view name) {
            return std::any_of(fields.begin(), fields.end(), [name](const auto& field) {
                return server::equal_ignoring_case(field.name, name);
            });
        };
        if (!given("Host")) {
            fields.push_back({"Host", host});
        }
        if (!body.empty() && !given("Content-Type")) {
            fields.push_back({"Content-Type", "application/json"});
        }
        server::Request request;
        request.method = method;
        request.raw_target = target;
        request.fields = fields;
        request.body = body;
        request.remote = sender.remote;
        request.target = server::Target::parse(target);
        const auto match = m_router.match(request);
        if (match.route == nullptr) {
            throw std::logic_error{"no such route: " + std::string{target}};
        }
        auto admission = server::admit(m_accounts.gate(), *match.route, request);
        if (admission.refusal) {
            return *std::move(admission.refusal);
        }
        request.actor = admission.actor.get();
        if (match.route->at_hand) {
            if (auto response = server::dispatch_at_hand(*match.route, request)) {
                return *std::move(response);
            }
        }
        auto response = server::dispatch(*match.route, request);
        while (response.remainder) {
            if (m_before_remainder) {
                std::exchange(m_before_remainder, nullptr)();
            }
            response = server::dispatch_remainder(response, *match.route, request);
        }
        return response;
    }

    server::Response get(std::string_view target, const Sender& sender = {}) {
        return ask(server::Method::get, target, {}, sender);
    }
    server::Response post(std::string_view target, const nlohmann::json& body,
                          const Sender& sender = {}) {
        return ask(server::Method::post, target, body.dump(), sender);
    }

    /// Adds a user who can sign in with `password`.
    void add_user(const std::string& name, server::Role role,
                  std::vector<gis::UnitCode> communes = {}) {
        m_accounts.admin().add({name, "Người " + name, role, std::move(communes), true}, {});
        m_accounts.admin().set_password(
            name, m_accounts.sign_in().hash(password, std::vector<std::string>{}), {});
    }

    server::Response sign_in(std::string_view name, std::string_view with = password,
                             const Sender& sender = {}) {
        return post("/api/session", {{"name", name}, {"password", with}}, sender);
    }

    /// Signs in and keeps the cookie: what a browser would send with a change from our page.
    /// Points into memory of the office.
    Sender browser(std::string_view name) {
        const auto response = sign_in(name);
        return with_cookie(cookie_of(response));
    }
    Sender with_cookie(const std::string& cookie) {
        m_texts.push_back(cookie);
        return {{{"Cookie", m_texts.back()},
                 {"Origin", origin},
                 {"Sec-Fetch-Site", "same-origin"},
                 {"X-Requested-With", "ntm-atlas"}}};
    }
    /// `ntm-session=…` of an answer; empty when it sets none.
    static std::string cookie_of(const server::Response& response) {
        const std::string_view field = response.headers.find("Set-Cookie");
        return std::string{field.substr(0, field.find(';'))};
    }

    /// A program with an application password of a user.
    Sender program(const std::string& name, gis::store::PasswordScope scope) {
        const auto made = m_accounts.own().make_password({name, ""}, {"QGIS", scope, std::nullopt});
        return with_basic(name, made.secret);
    }
    Sender with_basic(const std::string& name, const std::string& secret) {
        m_texts.push_back("Basic " + base64(name + ":" + secret));
        return {{{"Authorization", m_texts.back()}}};
    }

    void pass(std::chrono::seconds time) { m_now = m_now.load() + time; }
    /// Runs between the two halves of the next answer that has two.
    void before_remainder(std::function<void()> action) { m_before_remainder = std::move(action); }

    [[nodiscard]] server::App& app() { return m_app; }
    [[nodiscard]] server::Accounts& accounts() { return m_accounts; }
    [[nodiscard]] const server::Router& router() const { return m_router; }
    server::Metrics& metrics() { return m_metrics; }

    static std::string base64(std::string_view text) {
        constexpr std::string_view digits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::string encoded;
        for (std::size_t i = 0; i < text.size(); i += 3) {
            std::uint32_t bits = 0;
            for (std::size_t j = 0; j < 3; ++j) {
                bits = (bits << 8U) |
                       (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
            }
            for (std::size_t j = 0; j < 4; ++j) {
                encoded += i + j <= text.size() ? digits[(bits >> (18 - 6 * j)) & 63U] : '=';
            }
        }
        return encoded;
    }

private:
    static server::AppParts parts() {
        server::AppParts parts;
        parts.store = std::make_unique<MemoryStore>(small_atlas());
        parts.rules = gis::analysis::RuleBook::load(NTM_SOURCE_DIR "/data/rules");
        parts.norms = std::make_shared<const gis::analysis::Norms>(
            gis::analysis::Norms::load(NTM_SOURCE_DIR "/data/norms"));
        parts.product_folder = NTM_SOURCE_DIR "/data";
        return parts;
    }
    server::AccountParts account_parts(server::AccountPolicy policy,
                                       std::vector<std::string> proxies, server::HashCost cost) {
        server::AccountParts parts{m_app.stored_accounts()};
        parts.policy = policy;
        parts.rules = server::PasswordRules::load(NTM_SOURCE_DIR "/data/passwords/common.json");
        parts.cost = cost;
        parts.trusted_proxies = std::move(proxies);
        parts.knows_commune = [](const gis::UnitCode& code) {
            return code.get() == "25345" || code.get() == "25348";
        };
        parts.clock = [this] {
            return m_now.load();
        };
        return parts;
    }

    std::atomic<gis::store::Instant> m_now{
        gis::store::Instant{std::chrono::seconds{1'700'000'000}}};
    std::deque<std::string> m_texts; ///< what Senders point into
    std::function<void()> m_before_remainder;
    server::App m_app;
    server::Accounts m_accounts;
    server::Metrics m_metrics;
    server::StaticFiles m_files{NTM_SOURCE_DIR "/tests/http/web"};
    server::Router m_router;
};

inline nlohmann::json body_of(const server::Response& response) {
    return nlohmann::json::parse(response.text());
}

/// Of a refusal: `bad-password` of `urn:ntm-atlas:bad-password`.
inline std::string code_of(const server::Response& response) {
    const auto type = body_of(response).at("type").get<std::string>();
    return type.substr(std::string_view{"urn:ntm-atlas:"}.size());
}

} // namespace http_test
