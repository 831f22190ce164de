#include "server/records_json.hpp"

#include "server/edit_preconditions.hpp"

namespace server {

namespace model = gis::model;

namespace {

/// Null where nothing is known.
Json owner_name(const View& view, const model::Product& product) {
    if (!product.owner.empty()) {
        return product.owner;
    }
    for (const auto& plan : view.planning->plans) {
        if (const auto* cooperative = plan.find_cooperative(product.cooperative)) {
            return cooperative->name;
        }
    }
    return nullptr;
}

} // namespace

Json cooperative_json(const View& view, const model::Cooperative& one) {
    return {{"id", one.id},
            {"plan", one.plan},
            {"etag", entity_tag(view.snapshot->revision())},
            {"name", one.name},
            {"unit", one.unit.get()},
            {"hamlet", or_null(one.hamlet.get())},
            {"kind", to_text(one.kind)},
            {"founded_on", or_null(one.founded_on)},
            {"dissolved_on", or_null(one.dissolved_on)},
            {"members", or_null(one.members)},
            {"evidence", or_null(one.evidence)},
            {"note", or_null(one.note)}};
}

Json product_json(const View& view, const model::Product& one) {
    return {{"id", one.id},
            {"plan", one.plan},
            {"etag", entity_tag(view.snapshot->revision())},
            {"name", one.name},
            {"unit", one.unit.get()},
            {"hamlet", or_null(one.hamlet.get())},
            {"owner_kind", to_text(one.owner_kind)},
            {"cooperative", or_null(one.cooperative)},
            {"owner", or_null(one.owner)},
            {"owner_name", owner_name(view, one)},
            {"stars", or_null(one.stars)},
            {"recognised_on", or_null(one.recognised_on)},
            {"valid_to", or_null(one.valid_to)},
            {"decision", or_null(one.decision)},
            {"note", or_null(one.note)}};
}

Json standing_json(const View& view, const gis::analysis::HamletStanding& standing) {
    const auto& units = view.snapshot->units();
    const auto* record = standing.record;
    const auto* state = record == nullptr    ? "unknown"
                        : record->recognised ? "recognised"
                                             : "not_recognised";
    return {{"hamlet", unit_reference(standing.hamlet)},
            {"commune", unit_reference(units.find(standing.hamlet->parent))},
            {"state", state},
            {"decided_on", record != nullptr ? or_null(record->decided_on) : Json(nullptr)},
            {"decision", record != nullptr ? or_null(record->decision) : Json(nullptr)},
            {"note", record != nullptr ? or_null(record->note) : Json(nullptr)},
            {"plan", record != nullptr ? Json(record->plan) : Json(nullptr)}};
}

} // namespace server
