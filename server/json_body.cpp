#include "server/json_body.hpp"

#include "gis/core/error.hpp"

namespace server {

gis::analysis::JsonObject json_body(const Request& request) {
    const auto type = request.field("Content-Type");
    if (!equal_ignoring_case(type.substr(0, type.find(';')), "application/json")) {
        throw gis::Error{gis::ErrorKind::unsupported,
                         "not-json",
                         {"Nội dung phải là JSON, với Content-Type: application/json.",
                          "The body must be JSON, with Content-Type: application/json."},
                         "Content-Type"};
    }
    return gis::analysis::JsonObject::parse(request.body,
                                            {"bad-body", {"Nội dung yêu cầu", "The body"}});
}

} // namespace server
