#pragma once

#include "gis/tiles/part_tiles.hpp"
#include "gis/tiles/request.hpp"
#include "gis/tiles/workspace.hpp"

#include <cstdint>
#include <span>

namespace gis::tiles {

/// Writes the roads layer of one tile, part by part: a feature is a stretch of a road with one
/// surface. In a tile about coverage it writes the reach layer.
class RoadWriter {
public:
    /// @param min_rank  roads below it are left out
    RoadWriter(Workspace& work, const TileRequest& request, const TileGrid& grid,
               std::uint8_t min_rank);

    void add(const PartTiles& part);

private:
    void add_road(const PartTiles& part, std::uint32_t index);
    void add_stretch(const PartTiles& part, std::uint32_t index, const RoadStretch& stretch);
    void add_surface(const PartTiles& part, std::uint32_t index, const RoadStretch& stretch);
    void add_reached(const PartTiles& part, std::uint32_t index, const RoadStretch& stretch);
    void add_name(const PartTiles& part, std::uint32_t index, std::uint32_t key);
    void add_tag(std::uint32_t key, std::uint32_t value);
    [[nodiscard]] std::span<const RoadStretch> stretches_of(const PartTiles& part,
                                                            std::uint32_t index);
    [[nodiscard]] std::uint32_t from_index(double from_m);

    Workspace& m_work;
    const TileRequest& m_request;
    const TileGrid& m_grid;
    std::uint8_t m_min_rank;
    Precision m_precision;
    std::uint32_t m_zero = TextTable::none;    // value index of chainage 0
    std::uint32_t m_road_id = TextTable::none; // value index of the road in hand
    std::uint32_t m_last_to = TextTable::none; // value index of the end of the stretch before
    double m_last_to_m = 0;
};

/// The part of a line between two chainages, clamped to the line; cut positions are rounded to the
/// world grid, and equal for the stretches on both sides.
/// @param chainage  parallel to `line`, ascending
/// @param scratch   memory for the result
[[nodiscard]] std::span<const WorldPoint> cut_line(std::span<const WorldPoint> line,
                                                   std::span<const float> chainage, double from_m,
                                                   double to_m, std::vector<WorldPoint>& scratch);

} // namespace gis::tiles
