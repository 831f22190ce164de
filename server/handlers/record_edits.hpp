#pragma once

#include "gis/model/plan_entry.hpp"
#include "server/app.hpp"
#include "server/json.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <functional>
#include <string>
#include <string_view>

// How records of registers and logs are written: each is an item of a plan, several are one
// changeset.

namespace server::handlers {

/// What a handler adds to a record of a request, such as who sends it.
using Complete = std::function<void(Json& record)>;

/// POST of one record, or of `{"items": [...]}`; both with `plan` and `comment`.
/// @param letters  of the codes that new ones get; empty: the body says which it is, and replaces
/// what is recorded of it
[[nodiscard]] Response add_records(App& app, const Request& request, gis::model::PlanEntryKind kind,
                                   std::string_view letters, const Complete& complete = {});

/// PATCH: members of the record `{id}`; null takes one out. If-Match is needed.
[[nodiscard]] Response edit_record(App& app, const Request& request,
                                   gis::model::PlanEntryKind kind);

/// The record `{id}` with a patch put over it that the handler makes. If-Match is needed.
[[nodiscard]] Response patch_record(App& app, const Request& request,
                                    gis::model::PlanEntryKind kind, const std::string& comment,
                                    const Json& patch);

/// DELETE: takes a record back. If-Match is needed.
[[nodiscard]] Response withdraw_record(App& app, const Request& request,
                                       gis::model::PlanEntryKind kind, const std::string& key);

/// An entry of the atlas as it is when the edit is carried out. @throws gis::Error{not_found}
using FindEntry = std::function<const gis::model::PlanEntry&(const View&)>;

/// The same of any entry; the query is the caller's to check.
[[nodiscard]] Response withdraw_entry(App& app, const Request& request, FindEntry find);

} // namespace server::handlers
