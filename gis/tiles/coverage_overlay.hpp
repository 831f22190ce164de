#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/road_states.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace gis::tiles {

/// An answer about coverage on its way into tiles: what units and stretches of road show instead of
/// their own attributes. Made by whoever can compute it. Immutable.
struct CoverageOverlay {
    /// Of one unit's people.
    struct Share {
        std::optional<double> covered; ///< 0 to 1; absent = unknown
        std::optional<bool> below;     ///< the threshold; absent = unknown
    };

    /// The stretches of one part's roads by chainage, with `reached`; they cover each road from end
    /// to end.
    struct PartReach {
        std::vector<std::uint32_t> first; ///< of each of Part::roads; one more at the end
        std::vector<RoadStretch> stretches;
        std::uint64_t stamp = 0; ///< differs when the stretches do

        [[nodiscard]] std::span<const RoadStretch> of(std::uint32_t road) const {
            return std::span{stretches}.subspan(first[road], first[road + 1] - first[road]);
        }
    };

    std::vector<Share> communes;                             ///< parallel to Units::communes
    std::vector<Share> hamlets;                              ///< parallel to Units::hamlets
    std::unordered_map<const model::Part*, PartReach> parts; ///< none: no roads are shown
    std::uint64_t question = 0;    ///< tells questions apart: a tile of each is kept
    std::uint64_t units_stamp = 0; ///< differs when the shares do

    /// Sets the stamps from the content. Call it last.
    void stamp();
};

} // namespace gis::tiles
