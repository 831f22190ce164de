#pragma once

#include "gis/core/parallel.hpp"

namespace server {

/// Runs bodies on up to `threads` threads, the calling one among them. Threads live for one call:
/// it is made at start and after a write, not per request.
[[nodiscard]] gis::ParallelFor parallel_on(unsigned threads);

} // namespace server
