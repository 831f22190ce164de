#include "gis/model/changeset.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Row>> entity_kind_texts{
    "unit", "road", "surface_record", "facility", "population_point", "plan_entry"};

} // namespace

std::string_view to_text(EntityKind kind) noexcept {
    return text_of(entity_kind_texts, kind);
}

std::optional<EntityKind> entity_kind(std::string_view text) noexcept {
    return enum_of<EntityKind>(entity_kind_texts, text);
}

std::int64_t id_of(const Row& row) noexcept {
    struct Id {
        std::int64_t operator()(const Unit&) const { return 0; }
        std::int64_t operator()(const Road& road) const { return road.id.get(); }
        std::int64_t operator()(const SurfaceRecord& record) const { return record.id.get(); }
        std::int64_t operator()(const Facility& facility) const { return facility.id.get(); }
        std::int64_t operator()(const PopulationPoint& point) const { return point.id.get(); }
        std::int64_t operator()(const PlanEntry& entry) const { return entry.id.get(); }
    };
    return std::visit(Id{}, row);
}

} // namespace gis::model
