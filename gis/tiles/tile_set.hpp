#pragma once

#include "gis/model/snapshot.hpp"
#include "gis/tiles/box_tree.hpp"
#include "gis/tiles/part_tiles.hpp"
#include "gis/tiles/rank_limits.hpp"
#include "gis/tiles/request.hpp"
#include "gis/tiles/unit_tiles.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gis::tiles {

struct BuildOptions {
    /// Roads are kept folded for this day; tiles of a day on which a road is the same are as fast,
    /// others slower.
    Date today;
    /// How the work on parts is spread over threads.
    ParallelFor parallel_for = sequential_for;
    /// Bytes a tile before compression.
    std::size_t budget = tile_budget;
};

/// All tiles of one snapshot: everything is prepared, a tile is cut when it is asked for.
/// Immutable; safe to use from several threads.
class TileSet {
public:
    /// @param previous  the set of the snapshot before; what did not change is shared with it. May
    /// be null
    [[nodiscard]] static std::shared_ptr<const TileSet>
    build(const model::Snapshot& snapshot, const TileSet* previous, const BuildOptions& options);

    /// A number that changes when the tile may have changed: for ETags and caches. Made from the
    /// state of the units and of the communes that the tile touches, and from the request, without
    /// any geometry. Stable over restarts.
    /// @throws Error{invalid_argument} for a tile that does not exist
    [[nodiscard]] std::uint64_t version(const TileRequest& request) const;

    /// False when the tile is empty for sure; costs next to nothing.
    /// @throws Error{invalid_argument} for a tile that does not exist
    [[nodiscard]] bool touches(const TileRequest& request) const;

    /// The tile as MVT 2.1, not compressed; empty when nothing is in it.
    /// @throws Error{invalid_argument} for a tile that does not exist
    [[nodiscard]] std::string encode(const TileRequest& request) const;

    /// Of all that tiles show, lon/lat, to a centimetre; empty when that is nothing.
    [[nodiscard]] geometry::Box bounds() const noexcept;

    [[nodiscard]] Revision revision() const noexcept { return m_revision; }
    /// From this day on every day has the same tiles.
    [[nodiscard]] Date settled_on() const noexcept { return m_settled_on; }
    [[nodiscard]] const RankLimits& limits() const noexcept { return m_limits; }
    [[nodiscard]] const UnitTiles& units() const noexcept { return *m_units; }
    /// In Hilbert order.
    [[nodiscard]] std::span<const std::shared_ptr<const PartTiles>> parts() const noexcept {
        return m_parts;
    }

private:
    TileSet() = default;

    Revision m_revision;
    Date m_settled_on;
    std::shared_ptr<const UnitTiles> m_units;
    std::vector<std::shared_ptr<const PartTiles>> m_parts;
    BoxTree m_tree; // of the parts
    RankLimits m_limits;
};

} // namespace gis::tiles
