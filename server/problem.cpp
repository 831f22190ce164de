#include "server/problem.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace server {

namespace {

gis::Message title_of(int status) {
    switch (status) {
    case 400:
        return {"Yêu cầu không hợp lệ", "Bad request"};
    case 401:
        return {"Cần đăng nhập", "Sign-in needed"};
    case 403:
        return {"Không có quyền", "Forbidden"};
    case 404:
        return {"Không tìm thấy", "Not found"};
    case 405:
        return {"Phương thức không được phép", "Method not allowed"};
    case 408:
        return {"Hết thời gian chờ yêu cầu", "Request timeout"};
    case 409:
        return {"Có xung đột", "Conflict"};
    case 412:
        return {"Dữ liệu đã thay đổi", "The data has changed"};
    case 413:
        return {"Nội dung quá lớn", "Content too large"};
    case 414:
        return {"Địa chỉ quá dài", "Address too long"};
    case 415:
        return {"Định dạng không được hỗ trợ", "Format not supported"};
    case 417:
        return {"Không đáp ứng được Expect", "Expectation failed"};
    case 422:
        return {"Dữ liệu không hợp lệ", "Invalid data"};
    case 428:
        return {"Thiếu điều kiện If-Match", "If-Match is missing"};
    case 429:
        return {"Quá nhiều lần thử", "Too many attempts"};
    case 431:
        return {"Phần đầu yêu cầu quá lớn", "Request header too large"};
    case 501:
        return {"Chưa hỗ trợ", "Not implemented"};
    case 503:
        return {"Máy chủ đang bận", "The server is busy"};
    case 507:
        return {"Đĩa của máy chủ đã đầy", "The server's disk is full"};
    default:
        return {"Lỗi máy chủ", "Server error"};
    }
}

const std::string& in(const gis::Message& message, Language language) {
    return language == Language::en ? message.en : message.vi;
}

} // namespace

int status_of(gis::ErrorKind kind) noexcept {
    switch (kind) {
    case gis::ErrorKind::invalid_argument:
        return 400;
    case gis::ErrorKind::not_found:
        return 404;
    case gis::ErrorKind::conflict: // what If-Match finds is answered with 412 where it is read
        return 409;
    case gis::ErrorKind::too_large:
        return 413;
    case gis::ErrorKind::unsupported:
        return 415;
    case gis::ErrorKind::invalid_data:
        return 422;
    case gis::ErrorKind::precondition_required:
        return 428;
    case gis::ErrorKind::unauthenticated:
        return 401;
    case gis::ErrorKind::forbidden:
        return 403;
    case gis::ErrorKind::busy:
        return 503;
    case gis::ErrorKind::no_space:
        return 507;
    case gis::ErrorKind::storage:
    case gis::ErrorKind::internal:
        return 500;
    }
    return 500;
}

Response problem(int status, std::string_view code, const gis::Message& message, Language language,
                 std::string_view field) {
    nlohmann::ordered_json body{{"type", fmt::format("urn:ntm-atlas:{}", code)},
                                {"title", in(title_of(status), language)},
                                {"status", status},
                                {"detail", in(message, language)}};
    if (!field.empty()) {
        body["field"] = field;
    }
    Response response;
    response.status = status;
    response.content_type = problem_type;
    response.headers.add("Content-Language", language == Language::en ? "en" : "vi");
    response.headers.add("Cache-Control", "no-store");
    if (status == 503) {
        response.headers.add("Retry-After", "2");
    }
    // A message may quote what a client sent; bytes that are not UTF-8 must not make the answer
    // fail.
    response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return response;
}

Response problem(const gis::Error& error, Language language, std::string_view request_id) {
    const int status = status_of(error.kind());
    // That writing has stopped is no secret, and tells people what to do.
    if (status != 500 || error.code() == "writing-stopped") {
        return problem(status, error.code(), error.message(), language, error.field());
    }
    return problem(
        500, error.code(),
        {fmt::format("Máy chủ gặp lỗi. Báo quản trị viên mã {}.", request_id),
         fmt::format("The server failed. Tell the administrator the id {}.", request_id)},
        language);
}

void add_member(Response& problem, std::string_view name, std::string_view json) {
    auto& body = std::get<std::string>(problem.body);
    body.pop_back();
    body += fmt::format(",\"{}\":{}}}", name, json);
}

} // namespace server
