#include "gis/tiles/tile_set.hpp"

#include "gis/core/fingerprint.hpp"
#include "gis/tiles/hilbert.hpp"
#include "gis/tiles/road_writer.hpp"

#include <algorithm>
#include <array>

namespace gis::tiles {

namespace {

/// Goes up when the encoder writes the same state differently: versions outlive the program.
constexpr std::uint64_t encoder_version = 2;

bool wants(const TileRequest& request, const LayerInfo& info) {
    return (request.coverage || request.layers.has(info.layer)) &&
           request.tile.zoom >= info.min_zoom;
}

std::span<const LayerInfo> layers_of(const TileRequest& request) {
    return request.coverage ? coverage_layers() : layers();
}

/// A thread writes one tile at a time.
Workspace& workspace() {
    thread_local Workspace own;
    return own;
}

} // namespace

std::shared_ptr<const TileSet> TileSet::build(const model::Snapshot& snapshot,
                                              const TileSet* previous,
                                              const BuildOptions& options) {
    auto set = std::shared_ptr<TileSet>(new TileSet); // NOLINT: the constructor is private
    set->m_revision = snapshot.revision();
    set->m_units = previous != nullptr && previous->m_units->units == snapshot.shared_units()
                       ? previous->m_units
                       : build_unit_tiles(snapshot.shared_units());

    using Parts = std::span<const std::shared_ptr<const PartTiles>>;
    const auto parts = build_part_tiles(snapshot, previous != nullptr ? previous->parts() : Parts{},
                                        options.today, options.parallel_for);
    std::vector<WorldBox> boxes;
    set->m_settled_on = set->m_units->settled_on;
    for (const auto& part : parts) {
        set->m_settled_on = std::max(set->m_settled_on, part->settled_on);
        boxes.push_back(part->box);
    }
    std::vector<WorldBox> ordered;
    for (const auto position : hilbert_order(boxes)) {
        set->m_parts.push_back(parts[position]);
        ordered.push_back(boxes[position]);
    }
    set->m_tree = BoxTree{std::move(ordered)};
    set->m_limits =
        learn_rank_limits(set->m_parts, previous != nullptr ? previous->m_limits : RankLimits{},
                          options.budget, options.parallel_for);
    return set;
}

std::uint64_t TileSet::version(const TileRequest& request) const {
    check(request.tile);
    const TileGrid grid{request.tile};
    Fingerprint fingerprint;
    fingerprint.add(encoder_version);
    fingerprint.add((std::uint64_t{request.tile.zoom} << 58) |
                    (std::uint64_t{request.tile.x} << 29) | request.tile.y);
    fingerprint.add(static_cast<std::uint64_t>(request.as_of.days()));
    fingerprint.add(request.hardened.fingerprint());
    fingerprint.add(request.layers.bits());
    fingerprint.add(m_limits.min_rank[request.tile.zoom]);
    fingerprint.add(m_units->stamp);
    m_tree.visit(grid.reach(), [&](std::uint32_t part) { fingerprint.add(m_parts[part]->stamp); });
    if (const auto& overlay = request.coverage) {
        fingerprint.add(overlay->units_stamp);
        m_tree.visit(grid.reach(), [&](std::uint32_t part) {
            const auto reach = overlay->parts.find(m_parts[part]->part.get());
            fingerprint.add(reach != overlay->parts.end() ? reach->second.stamp : 0);
        });
    }
    return fingerprint.value();
}

bool TileSet::touches(const TileRequest& request) const {
    check(request.tile);
    const auto reach = TileGrid{request.tile}.reach();
    const auto hit = [&](const BoxTree& tree) {
        bool found = false;
        tree.visit(reach, [&](std::uint32_t) { found = true; });
        return found;
    };
    return hit(m_tree) || hit(m_units->communes.areas.tree) || hit(m_units->hamlets.areas.tree);
}

geometry::Box TileSet::bounds() const noexcept {
    geometry::Box bounds;
    for (const auto* tree :
         {&m_tree, &m_units->communes.areas.tree, &m_units->hamlets.areas.tree}) {
        if (const auto box = tree->bounds(); !box.empty()) {
            bounds.add(geometry::from_world({box.min_x, box.max_y}));
            bounds.add(geometry::from_world({box.max_x, box.min_y}));
        }
    }
    return bounds;
}

std::string TileSet::encode(const TileRequest& request) const {
    std::string tile;
    if (!touches(request)) {
        return tile;
    }
    const TileGrid grid{request.tile};
    auto& work = workspace();
    work.geometry.use(grid);
    std::array<std::string_view, 16> keys;
    for (const auto& info : layers_of(request)) {
        if (!wants(request, info)) {
            continue;
        }
        std::transform(info.fields.begin(), info.fields.end(), keys.begin(),
                       [](const FieldInfo& field) { return field.name; });
        work.layer.begin(info.name, std::span{keys}.first(info.fields.size()));
        if (info.layer == Layer::communes || info.layer == Layer::hamlets) {
            write_units(work, grid, request, *m_units, info.layer);
        } else if (info.layer == Layer::roads || info.layer == Layer::reach) {
            RoadWriter roads{work, request, grid, m_limits.min_rank[request.tile.zoom]};
            m_tree.visit(grid.reach(), [&](std::uint32_t part) { roads.add(*m_parts[part]); });
        } else if (info.layer == Layer::facilities) {
            m_tree.visit(grid.reach(), [&](std::uint32_t index) {
                const auto& part = *m_parts[index];
                write_facilities(work, grid, request, *part.part, *part.facilities);
            });
        }
        tile += work.layer.finish();
    }
    return tile;
}

} // namespace gis::tiles
