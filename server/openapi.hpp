#pragma once

#include <string_view>

namespace server {

/// server/openapi.yaml as it was when the program was built.
[[nodiscard]] std::string_view openapi_text() noexcept;

} // namespace server
