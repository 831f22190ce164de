#include "server/router.hpp"

#include <utility>

namespace server {

namespace {

bool serves(Method route, Method request) noexcept {
    return route == request || (route == Method::get && request == Method::head);
}

void add_method(std::string& allow, std::string_view text) {
    if (allow.find(text) == std::string::npos) {
        allow.append(allow.empty() ? "" : ", ").append(text);
    }
}

} // namespace

Router::Router(std::vector<Route> routes, Route fallback)
    : m_routes(std::move(routes)), m_fallback(std::move(fallback)) {
    m_parts.reserve(m_routes.size());
    for (const auto& route : m_routes) {
        m_parts.push_back(parse(route.pattern));
    }
}

std::vector<std::string> Router::patterns() const {
    std::vector<std::string> result;
    result.reserve(m_routes.size());
    for (const auto& route : m_routes) {
        result.push_back(route.pattern);
    }
    return result;
}

std::vector<Router::Part> Router::parse(std::string_view pattern) {
    std::vector<Part> parts;
    pattern.remove_prefix(1);
    while (!pattern.empty()) {
        const auto slash = pattern.find('/');
        const auto text = pattern.substr(0, slash);
        Part part;
        const auto open = text.find('{');
        part.prefix = text.substr(0, open);
        if (open != std::string_view::npos) {
            const auto close = text.find('}', open);
            part.name = text.substr(open + 1, close - open - 1);
            part.suffix = text.substr(close + 1);
        }
        parts.push_back(std::move(part));
        pattern.remove_prefix(slash == std::string_view::npos ? pattern.size() : slash + 1);
    }
    return parts;
}

bool Router::matches(const std::vector<Part>& parts, Request& request) {
    const auto& segments = request.target.segments;
    if (segments.size() != parts.size()) {
        return false;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& part = parts[i];
        const std::string_view segment = segments[i];
        const bool fits = part.name.empty()
                              ? segment == part.prefix
                              : segment.size() > part.prefix.size() + part.suffix.size() &&
                                    segment.starts_with(part.prefix) &&
                                    segment.ends_with(part.suffix);
        if (!fits) {
            return false;
        }
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto& part = parts[i];
        if (!part.name.empty()) {
            const std::string_view segment = segments[i];
            request.parameters.push_back(
                {part.name, segment.substr(part.prefix.size(), segment.size() - part.prefix.size() -
                                                                   part.suffix.size())});
        }
    }
    return true;
}

Router::Match Router::match(Request& request) const {
    Match result;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        if (!matches(m_parts[i], request)) {
            continue;
        }
        if (serves(m_routes[i].method, request.method)) {
            return {&m_routes[i], i, {}};
        }
        request.parameters.clear();
        result.index = i;
        add_method(result.allow, to_text(m_routes[i].method));
        if (m_routes[i].method == Method::get) {
            add_method(result.allow, "HEAD");
        }
    }
    if (!result.allow.empty()) {
        return result;
    }
    if (serves(m_fallback.method, request.method)) {
        return {&m_fallback, m_routes.size(), {}};
    }
    return {nullptr, m_routes.size(), "GET, HEAD"};
}

} // namespace server
