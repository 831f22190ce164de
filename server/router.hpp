#pragma once

#include "server/auth/rights.hpp"
#include "server/request.hpp"
#include "server/response.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server {

/// Where a handler runs.
enum class Lane : std::uint8_t {
    io,       ///< at once on the I/O thread: only what takes microseconds
    read,     ///< worker pool
    write,    ///< one after another: the single writer
    edits,    ///< the same, but those that wait are made durable and published together
    effects,  ///< one after another, gives way to readers: telling what an edit did or would do
    files,    ///< one after another: GDAL
    password, ///< one after another on a thread of its own: hashing passwords takes long on purpose
};

using Handler = std::function<Response(const Request&)>;
/// A quick look on the I/O thread whether the answer is at hand; nothing sends the request to its
/// lane.
using InlineHandler = std::function<std::optional<Response>(const Request&)>;

struct Route {
    /// @param route_operation  what a client must be allowed to do; without a default, so that no
    /// route is open by oversight
    Route(Method route_method, std::string route_pattern, Lane route_lane,
          Operation route_operation, Handler route_handler)
        : method(route_method), pattern(std::move(route_pattern)), lane(route_lane),
          operation(route_operation), handler(std::move(route_handler)) {}

    Method method;
    std::string pattern; ///< `/api/roads/{id}`, `/tiles/{z}/{x}/{y}.mvt`
    Lane lane;
    Operation operation;
    Handler handler;
    InlineHandler at_hand = {};
    std::uint64_t max_body = 0; ///< bytes; 0 = takes none
};

/// The table of routes. Immutable; its routes keep their addresses.
class Router {
public:
    /// @param routes    in order of precedence; HEAD needs no route of its own beside GET
    /// @param fallback  answers GET and HEAD of paths that no pattern matches
    Router(std::vector<Route> routes, Route fallback);

    struct Match {
        const Route* route = nullptr; ///< null: the path exists with other methods only
        std::size_t index =
            0;             ///< position in routes(), routes().size() for the fallback; for metrics
        std::string allow; ///< for 405: `GET, HEAD`
    };

    /// Finds the route and fills request.parameters.
    [[nodiscard]] Match match(Request& request) const;

    [[nodiscard]] const std::vector<Route>& routes() const noexcept { return m_routes; }
    /// Patterns in the order of routes().
    [[nodiscard]] std::vector<std::string> patterns() const;

private:
    struct Part {
        std::string prefix; ///< literal text, or what stands before a parameter
        std::string name;   ///< of the parameter; empty = none
        std::string suffix; ///< what follows it
    };

    [[nodiscard]] static std::vector<Part> parse(std::string_view pattern);
    [[nodiscard]] static bool matches(const std::vector<Part>& parts, Request& request);

    std::vector<Route> m_routes;
    std::vector<std::vector<Part>> m_parts; ///< parallel to m_routes
    Route m_fallback;
};

} // namespace server
