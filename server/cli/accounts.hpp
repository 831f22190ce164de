#pragma once

#include "server/app.hpp"
#include "server/auth/accounts.hpp"
#include "server/config.hpp"

#include <optional>
#include <string>

namespace server::cli {

/// What the accounts of an atlas stand on. @pre the atlas outlives them
[[nodiscard]] AccountParts account_parts(const App& app, const Config& config);

/// Where people open the viewer: the first --host by https behind a proxy, else the address that
/// the server listens on.
[[nodiscard]] std::string viewer_address(const Config& config, std::uint16_t port);

/// While nobody can manage users: logs the one-time link that makes the first administrator.
void offer_first_link(Accounts& accounts, const std::string& viewer);

} // namespace server::cli
