#include "server/json_body.hpp"

#include "gis/core/error.hpp"

#include <utility>

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

void refuse_body(const char* code, std::string field, std::string vi, std::string en) {
    throw gis::Error{
        gis::ErrorKind::invalid_data, code, {std::move(vi), std::move(en)}, std::move(field)};
}

} // namespace server
