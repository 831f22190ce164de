#include "server/request.hpp"

#include <algorithm>
#include <stdexcept>

namespace server {

namespace {

constexpr std::array<std::string_view, 8> method_texts{"GET",   "HEAD",   "POST",    "PUT",
                                                       "PATCH", "DELETE", "OPTIONS", "TRACE"};

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Takes the first element off a comma separated list.
std::string_view next_element(std::string_view& list) noexcept {
    const auto comma = list.find(',');
    const auto element = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    return trim(element);
}

/// `gzip;q=0.5` -> name `gzip`, thousandths 500. A weight that cannot be read counts as 0.
struct Weighted {
    std::string_view name;
    int thousandths = 1000;
};

Weighted weighted(std::string_view element) noexcept {
    Weighted result;
    const auto semicolon = element.find(';');
    result.name = trim(element.substr(0, semicolon));
    if (semicolon == std::string_view::npos) {
        return result;
    }
    const auto parameter = trim(element.substr(semicolon + 1));
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) {
        return result;
    }
    const auto digits = parameter.substr(2);
    if (digits.empty() || (digits[0] != '0' && digits[0] != '1')) {
        return {result.name, 0};
    }
    int value = (digits[0] - '0') * 1000;
    int scale = 100;
    for (std::size_t i = 2; i < digits.size() && i < 5; ++i, scale /= 10) {
        if (digits[i] < '0' || digits[i] > '9') {
            return {result.name, 0};
        }
        value += (digits[i] - '0') * scale;
    }
    result.thousandths = std::min(value, 1000);
    return result;
}

} // namespace

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::string_view to_text(Method method) noexcept {
    return method_texts[static_cast<std::size_t>(method)];
}

std::optional<Method> method(std::string_view text) noexcept {
    const auto* const found = std::find(method_texts.begin(), method_texts.end(), text);
    if (found == method_texts.end()) {
        return std::nullopt;
    }
    return static_cast<Method>(found - method_texts.begin());
}

bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view Request::field(std::string_view name) const noexcept {
    for (const auto& entry : fields) {
        if (equal_ignoring_case(entry.name, name)) {
            return entry.value;
        }
    }
    return {};
}

std::string_view Request::parameter(std::string_view name) const {
    for (const auto& entry : parameters) {
        if (entry.name == name) {
            return entry.value;
        }
    }
    throw std::out_of_range{"the route has no such path parameter"};
}

Language preferred_language(std::string_view accept_language) noexcept {
    int best_vi = 0;
    int best_en = 0;
    int position = 0; // equal weights: the one named first
    while (!accept_language.empty()) {
        const auto [name, thousandths] = weighted(next_element(accept_language));
        const int rank = thousandths == 0 ? 0 : thousandths * 64 - std::min(position++, 63);
        const auto primary = name.substr(0, name.find('-'));
        if (equal_ignoring_case(primary, "vi")) {
            best_vi = std::max(best_vi, rank);
        } else if (equal_ignoring_case(primary, "en")) {
            best_en = std::max(best_en, rank);
        }
    }
    return best_en > best_vi ? Language::en : Language::vi;
}

Language language_of(const Request& request) noexcept {
    return preferred_language(request.field("Accept-Language"));
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) noexcept {
    bool any = false;
    while (!accept_encoding.empty()) {
        const auto [name, thousandths] = weighted(next_element(accept_encoding));
        if (equal_ignoring_case(name, coding)) {
            return thousandths > 0;
        }
        any = any || (name == "*" && thousandths > 0);
    }
    return any;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) noexcept {
    const auto strong = [](std::string_view tag) {
        return tag.starts_with("W/") ? tag.substr(2) : tag;
    };
    const auto wanted = strong(etag);
    while (!if_none_match.empty()) {
        const auto element = next_element(if_none_match);
        if (element == "*" || (!wanted.empty() && strong(element) == wanted)) {
            return true;
        }
    }
    return false;
}

} // namespace server
