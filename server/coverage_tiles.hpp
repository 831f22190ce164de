#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/once_map.hpp"
#include "gis/tiles/coverage_overlay.hpp"

#include <cstdint>
#include <memory>

namespace server {

/// Answers about coverage as tiles show them, of one view: each made once, the last few kept.
class CoverageOverlays {
public:
    using Overlay = std::shared_ptr<const gis::tiles::CoverageOverlay>;

    /// @param basis  of the view
    [[nodiscard]] Overlay get(const gis::analysis::CoverageBasis& basis,
                              const gis::analysis::CoverageQuestion& question);
    /// Null when it is not made yet; never waits.
    [[nodiscard]] Overlay find(const gis::analysis::CoverageQuestion& question) const;

private:
    gis::analysis::OnceMap<std::uint64_t, gis::tiles::CoverageOverlay> m_overlays{16};
};

} // namespace server
