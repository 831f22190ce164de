#include "server/target.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace {

constexpr std::size_t max_parameters = 32;

int hex_value(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

[[noreturn]] void malformed_target() {
    throw gis::Error{
        gis::ErrorKind::invalid_argument,
        "malformed-target",
        {"Địa chỉ yêu cầu sai dạng: phải bắt đầu bằng / và mã hóa phần trăm đúng UTF-8.",
         "The request target is malformed: it must start with / and be percent-encoded UTF-8."}};
}

[[noreturn]] void malformed_parameter(std::string_view key) {
    throw gis::Error{gis::ErrorKind::invalid_argument,
                     "malformed-parameter",
                     {"Tham số trong địa chỉ mã hóa sai; cần mã hóa phần trăm đúng UTF-8.",
                      "A query parameter is encoded wrongly; it must be percent-encoded UTF-8."},
                     std::string{key}};
}

bool is_control(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20U || byte == 0x7FU;
}

} // namespace

std::optional<std::string> percent_decode(std::string_view text, char plus) {
    std::string result;
    result.reserve(text.size());
    bool ascii = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return std::nullopt;
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+') {
            c = plus;
        }
        if (is_control(c)) {
            return std::nullopt;
        }
        ascii = ascii && static_cast<unsigned char>(c) < 0x80U;
        result.push_back(c);
    }
    if (!ascii && !gis::is_utf8(result)) {
        return std::nullopt;
    }
    return result;
}

Query Query::parse(std::string_view text) {
    Query query;
    while (!text.empty()) {
        const auto ampersand = text.find('&');
        const auto pair = text.substr(0, ampersand);
        text.remove_prefix(ampersand == std::string_view::npos ? text.size() : ampersand + 1);
        if (pair.empty()) {
            continue;
        }
        const auto equals = pair.find('=');
        auto key = percent_decode(pair.substr(0, equals), ' ');
        if (!key) {
            malformed_parameter({});
        }
        auto value = percent_decode(
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), ' ');
        if (!value) {
            malformed_parameter(*key);
        }
        query.add(*std::move(key), *std::move(value));
    }
    return query;
}

void Query::add(std::string key, std::string value) {
    if (get(key)) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "repeated-parameter",
            {fmt::format("Tham số “{}” được ghi nhiều lần; chỉ ghi một lần.", key),
             fmt::format("The parameter “{}” is given more than once; give it once.", key)},
            key};
    }
    if (m_entries.size() == max_parameters) {
        throw gis::Error{
            gis::ErrorKind::invalid_argument,
            "too-many-parameters",
            {fmt::format("Quá nhiều tham số; nhiều nhất là {}.", max_parameters),
             fmt::format("Too many parameters; at most {} are taken.", max_parameters)}};
    }
    m_entries.emplace_back(std::move(key), std::move(value));
}

std::optional<std::string_view> Query::get(std::string_view key) const noexcept {
    for (const auto& [name, value] : m_entries) {
        if (name == key) {
            return value;
        }
    }
    return std::nullopt;
}

void Query::allow_only(std::initializer_list<std::string_view> keys) const {
    allow_only({}, keys);
}

void Query::allow_only(std::span<const std::string_view> group,
                       std::initializer_list<std::string_view> more) const {
    std::vector<std::string_view> keys{group.begin(), group.end()};
    keys.insert(keys.end(), more.begin(), more.end());
    for (const auto& entry : m_entries) {
        if (std::find(keys.begin(), keys.end(), entry.first) == keys.end()) {
            const auto known = fmt::format("{}", fmt::join(keys, ", "));
            throw gis::Error{gis::ErrorKind::invalid_argument,
                             "unknown-parameter",
                             {fmt::format("Không có tham số “{}” ở đây. Các tham số dùng được: {}.",
                                          entry.first, known),
                              fmt::format("There is no parameter “{}” here. Known ones: {}.",
                                          entry.first, known)},
                             entry.first};
        }
    }
}

Target Target::parse(std::string_view raw) {
    const bool printable = std::all_of(raw.begin(), raw.end(),
                                       [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
    if (!raw.starts_with('/') || !printable) {
        malformed_target();
    }
    Target target;
    const auto mark = raw.find('?');
    auto path = raw.substr(1, mark == std::string_view::npos ? mark : mark - 1);
    while (!path.empty() || !target.segments.empty()) {
        const auto slash = path.find('/');
        auto segment = percent_decode(path.substr(0, slash), '+');
        if (!segment || *segment == "." || *segment == ".." ||
            segment->find('/') != std::string::npos) {
            malformed_target();
        }
        target.segments.push_back(*std::move(segment));
        if (slash == std::string_view::npos) {
            break;
        }
        path.remove_prefix(slash + 1);
    }
    if (mark != std::string_view::npos) {
        target.query = Query::parse(raw.substr(mark + 1));
    }
    return target;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view{"-._~"}.find(c) != std::string_view::npos;
        if (plain) {
            encoded += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return encoded;
}

} // namespace server
