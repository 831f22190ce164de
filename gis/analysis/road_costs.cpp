#include "gis/analysis/road_costs.hpp"

#include "gis/analysis/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gis::analysis {

namespace {

constexpr double narrowest_road_m = 0.5;

UnitCost read_cost(const JsonObject& object) {
    object.only({"surface", "width_m", "vnd_per_m", "source"});
    UnitCost cost;
    cost.surface =
        object.word("surface", [](std::string_view text) { return model::surface(text); });
    if (cost.surface == model::Surface::unknown) {
        object.fail("surface", "phải là loại mặt đường đã biết", "must be a known surface");
    }
    cost.width_m = object.number("width_m", narrowest_road_m, widest_road_m);
    cost.vnd_per_m = object.number("vnd_per_m", 1, dearest_vnd_per_m);
    cost.source = object.text("source");
    return cost;
}

RoadCosts read_costs(const JsonObject& object) {
    object.only({"id", "title", "note", "costs", "standards"});
    RoadCosts costs;
    costs.id = object.text("id");
    costs.title = {object.object("title").text("vi"), object.object("title").text("en")};
    for (const auto& item : object.objects("costs")) {
        const auto cost = read_cost(item);
        const bool repeated =
            std::any_of(costs.costs.begin(), costs.costs.end(), [&](const UnitCost& other) {
                return other.surface == cost.surface && other.width_m == cost.width_m;
            });
        if (repeated) {
            item.fail("width_m", "đã có đơn giá", "has a cost already");
        }
        costs.put(cost);
    }
    for (const auto& item : object.objects("standards")) {
        item.only({"class", "surface", "width_m", "source"});
        const auto road_class =
            item.word("class", [](std::string_view text) { return model::road_class(text); });
        auto& standard = costs.standards[static_cast<std::size_t>(road_class)];
        if (standard) {
            item.fail("class", "đã có", "stands twice");
        }
        standard = RoadStandard{
            item.word("surface", [](std::string_view text) { return model::surface(text); }),
            item.number("width_m", narrowest_road_m, widest_road_m), item.text("source")};
        if (costs.rows_of(standard->surface).empty()) {
            item.fail("surface", "chưa có đơn giá", "has no cost");
        }
    }
    return costs;
}

} // namespace

RoadCosts RoadCosts::parse(std::string_view json, const std::string& file) {
    return read_costs(JsonObject::parse(json, JsonOrigin::rules_file(file)));
}

RoadCosts RoadCosts::load(const std::filesystem::path& folder) {
    const auto files = json_files(folder);
    if (files.size() != 1) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Thư mục {} phải có đúng một tệp đơn giá, hiện có {}.",
                                 folder.string(), files.size()),
                     fmt::format("Folder {} must have exactly one file of unit costs, not {}.",
                                 folder.string(), files.size())}};
    }
    return read_costs(JsonObject::read(files.front()));
}

void RoadCosts::put(UnitCost cost) {
    std::erase_if(costs, [&](const UnitCost& other) {
        return other.surface == cost.surface && other.width_m == cost.width_m;
    });
    const auto at = std::find_if(costs.begin(), costs.end(), [&](const UnitCost& other) {
        return std::pair{other.surface, other.width_m} > std::pair{cost.surface, cost.width_m};
    });
    costs.insert(at, std::move(cost));
}

void RoadCosts::forget(model::Surface surface) {
    std::erase_if(costs, [&](const UnitCost& cost) { return cost.surface == surface; });
}

std::vector<const UnitCost*> RoadCosts::rows_of(model::Surface surface) const {
    std::vector<const UnitCost*> rows;
    for (const auto& cost : costs) {
        if (cost.surface == surface) {
            rows.push_back(&cost);
        }
    }
    return rows;
}

double RoadCosts::vnd_per_m(model::Surface surface, double width_m) const {
    const auto rows = rows_of(surface);
    if (rows.empty()) {
        throw Error{ErrorKind::invalid_argument,
                    "no-unit-cost",
                    {fmt::format("Chưa có đơn giá cho mặt đường “{}”; hãy nêu trong unit_costs.",
                                 to_text(surface)),
                     fmt::format("There is no unit cost of the surface \"{}\"; name one in "
                                 "unit_costs.",
                                 to_text(surface))},
                    "unit_costs"};
    }
    const auto wider = std::find_if(rows.begin(), rows.end(),
                                    [&](const UnitCost* row) { return row->width_m >= width_m; });
    if (wider == rows.end() || (wider == rows.begin() && (*wider)->width_m != width_m)) {
        const auto& nearest = wider == rows.end() ? *rows.back() : *rows.front();
        return nearest.vnd_per_m * width_m / nearest.width_m;
    }
    if ((*wider)->width_m == width_m) {
        return (*wider)->vnd_per_m;
    }
    const auto& below = **std::prev(wider);
    const double t = (width_m - below.width_m) / ((*wider)->width_m - below.width_m);
    return std::lerp(below.vnd_per_m, (*wider)->vnd_per_m, t);
}

const std::string& RoadCosts::source(model::Surface surface, double width_m) const {
    (void)vnd_per_m(surface, width_m); // throws when there is none
    const auto rows = rows_of(surface);
    return (*std::min_element(rows.begin(), rows.end(),
                              [width_m](const UnitCost* a, const UnitCost* b) {
                                  return std::abs(a->width_m - width_m) <
                                         std::abs(b->width_m - width_m);
                              }))
        ->source;
}

} // namespace gis::analysis
