#include "server/cli/accounts.hpp"

#include "gis/core/text.hpp"
#include "server/auth/peer.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace server::cli {

namespace {

std::vector<std::string> names_of(const App& app) {
    std::vector<std::string> names{app.settings().name.vi, app.settings().name.en};
    if (const auto view = app.view_if_ready()) {
        for (const auto* list :
             {&view->snapshot->units().communes, &view->snapshot->units().hamlets}) {
            for (const auto& unit : *list) {
                names.push_back(gis::fold_name(unit.name));
            }
        }
    }
    return names;
}

bool is_commune(const App& app, const gis::UnitCode& code) {
    const auto view = app.view(); // refuses with "loading" before it is there
    const auto* unit = view->snapshot->units().find(code);
    // A code of before a reform is found too, but rights go by the codes of today.
    return unit != nullptr && unit->code == code && unit->level == gis::model::UnitLevel::commune;
}

} // namespace

AccountParts account_parts(const App& app, const Config& config) {
    const auto& settings = app.settings();
    AccountParts parts{app.stored_accounts()};
    parts.policy = {settings.anonymous, settings.approval, settings.session};
    parts.rules = PasswordRules::load(config.product_folder / "passwords" / "common.json");
    parts.trusted_proxies = config.trusted_proxies;
    parts.knows_commune = [&app](const gis::UnitCode& code) {
        return is_commune(app, code);
    };
    parts.names = [&app] {
        return names_of(app);
    };
    return parts;
}

std::string viewer_address(const Config& config, std::uint16_t port) {
    const auto& http = config.http;
    const auto named = std::find_if(http.hosts.begin(), http.hosts.end(), [](const auto& host) {
        return host != "localhost" && host != "[::1]" && !is_loopback(host);
    });
    if (!config.trusted_proxies.empty() && named != http.hosts.end()) {
        return fmt::format("https://{}", *named);
    }
    if (const bool encrypted = !http.tls_certificate.empty(); encrypted) {
        return fmt::format("https://{}:{}", named != http.hosts.end() ? *named : "localhost", port);
    }
    return http.address.find(':') == std::string::npos
               ? fmt::format("http://{}:{}", http.address, port)
               : fmt::format("http://[{}]:{}", http.address, port);
}

void offer_first_link(Accounts& accounts, const std::string& viewer) {
    if (const auto link = accounts.sign_in().first_link()) {
        spdlog::warn("no administrator yet; for the next {} hours this makes one, once: "
                     "{}/#setup={}",
                     SignIn::link_life.count(), viewer, *link);
    }
}

} // namespace server::cli
