#include "gis/tiles/facility_tiles.hpp"

#include "gis/model/existence.hpp"
#include "gis/tiles/hilbert.hpp"

namespace gis::tiles {

namespace {

// Positions in the facilities' row of layers().
enum Key : std::uint32_t { facility_id, kind, name, condition };

void add_text_tag(Workspace& work, const TextTable& table, Key key, std::uint32_t text) {
    if (text != TextTable::none) {
        work.tags.push_back(key);
        work.tags.push_back(work.texts.index(work.layer, table, text));
    }
}

} // namespace

FacilityTiles build_facility_tiles(const model::Part& part) {
    std::vector<WorldBox> boxes;
    boxes.reserve(part.facilities.size());
    for (const auto& facility : part.facilities) {
        WorldBox box;
        box.add(geometry::to_world(facility.location));
        boxes.push_back(box);
    }
    FacilityTiles result;
    result.rows = hilbert_order(boxes);
    TextTableBuilder table;
    std::vector<WorldBox> ordered;
    ordered.reserve(boxes.size());
    for (const auto row : result.rows) {
        const auto& facility = part.facilities[row];
        ordered.push_back(boxes[row]);
        result.texts.push_back({table.add(model::to_text(facility.kind)), table.add(facility.name),
                                table.add(facility.condition)});
    }
    result.table = table.build();
    result.tree = BoxTree{std::move(ordered)};
    return result;
}

void write_facilities(Workspace& work, const TileGrid& grid, const TileRequest& request,
                      const model::Part& part, const FacilityTiles& facilities) {
    work.texts.use(facilities.table);
    facilities.tree.visit(grid.reach(), [&](std::uint32_t index) {
        const auto& facility = part.facilities[facilities.rows[index]];
        if (!exists_on(facility, request.as_of)) {
            return;
        }
        work.geometry.begin();
        work.geometry.add_point(facilities.tree.box(index).center());
        if (work.geometry.empty()) {
            return;
        }
        const auto id = facility.id.get();
        const auto& texts = facilities.texts[index];
        work.tags.clear();
        work.tags.push_back(Key::facility_id);
        work.tags.push_back(work.layer.add_integer(id));
        add_text_tag(work, facilities.table, Key::kind, texts.kind);
        add_text_tag(work, facilities.table, Key::name, texts.name);
        add_text_tag(work, facilities.table, Key::condition, texts.condition);
        work.layer.add_feature(id, GeometryType::point, work.tags, work.geometry.bytes());
    });
}

} // namespace gis::tiles
