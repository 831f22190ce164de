#include "gis/tiles/unit_tiles.hpp"

#include "gis/core/fingerprint.hpp"
#include "gis/model/existence.hpp"

#include <array>

namespace gis::tiles {

namespace {

// Positions in the units' rows of layers().
enum Key : std::uint32_t { code, name, kind, parent };

std::vector<const geometry::MultiPolygon*> boundaries(std::span<const model::Unit> units) {
    std::vector<const geometry::MultiPolygon*> result;
    result.reserve(units.size());
    for (const auto& unit : units) {
        result.push_back(&unit.boundary);
    }
    return result;
}

UnitTiles::UnitLayer build_layer(std::span<const model::Unit> units, AreaLevels areas) {
    UnitTiles::UnitLayer layer;
    TextTableBuilder table;
    for (const auto row : areas.rows) {
        const auto& unit = units[row];
        layer.texts.push_back({table.add(unit.code.get()), table.add(unit.name),
                               table.add(model::to_text(unit.kind)), table.add(unit.parent.get())});
    }
    layer.table = table.build();
    layer.areas = std::move(areas);
    return layer;
}

void add_ring(Fingerprint& fingerprint, const geometry::Ring& ring) {
    fingerprint.add(std::string_view{reinterpret_cast<const char*>(ring.data()),
                                     ring.size() * sizeof(geometry::Point)});
}

void add_unit(Fingerprint& fingerprint, const model::Unit& unit) {
    fingerprint.add(unit.code.get());
    fingerprint.add(unit.name);
    fingerprint.add(unit.parent.get());
    fingerprint.add(static_cast<std::uint64_t>(unit.kind));
    fingerprint.add(static_cast<std::uint64_t>(unit.valid_from.days()));
    fingerprint.add(unit.valid_to ? static_cast<std::uint64_t>(unit.valid_to->days())
                                  : ~std::uint64_t{0});
    for (const auto& polygon : unit.boundary) {
        add_ring(fingerprint, polygon.outer);
        fingerprint.add(polygon.holes.size());
        for (const auto& hole : polygon.holes) {
            add_ring(fingerprint, hole);
        }
    }
}

/// Writes the rings of an area; a dot where nothing of a whole area is left.
void write_area(GeometryWriter& geometry, const TileGrid& grid, const AreaLevels& areas,
                std::uint32_t index, std::uint32_t zoom) {
    const auto& box = areas.tree.box(index);
    const auto reach = grid.inside().contains(box) ? Reach::inside : Reach::beyond;
    const auto& rings = areas.zooms[std::min(zoom, base_zoom)];
    geometry.begin();
    bool outer_written = false;
    for (auto ring = areas.first_ring[index]; ring < areas.first_ring[index + 1]; ++ring) {
        const auto role = areas.roles[ring];
        if (role == RingRole::outer) {
            outer_written = geometry.add_ring(rings.ring(ring), role, reach);
        } else if (outer_written) {
            geometry.add_ring(rings.ring(ring), role, reach);
        }
    }
    if (geometry.empty() && reach == Reach::inside) {
        geometry.add_dust(box.center());
    }
}

/// @param key  of `share`; `below` comes next
void add_share(Workspace& work, const CoverageOverlay::Share& share, std::uint32_t key) {
    if (share.covered) {
        work.tags.push_back(key);
        work.tags.push_back(work.layer.add_number(*share.covered, Precision::single));
    }
    if (share.below) {
        work.tags.push_back(key + 1);
        work.tags.push_back(work.verdicts.index(*share.below ? 1 : 0,
                                                [&] { return work.layer.add_bool(*share.below); }));
    }
}

} // namespace

std::shared_ptr<const UnitTiles> build_unit_tiles(std::shared_ptr<const model::Units> units) {
    auto result = std::make_shared<UnitTiles>();
    const std::array layers{boundaries(units->communes), boundaries(units->hamlets)};
    auto levels = build_area_levels(layers);
    result->communes = build_layer(units->communes, std::move(levels[0]));
    result->hamlets = build_layer(units->hamlets, std::move(levels[1]));
    Fingerprint fingerprint;
    fingerprint.add(static_cast<std::uint64_t>(units->revision.get()));
    for (const auto& unit : units->communes) {
        add_unit(fingerprint, unit);
    }
    for (const auto& unit : units->hamlets) {
        add_unit(fingerprint, unit);
    }
    for (const auto* list : {&units->communes, &units->hamlets}) {
        for (const auto& unit : *list) {
            result->settled_on =
                std::max(result->settled_on, settled_on(unit.valid_from, unit.valid_to));
        }
    }
    result->stamp = fingerprint.value();
    result->units = std::move(units);
    return result;
}

void write_units(Workspace& work, const TileGrid& grid, const TileRequest& request,
                 const UnitTiles& units, Layer layer) {
    const auto& own = units.of(layer);
    const auto& list = layer == Layer::communes ? units.units->communes : units.units->hamlets;
    work.texts.use(own.table);
    work.verdicts.forget();
    const auto add_tag = [&](Key key, std::uint32_t text) {
        if (text != TextTable::none) {
            work.tags.push_back(key);
            work.tags.push_back(work.texts.index(work.layer, own.table, text));
        }
    };
    own.areas.tree.visit(grid.reach(), [&](std::uint32_t index) {
        if (!exists_on(list[own.areas.rows[index]], request.as_of)) {
            return;
        }
        write_area(work.geometry, grid, own.areas, index, request.tile.zoom);
        if (work.geometry.empty()) {
            return;
        }
        const auto& texts = own.texts[index];
        work.tags.clear();
        add_tag(Key::code, texts.code);
        add_tag(Key::name, texts.name);
        add_tag(Key::kind, texts.kind);
        if (layer == Layer::hamlets) {
            add_tag(Key::parent, texts.parent);
        }
        if (request.coverage) {
            const bool communes = layer == Layer::communes;
            const auto& shares = communes ? request.coverage->communes : request.coverage->hamlets;
            add_share(work, shares[own.areas.rows[index]],
                      communes ? Key::parent : Key::parent + 1);
        }
        work.layer.add_feature(0, GeometryType::polygon, work.tags, work.geometry.bytes());
    });
}

} // namespace gis::tiles
