#pragma once

#include "server/app.hpp"
#include "server/auth/accounts.hpp"
#include "server/metrics.hpp"
#include "server/router.hpp"
#include "server/static_files.hpp"

namespace server {

/// The table of everything that the server answers. The arguments must outlive it.
[[nodiscard]] Router make_router(App& app, Accounts& accounts, Metrics& metrics,
                                 const StaticFiles& files);

} // namespace server
