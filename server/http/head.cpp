#include "server/http/head.hpp"

#include <algorithm>
#include <charconv>

namespace server::http {

namespace {

bool is_host_char(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
           c == '-' || c == '_';
}

/// `atlas.example:8080` -> `atlas.example`, `[::1]:80` -> `[::1]`; empty when it is no host.
std::string_view host_name(std::string_view value) noexcept {
    std::string_view name;
    if (value.starts_with('[')) {
        const auto close = value.find(']');
        if (close == std::string_view::npos || close < 3) {
            return {};
        }
        const auto inside = value.substr(1, close - 1);
        const bool address = std::all_of(inside.begin(), inside.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ||
                   c == ':' || c == '.';
        });
        name = address ? value.substr(0, close + 1) : std::string_view{};
    } else {
        name = value.substr(0, value.find(':'));
        if (!std::all_of(name.begin(), name.end(), is_host_char)) {
            return {};
        }
    }
    const auto port = value.substr(name.size());
    const bool good_port =
        port.empty() ||
        (port.size() <= 6 && port[0] == ':' &&
         std::all_of(port.begin() + 1, port.end(), [](char c) { return c >= '0' && c <= '9'; }));
    return good_port ? name : std::string_view{};
}

std::optional<Refusal> judge_host(const Head& head, std::span<const std::string> hosts) {
    std::string_view host;
    int count = 0;
    for (const auto& field : head.fields) {
        if (equal_ignoring_case(field.name, "Host")) {
            host = field.value;
            ++count;
        }
    }
    if (count != 1) {
        return count == 0 ? Refusal::host_missing : Refusal::host_repeated;
    }
    const auto name = host_name(host);
    if (name.empty()) {
        return Refusal::host_malformed;
    }
    const bool known =
        hosts.empty() || std::any_of(hosts.begin(), hosts.end(), [&](const auto& each) {
            return equal_ignoring_case(each, name);
        });
    return known ? std::nullopt : std::optional{Refusal::host_unknown};
}

std::optional<Refusal> judge_framing(const Head& head, HeadVerdict& verdict) {
    int lengths = 0;
    int codings = 0;
    std::string_view coding;
    for (const auto& [name, value] : head.fields) {
        if (equal_ignoring_case(name, "Content-Length")) {
            std::uint64_t length = 0;
            const auto* const end = value.data() + value.size();
            const auto [rest, error] = std::from_chars(value.data(), end, length);
            if (value.empty() || error != std::errc{} || rest != end) {
                return Refusal::malformed;
            }
            verdict.content_length = length;
            ++lengths;
        } else if (equal_ignoring_case(name, "Transfer-Encoding")) {
            coding = value;
            ++codings;
        } else if (equal_ignoring_case(name, "Expect")) {
            if (!equal_ignoring_case(value, "100-continue")) {
                return Refusal::expectation;
            }
            verdict.expects_continue = head.version >= 11;
        }
    }
    if (lengths > 1) {
        return Refusal::length_repeated;
    }
    if (codings == 0) {
        return std::nullopt;
    }
    if (lengths > 0) {
        return Refusal::coding_and_length;
    }
    if (head.version < 11) {
        return Refusal::coding_in_http_1_0;
    }
    if (codings > 1) {
        return Refusal::malformed;
    }
    if (!equal_ignoring_case(coding, "chunked")) {
        return Refusal::coding_unsupported;
    }
    verdict.chunked = true;
    return std::nullopt;
}

} // namespace

HeadScan HeadScanner::scan(std::string_view received, const HeadLimits& limits) {
    for (auto at = received.find('\n', m_seen); at != std::string_view::npos;
         at = received.find('\n', m_seen)) {
        m_seen = at + 1;
        const bool bare = at == m_line_start || received[at - 1] != '\r';
        if (bare) {
            return {0, Refusal::bare_line_feed};
        }
        const auto line = received.substr(m_line_start, at - 1 - m_line_start);
        m_line_start = at + 1;
        if (at >= limits.head_bytes) {
            return {0, m_first_line ? Refusal::target_too_long : Refusal::head_too_large};
        }
        if (line.empty()) {
            return m_first_line ? HeadScan{0, Refusal::malformed} : HeadScan{at + 1, std::nullopt};
        }
        if (!m_first_line && (line[0] == ' ' || line[0] == '\t')) {
            return {0, Refusal::folded_field};
        }
        // The longest method and the version beside the target.
        if (m_first_line && line.size() > limits.target_bytes + 20) {
            return {0, Refusal::target_too_long};
        }
        m_first_line = false;
    }
    m_seen = received.size();
    if (m_first_line && received.size() > limits.target_bytes + 20) {
        return {0, Refusal::target_too_long};
    }
    if (received.size() >= limits.head_bytes) {
        return {0, Refusal::head_too_large};
    }
    return {};
}

