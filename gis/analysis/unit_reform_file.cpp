#include "gis/analysis/unit_reform_file.hpp"

#include "gis/analysis/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gis::analysis {

namespace {

constexpr std::size_t most_units = 2000;

JsonOrigin origin_of(const std::string& file) {
    return {"bad-reform",
            {fmt::format("Tệp sắp xếp đơn vị {}", file), fmt::format("Reform file {}", file)}};
}

bool is_code(const std::string& text) {
    return text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '-' || c == '_' || c == '.';
           });
}

UnitCode read_code(const JsonObject& object, const std::string& key) {
    auto code = object.scalar(key);
    if (code.empty() || !is_code(code)) {
        object.fail(key, "không phải mã đơn vị", "is not the code of a unit");
    }
    return UnitCode{std::move(code)};
}

UnitReform::Made read_made(const JsonObject& object, Date first_day) {
    object.only({"code", "kind", "name", "parent", "made_from", "made_from_outside", "note"});
    UnitReform::Made made;
    auto& unit = made.unit;
    unit.code = read_code(object, "code");
    unit.kind = object.word("kind", [](std::string_view text) { return model::unit_kind(text); });
    const bool is_commune = unit.kind == model::UnitKind::xa ||
                            unit.kind == model::UnitKind::phuong ||
                            unit.kind == model::UnitKind::thi_tran;
    unit.level = is_commune ? model::UnitLevel::commune : model::UnitLevel::hamlet;
    unit.name = object.text("name");
    if (is_commune == object.has("parent")) {
        object.fail("parent", "chỉ ấp có xã, và ấp nào cũng có",
                    "is for hamlets, and each hamlet has one");
    }
    if (!is_commune) {
        unit.parent = read_code(object, "parent");
    }
    unit.valid_from = first_day;
    for (const auto& code : object.texts("made_from")) {
        if (!is_code(code)) {
            object.fail("made_from", "có mã sai: " + code, "has a wrong code: " + code);
        }
        unit.predecessors.emplace_back(code);
    }
    if (object.has("made_from_outside")) {
        made.from_outside = object.texts("made_from_outside");
    }
    return made;
}

} // namespace

UnitReform parse_unit_reform(std::string_view json, const std::string& file) {
    const auto object = JsonObject::parse(json, origin_of(file));
    object.only({"id", "title", "first_day", "documents", "note", "units"});
    UnitReform reform;
    reform.id = object.text("id");
    reform.title = {object.object("title").text("vi"), object.object("title").text("en")};
    reform.first_day = object.day("first_day");
    reform.documents = object.texts("documents");
    if (reform.documents.empty()) {
        object.fail("documents", "phải nêu văn bản", "must name a document");
    }
    for (const auto& item : object.objects("units", most_units)) {
        reform.made.push_back(read_made(item, reform.first_day));
    }
    if (reform.made.empty()) {
        object.fail("units", "không có đơn vị nào", "has no unit");
    }
    return reform;
}

std::vector<model::Unit> rows_of(const UnitReform& reform, const model::UnitsInTime& units) {
    std::vector<model::Unit> made;
    std::map<UnitCode, UnitCode> later_communes; // code, key
    for (const auto& item : reform.made) {
        made.push_back(item.unit);
    }
    auto rows = model::reform_rows(units, std::move(made));
    for (const auto& row : rows) {
        if (row.level == model::UnitLevel::commune && row.valid_from == reform.first_day) {
            later_communes[row.code] = row.key();
        }
    }
    for (auto& row : rows) {
        if (row.valid_from != reform.first_day) {
            continue; // one that ends
        }
        std::vector<const model::Unit*> parts;
        for (const auto& key : row.predecessors) {
            parts.push_back(units.find(key));
        }
        auto merged = model::merged_figures(parts);
        row.boundary = std::move(merged.boundary);
        const auto item = std::find_if(reform.made.begin(), reform.made.end(),
                                       [&](const auto& one) { return one.unit.code == row.code; });
        if (item->from_outside.empty()) {
            row.population = merged.population;
            row.households = merged.households;
        }
        if (const auto commune = later_communes.find(row.parent); commune != later_communes.end()) {
            row.parent = commune->second;
        }
    }
    return rows;
}

} // namespace gis::analysis
