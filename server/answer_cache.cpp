#include "server/answer_cache.hpp"

#include "gis/core/date.hpp"
#include "server/gzip.hpp"
#include "server/static_files.hpp"

#include <fmt/format.h>

namespace server {

namespace {

constexpr std::size_t compress_from_bytes = 1400;

std::size_t size_of(const std::string& key, const Answer& answer) noexcept {
    return key.size() + answer.identity.bytes.size() +
           (answer.gzip ? answer.gzip->bytes.size() : 0) + 512;
}

} // namespace

std::shared_ptr<const Answer> AnswerCache::find(const std::string& key) const {
    const std::scoped_lock lock{m_mutex};
    const auto found = m_answers.find(key);
    return found == m_answers.end() ? nullptr : found->second;
}

void AnswerCache::put(const std::string& key, std::shared_ptr<const Answer> answer) {
    const auto bytes = size_of(key, *answer);
    const std::scoped_lock lock{m_mutex};
    if (bytes > m_max_bytes / 4 || !m_answers.emplace(key, std::move(answer)).second) {
        return;
    }
    m_order.push_back(key);
    m_bytes += bytes;
    while (m_bytes > m_max_bytes) {
        const auto oldest = m_answers.find(m_order.front());
        m_bytes -= size_of(oldest->first, *oldest->second);
        m_answers.erase(oldest);
        m_order.pop_front();
    }
}

std::shared_ptr<const Answer> finish(Response response) {
    auto answer = std::make_shared<Answer>();
    answer->content_type = response.content_type;
    answer->headers = std::move(response.headers);
    auto text = std::get<std::string>(std::move(response.body));
    // Of an entity: its own tag, which If-Match names, goes first.
    auto tag = response.etag;
    std::erase(tag, '"');
    answer->etag = fmt::format("W/\"{}{}{}\"", tag, tag.empty() ? "" : "-", content_hash(text));
    if (text.size() >= compress_from_bytes) {
        answer->headers.add("Vary", "Accept-Encoding, Accept-Language");
        answer->gzip = share(gzip_answer(text));
    }
    answer->identity = share(std::move(text));
    return answer;
}

Response to_response(const Answer& answer, const Request& request) {
    Response response;
    response.content_type = answer.content_type;
    response.headers = answer.headers;
    response.etag = answer.etag;
    if (answer.gzip && accepts_encoding(request.field("Accept-Encoding"), "gzip")) {
        response.headers.add("Content-Encoding", "gzip");
        response.body = *answer.gzip;
    } else {
        response.body = answer.identity;
    }
    return response;
}

std::string cache_key(const Request& request) {
    const bool english = language_of(request) == Language::en;
    return fmt::format("{}{}{}", english ? 'e' : 'v', gis::Date::today().days(),
                       request.raw_target);
}

} // namespace server