HeadVerdict judge(const Head& head, std::span<const std::string> hosts) {
    HeadVerdict verdict;
    const auto known = method(head.method);
    if (!known) {
        verdict.refusal = Refusal::unknown_method;
        return verdict;
    }
    verdict.method = *known;
    if (!head.target.starts_with('/')) {
        verdict.refusal = Refusal::target_form;
        return verdict;
    }
    verdict.refusal = judge_host(head, hosts);
    if (!verdict.refusal) {
        verdict.refusal = judge_framing(head, verdict);
    }
    const bool takes_body = verdict.method != Method::get && verdict.method != Method::head &&
                            verdict.method != Method::trace;
    if (!verdict.refusal && verdict.has_body() && !takes_body) {
        verdict.refusal = Refusal::body_with_get;
    }
    return verdict;
}

RefusalText describe(Refusal refusal) {
    switch (refusal) {
    case Refusal::malformed:
        return {400,
                "malformed-request",
                {"Yêu cầu HTTP sai cú pháp.", "The HTTP request is malformed."}};
    case Refusal::bare_line_feed:
        return {400,
                "bare-line-feed",
                {"Mỗi dòng đầu yêu cầu phải kết thúc bằng CR LF.",
                 "Every line of the head must end with CR LF."}};
    case Refusal::folded_field:
        return {
            400,
            "folded-field",
            {"Không nhận trường đầu yêu cầu ngắt dòng.", "Folded header fields are not taken."}};
    case Refusal::too_many_fields:
        return {
            400, "too-many-fields", {"Quá nhiều trường đầu yêu cầu.", "Too many header fields."}};
    case Refusal::host_missing:
        return {400, "host-missing", {"Thiếu trường Host.", "The Host field is missing."}};
    case Refusal::host_repeated:
        return {400,
                "host-repeated",
                {"Trường Host chỉ được ghi một lần.", "Host must be given once."}};
    case Refusal::host_malformed:
        return {400, "host-malformed", {"Trường Host sai dạng.", "The Host field is malformed."}};
    case Refusal::host_unknown:
        return {
            400,
            "host-unknown",
            {"Máy chủ không mang tên này; quản trị viên thêm tên bằng --host.",
             "This server does not go by that name; its administrator can add it with --host."}};
    case Refusal::length_repeated:
        return {400,
                "length-repeated",
                {"Content-Length chỉ được ghi một lần.", "Content-Length must be given once."}};
    case Refusal::coding_and_length:
        return {400,
                "coding-and-length",
                {"Không được có cả Transfer-Encoding và Content-Length.",
                 "Transfer-Encoding and Content-Length exclude each other."}};
    case Refusal::coding_unsupported:
        return {
            501,
            "coding-unsupported",
            {"Chỉ nhận Transfer-Encoding: chunked.", "The only transfer coding taken is chunked."}};
    case Refusal::coding_in_http_1_0:
        return {400,
                "coding-in-http-1-0",
                {"HTTP/1.0 không có Transfer-Encoding.", "HTTP/1.0 has no Transfer-Encoding."}};
    case Refusal::unknown_method:
        return {
            400, "unknown-method", {"Phương thức HTTP không được biết.", "Unknown HTTP method."}};
    case Refusal::target_form:
        return {400,
                "target-form",
                {"Địa chỉ yêu cầu phải bắt đầu bằng /.", "The request target must start with /."}};
    case Refusal::body_with_get:
        return {
            400,
            "body-with-get",
            {"Yêu cầu đọc không được có nội dung.", "A request that reads must not have a body."}};
    case Refusal::expectation:
        return {417,
                "expectation",
                {"Chỉ nhận Expect: 100-continue.", "The only expectation taken is 100-continue."}};
    case Refusal::head_too_large:
        return {
            431, "head-too-large", {"Phần đầu yêu cầu quá lớn.", "The request head is too large."}};
    case Refusal::target_too_long:
        return {414,
                "target-too-long",
                {"Địa chỉ yêu cầu quá dài.", "The request target is too long."}};
    case Refusal::body_too_large:
        return {
            413, "body-too-large", {"Nội dung yêu cầu quá lớn.", "The request body is too large."}};
    case Refusal::body_malformed:
        return {400,
                "malformed-body",
                {"Nội dung yêu cầu truyền sai dạng.", "The request body is framed wrongly."}};
    case Refusal::timed_out:
        return {408, "timed-out", {"Yêu cầu đến quá chậm.", "The request came too slowly."}};
    case Refusal::overloaded:
        return {503,
                "overloaded",
                {"Máy chủ đang bận, hãy thử lại sau.", "The server is busy, try again shortly."}};
    }
    return {500, "internal", {"Lỗi máy chủ.", "Server error."}};
}

} // namespace server::http
