#pragma once

#include "gis/model/snapshot.hpp"
#include "server/request.hpp"

#include <string>

namespace server::page {

/// The communes as an inline SVG with a link each: the map of who has no WebGL, and of the first
/// paint. Boundaries are simplified until a few kilobytes do. Empty when there is no commune.
[[nodiscard]] std::string outline_svg(const gis::model::Units& units, Language language);

} // namespace server::page
