#pragma once

#include "server/app.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <string>
#include <string_view>

namespace server::page {

/// The viewer's index.html with its three marks filled: headline and table, outline map, data. A
/// page about something that does not exist comes with the status that says so and without figures;
/// the viewer explains.
[[nodiscard]] Response index_page(const App& app, std::string_view index_html,
                                  const Request& request);

/// index.html without figures and outlines: for who may not see them yet, and for what was known
/// earlier.
[[nodiscard]] Response empty_page(std::string_view index_html, const Request& request);

/// JSON that may stand in a script element: every `<` written as `\u003c`.
[[nodiscard]] std::string json_for_html(std::string json);

} // namespace server::page
