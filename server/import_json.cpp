#include "server/import_json.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace server {

namespace model = gis::model;

namespace {

constexpr std::size_t most_issues = 200;
constexpr std::size_t most_sample_rows = 20;
constexpr std::size_t most_unmapped = 50; ///< of one field

Json issues_json(const std::vector<model::ImportIssue>& issues) {
    auto list = Json::array();
    for (const auto& issue : issues) {
        if (list.size() == most_issues) {
            break;
        }
        const bool is_error = issue.severity == model::ImportIssue::Severity::error;
        list.push_back({{"severity", is_error ? "error" : "warning"},
                        {"code", issue.code},
                        {"row", issue.row > 0 ? Json(issue.row) : Json(nullptr)},
                        {"field", or_null(issue.field)},
                        {"message", to_json(issue.message)}});
    }
    return list;
}

/// The commonest values of each field first.
Json unmapped_json(const model::ImportBatch& batch) {
    auto json = Json::array();
    for (const auto& [field, values] : batch.unmapped) {
        std::vector<std::pair<std::string, std::int64_t>> sorted{values.begin(), values.end()};
        std::ranges::stable_sort(sorted, std::greater{}, &decltype(sorted)::value_type::second);
        auto list = Json::array();
        for (const auto& [value, rows] : sorted) {
            if (list.size() == most_unmapped) {
                break;
            }
            list.push_back({{"value", value}, {"rows", rows}});
        }
        json.push_back({{"field", field}, {"values", std::move(list)}, {"of", values.size()}});
    }
    return json;
}

/// Grows a box by what a row has of geometry.
struct GrowBox {
    gis::geometry::Box& box;

    void operator()(const model::Unit& unit) const {
        box.add(gis::geometry::box_of(unit.boundary));
    }
    void operator()(const model::Road& road) const { box.add(gis::geometry::box_of(road.line)); }
    void operator()(const model::Facility& facility) const { box.add(facility.location); }
    void operator()(const model::PopulationPoint& point) const { box.add(point.location); }
    void operator()(const model::SurfaceRecord& /*its road has it*/) const {}
    void operator()(const model::PlanEntry& /*in no file of a layer*/) const {}
};

/// What a planner knows a row by; null for a surface record, which is told by its road.
struct SampleOf {
    const View& view;

    Json operator()(const model::Unit& unit) const {
        return {{"entity", "unit"},
                {"name", unit.name},
                {"code", or_null(unit.code.get())},
                {"is_new", view.snapshot->units().find(unit.code) == nullptr}};
    }
    Json operator()(const model::Road& road) const {
        return {{"entity", "road"},
                {"name", road.name},
                {"code", or_null(road.code)},
                {"is_new", road.id.get() == 0}};
    }
    Json operator()(const model::Facility& facility) const {
        return {{"entity", "facility"},
                {"name", facility.name},
                {"code", or_null(facility.code)},
                {"is_new", facility.id.get() == 0}};
    }
    Json operator()(const model::PopulationPoint& /*has no name*/) const { return nullptr; }
    Json operator()(const model::SurfaceRecord& /*has no name*/) const { return nullptr; }
    Json operator()(const model::PlanEntry& /*in no file of a layer*/) const { return nullptr; }
};

} // namespace

Json import_json(const model::ImportBatch& batch, const model::ImportPlan& plan, const View& view) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& issue : plan.issues) {
        counts[issue.code] += issue.cases;
    }
    gis::geometry::Box box;
    auto sample = Json::array();
    for (const auto& row : plan.rows) {
        std::visit(GrowBox{box}, row);
        if (sample.size() < most_sample_rows) {
            if (auto json = std::visit(SampleOf{view}, row); !json.is_null()) {
                sample.push_back(std::move(json));
            }
        }
    }
    return {{"layer", batch.layer},
            {"driver", batch.driver},
            {"crs", or_null(batch.crs)},
            {"read", batch.read},
            {"added", plan.added},
            {"changed", plan.changed},
            {"unchanged", plan.unchanged},
            {"surface_records", plan.surface_records},
            {"skipped", plan.skipped},
            {"issues", issues_json(plan.issues)},
            {"issue_counts", std::move(counts)},
            {"unmapped", unmapped_json(batch)},
            {"bbox", to_json(box)},
            {"sample", std::move(sample)},
            {"revision", view.snapshot->revision().get()}};
}

} // namespace server
