#include "server/handlers/handlers.hpp"
#include "server/json.hpp"
#include "server/parameters.hpp"

#include <charconv>

namespace server::handlers {

namespace {

std::optional<std::int64_t> last_event_id(const Request& request) {
    const auto text = request.field("Last-Event-ID");
    std::int64_t id = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, id);
    return !text.empty() && error == std::errc{} && rest == end && id >= 0 ? std::optional{id}
                                                                           : std::nullopt;
}

} // namespace

Response events(const App& app, const Request& request) {
    request.target.query.allow_only({});
    const auto view = app.view();
    const auto revision = revision_json(app, *view, {true, {}}).dump();
    const auto proposals = Json{{"open", view->pending->proposals}}.dump();
    auto stream = app.events().listen(last_event_id(request),
                                      {view->snapshot->revision().get(), revision, proposals});
    if (!stream) {
        throw gis::Error{gis::ErrorKind::busy,
                         "too-many-listeners",
                         {"Quá nhiều người đang theo dõi. Hãy thử lại sau.",
                          "Too many are listening. Try again later."}};
    }
    Response response;
    response.content_type = "text/event-stream; charset=utf-8";
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("X-Accel-Buffering", "no"); // a proxy must pass it on at once
    response.close = true;
    response.body = std::move(stream);
    return response;
}

} // namespace server::handlers
