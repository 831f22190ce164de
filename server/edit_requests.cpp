#include "server/edit_requests.hpp"

#include "server/dispatch.hpp"

#include <memory>
#include <utility>

namespace server {

using gis::analysis::JsonObject;

std::string comment_of(const JsonObject& body) {
    return body.has("comment") ? body.any_text("comment") : std::string{};
}

EditRequest short_edit(const Request& request, const JsonObject& body,
                       std::set<std::string> members) {
    request.target.query.allow_only({"dry_run"});
    members.insert("comment");
    body.only(members);
    return edit_request(request, comment_of(body));
}

Response carry_out_later(App& app, const Request& request, EditRequest edit) {
    return continue_on(Lane::edits, [&app, &request, edit = std::move(edit)] {
        return carry_out(app, request, edit);
    });
}

} // namespace server
