#include "server/response.hpp"

namespace server {

void HeaderBlock::set(std::string_view name, std::string_view value) {
    std::string kept;
    std::string_view rest = m_text;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find("\r\n") + 2);
        if (!(line.starts_with(name) && line[name.size()] == ':')) {
            kept.append(line);
        }
        rest.remove_prefix(line.size());
    }
    m_text = std::move(kept);
    add(name, value);
}

std::string_view HeaderBlock::find(std::string_view name) const noexcept {
    std::string_view rest = m_text;
    while (!rest.empty()) {
        const auto end = rest.find("\r\n");
        const auto line = rest.substr(0, end);
        if (line.size() > name.size() + 1 && line.starts_with(name) && line[name.size()] == ':') {
            return line.substr(name.size() + 2);
        }
        rest.remove_prefix(end + 2);
    }
    return {};
}

std::string_view Response::text() const noexcept {
    if (const auto* own = std::get_if<std::string>(&body)) {
        return *own;
    }
    if (const auto* shared = std::get_if<SharedBytes>(&body)) {
        return shared->bytes;
    }
    return {};
}

std::uint64_t Response::content_length() const noexcept {
    if (const auto* file = std::get_if<FileBody>(&body)) {
        return file->size;
    }
    return text().size();
}

std::string_view reason_phrase(int status) noexcept {
    switch (status) {
    case 100:
        return "Continue";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    default:
        return "";
    }
}

} // namespace server
