#pragma once

#include "gis/analysis/json_object.hpp"
#include "server/edits.hpp"

#include <set>
#include <string>

// How handlers of edits begin and end.

namespace server {

/// `comment` of a body; empty when it has none.
[[nodiscard]] std::string comment_of(const gis::analysis::JsonObject& body);

/// An edit whose body has `comment` and these members; the query may have `dry_run`.
[[nodiscard]] EditRequest short_edit(const Request& request, const gis::analysis::JsonObject& body,
                                     std::set<std::string> members);

/// The rest is done on the writer's thread.
[[nodiscard]] Response carry_out_later(App& app, const Request& request, EditRequest edit);

} // namespace server
