#pragma once

#include "server/auth/accounts.hpp"
#include "server/router.hpp"

#include <vector>

namespace server {

/// The addresses about signing in, one's own account and users. `accounts` must outlive them.
[[nodiscard]] std::vector<Route> account_routes(Accounts& accounts);

} // namespace server
