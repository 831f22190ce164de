#include "gis/tiles/layers.hpp"

#include <algorithm>
#include <array>

namespace gis::tiles {

namespace {

constexpr std::array commune_fields{FieldInfo{"code", FieldType::text},
                                    FieldInfo{"name", FieldType::text},
                                    FieldInfo{"kind", FieldType::text}};

constexpr std::array hamlet_fields{
    FieldInfo{"code", FieldType::text}, FieldInfo{"name", FieldType::text},
    FieldInfo{"kind", FieldType::text}, FieldInfo{"parent", FieldType::text}};

constexpr std::array road_fields{
    FieldInfo{"road_id", FieldType::number}, FieldInfo{"from_m", FieldType::number},
    FieldInfo{"to_m", FieldType::number},    FieldInfo{"class", FieldType::text},
    FieldInfo{"surface", FieldType::text},   FieldInfo{"hardened", FieldType::boolean},
    FieldInfo{"name", FieldType::text}};

constexpr std::array facility_fields{
    FieldInfo{"facility_id", FieldType::number}, FieldInfo{"kind", FieldType::text},
    FieldInfo{"name", FieldType::text}, FieldInfo{"condition", FieldType::text}};

constexpr std::array<LayerInfo, 4> table{{
    {Layer::communes, "communes", "Areas of communes.", 0, commune_fields},
    {Layer::hamlets, "hamlets", "Areas of hamlets.", 9, hamlet_fields},
    {Layer::roads, "roads",
     "Stretches of road with one surface, by chainage in metres; hardened is absent where unknown.",
     5, road_fields},
    {Layer::facilities, "facilities", "Schools, cultural houses, health stations and other places.",
     9, facility_fields},
}};

constexpr std::array covered_commune_fields{
    FieldInfo{"code", FieldType::text}, FieldInfo{"name", FieldType::text},
    FieldInfo{"kind", FieldType::text}, FieldInfo{"share", FieldType::number},
    FieldInfo{"below", FieldType::boolean}};

constexpr std::array covered_hamlet_fields{
    FieldInfo{"code", FieldType::text},    FieldInfo{"name", FieldType::text},
    FieldInfo{"kind", FieldType::text},    FieldInfo{"parent", FieldType::text},
    FieldInfo{"share", FieldType::number}, FieldInfo{"below", FieldType::boolean}};

constexpr std::array reach_fields{
    FieldInfo{"road_id", FieldType::number},  FieldInfo{"from_m", FieldType::number},
    FieldInfo{"to_m", FieldType::number},     FieldInfo{"class", FieldType::text},
    FieldInfo{"reached", FieldType::boolean}, FieldInfo{"name", FieldType::text}};

constexpr std::array<LayerInfo, 3> coverage_table{{
    {Layer::communes, "communes",
     "Communes with the share of their people that is covered, 0 to 1; absent where unknown.", 0,
     covered_commune_fields},
    {Layer::hamlets, "hamlets",
     "Hamlets with the share of their people that is covered, 0 to 1; absent where unknown.", 9,
     covered_hamlet_fields},
    {Layer::reach, "reach",
     "Stretches of road by chainage in metres; reached is absent where it depends on roads of "
     "unknown surface.",
     5, reach_fields},
}};

} // namespace

std::span<const LayerInfo> layers() noexcept {
    return table;
}

std::span<const LayerInfo> coverage_layers() noexcept {
    return coverage_table;
}

std::string_view to_text(FieldType type) noexcept {
    switch (type) {
    case FieldType::number:
        return "Number";
    case FieldType::boolean:
        return "Boolean";
    case FieldType::text:
        break;
    }
    return "String";
}

LayerSet LayerSet::all() noexcept {
    LayerSet result;
    for (const auto& info : table) {
        result = result.with(info.layer);
    }
    return result;
}

LayerSet LayerSet::parse(std::string_view list) {
    LayerSet result;
    while (true) {
        const auto comma = list.find(',');
        const auto name = list.substr(0, comma);
        if (name == "works") {
            result =
                result.with(Layer::works); // known to clients, not stored yet: the layer stays away
        } else {
            const auto found = std::find_if(table.begin(), table.end(), [&](const LayerInfo& info) {
                return info.name == name;
            });
            if (found == table.end()) {
                const std::string text{name.substr(0, 40)};
                throw Error{ErrorKind::invalid_argument,
                            "unknown-layer",
                            {"Không có lớp bản đồ «" + text +
                                 "»; hãy chọn trong communes, hamlets, roads, facilities, works.",
                             "There is no layer '" + text +
                                 "'; choose from communes, hamlets, roads, facilities, works."},
                            "layers"};
            }
            result = result.with(found->layer);
        }
        if (comma == std::string_view::npos) {
            return result;
        }
        list.remove_prefix(comma + 1);
    }
}

} // namespace gis::tiles
