#include "gis/tiles/touched.hpp"

#include "gis/model/differences.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace gis::tiles {

namespace {

/// Collects tiles of base_zoom.
class Cover {
public:
    explicit Cover(std::size_t max_tiles) : m_max_tiles(max_tiles) {}

    void add(const model::Road& road) {
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i) {
            WorldBox box;
            box.add(geometry::to_world(road.line[i]));
            box.add(geometry::to_world(road.line[i + 1]));
            add(box);
        }
    }

    void add(const model::Facility& facility) {
        WorldBox box;
        box.add(geometry::to_world(facility.location));
        add(box);
    }

    [[nodiscard]] bool full() const noexcept { return m_tiles.size() > m_max_tiles; }

    /// With all parents.
    [[nodiscard]] std::vector<Tile> tiles() const {
        std::set<Tile> result;
        for (auto tile : m_tiles) {
            while (result.insert(tile).second && tile.zoom > 0) {
                tile = {tile.zoom - 1, tile.x / 2, tile.y / 2};
            }
        }
        return {result.begin(), result.end()};
    }

private:
    void add(const WorldBox& box) {
        constexpr std::uint32_t shift = 32 - base_zoom;
        constexpr std::int64_t buffer = (std::int64_t{1} << shift) * tile_buffer / tile_extent;
        constexpr std::int64_t last = (std::int64_t{1} << base_zoom) - 1;
        const auto tile_at = [&](std::int64_t unit) {
            return static_cast<std::uint32_t>(std::clamp<std::int64_t>(unit >> shift, 0, last));
        };
        for (auto x = tile_at(box.min_x - buffer); x <= tile_at(box.max_x + buffer); ++x) {
            for (auto y = tile_at(box.min_y - buffer); y <= tile_at(box.max_y + buffer); ++y) {
                if (full()) {
                    return;
                }
                m_tiles.insert(Tile{base_zoom, x, y});
            }
        }
    }

    std::size_t m_max_tiles;
    std::set<Tile> m_tiles;
};

std::map<UnitCode, const model::Part*> parts_by_commune(const model::Snapshot& snapshot) {
    std::map<UnitCode, const model::Part*> result;
    for (const auto& part : snapshot.parts()) {
        result.emplace(part->commune ? snapshot.units().communes[*part->commune].code : UnitCode{},
                       part.get());
    }
    return result;
}

} // namespace

TouchedTiles touched_tiles(const model::Snapshot& before, const model::Snapshot& after,
                           std::size_t max_tiles) {
    if (before.shared_units() != after.shared_units()) {
        return {true, {}};
    }
    const model::Part none;
    Cover cover{max_tiles};
    auto old_parts = parts_by_commune(before);
    for (const auto& [commune, part] : parts_by_commune(after)) {
        const auto found = old_parts.find(commune);
        const auto* old = found == old_parts.end() ? &none : found->second;
        if (old != part) {
            const auto add = [&cover](const auto& item) {
                cover.add(item);
            };
            model::for_each_difference(old->roads, part->roads, add, add);
            model::for_each_difference(old->facilities, part->facilities, add, add);
        }
    }
    if (cover.full()) {
        return {true, {}};
    }
    return {false, cover.tiles()};
}

} // namespace gis::tiles
