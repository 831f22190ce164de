#pragma once

#include "server/metrics.hpp"
#include "server/router.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

/// A finished answer in the forms that clients take.
struct Answer {
    std::string_view content_type;
    std::string etag; ///< weak: both forms share it
    HeaderBlock headers;
    SharedBytes identity;
    std::optional<SharedBytes> gzip; ///< absent when too small to be worth it
};

/// Finished answers of one revision of the atlas, by target and language. It goes away with the
/// revision, so nothing in it is ever out of date. Bounded: the oldest answers leave first.
class AnswerCache {
public:
    explicit AnswerCache(std::size_t max_bytes = 64U << 20U) : m_max_bytes(max_bytes) {}

    [[nodiscard]] std::shared_ptr<const Answer> find(const std::string& key) const;
    void put(const std::string& key, std::shared_ptr<const Answer> answer);

private:
    std::size_t m_max_bytes;
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, std::shared_ptr<const Answer>> m_answers;
    std::deque<std::string> m_order;
    std::size_t m_bytes = 0;
};

/// Makes a finished answer of a handler's: its content hash as ETag, a gzip form. @pre a 200 with a
/// text body
[[nodiscard]] std::shared_ptr<const Answer> finish(Response response);

/// The form that this client takes.
[[nodiscard]] Response to_response(const Answer& answer, const Request& request);

/// What tells answers apart: target, language and day.
[[nodiscard]] std::string cache_key(const Request& request);

} // namespace server
