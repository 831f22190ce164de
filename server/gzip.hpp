#pragma once

#include <string>
#include <string_view>

namespace server {

/// One gzip member. @param level  1 (fast) to 12 (small)
/// @throws std::bad_alloc
[[nodiscard]] std::string gzip(std::string_view text, int level);

/// An answer that is made while somebody waits: a short one fast, a long one small.
/// @throws std::bad_alloc
[[nodiscard]] std::string gzip_answer(std::string_view text);

} // namespace server
