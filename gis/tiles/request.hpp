#pragma once

#include "gis/core/date.hpp"
#include "gis/model/road.hpp"
#include "gis/tiles/coverage_overlay.hpp"
#include "gis/tiles/layers.hpp"
#include "gis/tiles/world.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace gis::tiles {

/// Which surface counts as hardened for which road class, by a rule set that the caller knows. A
/// plain table: tiles look a verdict up for every stretch of road.
class HardenedTable {
public:
    /// Everything unknown.
    HardenedTable();

    /// Asks `rule` for every class and surface; an absent answer is unknown.
    [[nodiscard]] static HardenedTable
    from(const std::function<std::optional<bool>(model::RoadClass, model::Surface)>& rule);

    [[nodiscard]] std::optional<bool> of(model::RoadClass road_class,
                                         model::Surface surface) const noexcept {
        const auto verdict =
            m_verdicts[static_cast<std::size_t>(road_class)][static_cast<std::size_t>(surface)];
        return verdict < 0 ? std::nullopt : std::optional{verdict != 0};
    }

    /// Equal for equal tables; part of every tile's key and version.
    [[nodiscard]] std::uint64_t fingerprint() const noexcept { return m_fingerprint; }

    friend bool operator==(const HardenedTable&, const HardenedTable&) = default;

private:
    using Verdicts =
        std::array<std::array<std::int8_t, model::surfaces.size()>, model::road_classes.size()>;

    explicit HardenedTable(const Verdicts& verdicts);

    Verdicts m_verdicts; // 1 hardened, 0 not, -1 unknown
    std::uint64_t m_fingerprint;
};

/// What a tile is asked for.
struct TileRequest {
    Tile tile;
    Date as_of;             ///< the state of this day
    HardenedTable hardened; ///< the rule set
    LayerSet layers = LayerSet::all();
    /// Makes it a tile of coverage_layers(); `hardened` and `layers` do not matter then. Of the
    /// snapshot of the tile set.
    std::shared_ptr<const CoverageOverlay> coverage = {};

    friend bool operator==(const TileRequest&, const TileRequest&) = default;
};

/// @throws Error{invalid_argument} with field "tile" when the zoom is above 22 or x or y is outside
/// the zoom's range
void check(const Tile& tile);

} // namespace gis::tiles
