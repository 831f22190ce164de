#pragma once

#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/once_map.hpp"
#include "gis/tiles/coverage_overlay.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace server {

/// Answers about coverage as tiles show them, of one view: each made once, the last ones kept
/// within a number of bytes.
class CoverageOverlays {
public:
    using Overlay = std::shared_ptr<const gis::tiles::CoverageOverlay>;

    /// @param max_bytes  of all answers together; the last one is kept even when it is larger
    explicit CoverageOverlays(std::size_t max_bytes = std::size_t{64} << 20U);

    /// @param basis  of the view
    [[nodiscard]] Overlay get(const gis::analysis::CoverageBasis& basis,
                              const gis::analysis::CoverageQuestion& question);
    /// Null when it is not made yet; never waits.
    [[nodiscard]] Overlay find(const gis::analysis::CoverageQuestion& question) const;
    /// What the kept answers take.
    [[nodiscard]] std::size_t bytes() const { return m_overlays.weight(); }

private:
    gis::analysis::OnceMap<std::uint64_t, gis::tiles::CoverageOverlay> m_overlays;
};

} // namespace server
