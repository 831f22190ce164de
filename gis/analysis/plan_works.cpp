#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"
#include "gis/core/number_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace gis::analysis::plan_items {

namespace {

constexpr double largest_quantity = 1e12;
constexpr double widest_road_m = 100;
constexpr int most_rooms = 1'000;
constexpr std::size_t most_parts = 200; ///< stretches or funds of one work

std::optional<model::NamedPlace> read_place(const JsonObject& object, const std::string& key) {
    if (!object.has(key)) {
        return std::nullopt;
    }
    const auto json = object.object(key);
    json.only({"kind", "name"});
    model::NamedPlace place;
    place.kind =
        json.word("kind", [](std::string_view text) { return model::facility_kind(text); });
    if (json.has("name")) {
        place.name = short_text(json, "name");
    }
    return place;
}

model::WorkStretch read_stretch(const JsonObject& object) {
    object.only({"road", "road_id", "from_m", "to_m", "width_m", "surface"});
    model::WorkStretch stretch;
    if (object.has("road_id")) {
        stretch.road_id = RoadId{object.whole("road_id", 1, std::int64_t{1} << 53)};
    }
    if (object.has("road") || !stretch.road_id) {
        stretch.road = short_text(object, "road");
    }
    if (object.has("width_m")) {
        stretch.width_m = object.number("width_m", 0.1, widest_road_m);
    }
    if (object.has("surface")) {
        stretch.surface =
            object.word("surface", [](std::string_view text) { return model::surface(text); });
    }
    stretch.from_m = object.number("from_m", 0, longest_road_m);
    stretch.to_m = object.number("to_m", 0, longest_road_m);
    if (stretch.to_m <= stretch.from_m) {
        object.fail("to_m", "phải lớn hơn from_m", "must be more than from_m");
    }
    return stretch;
}

void read_state(const JsonObject& object, model::Work& work) {
    if (object.has("state")) {
        work.state =
            object.word("state", [](std::string_view text) { return model::work_state(text); });
    }
    if (object.has("accepted_on")) {
        work.accepted_on = object.day("accepted_on");
    }
    if ((work.state == model::WorkState::accepted) != work.accepted_on.has_value()) {
        object.fail("accepted_on", "phải có khi và chỉ khi công trình đã nghiệm thu",
                    "must be there if and only if the work is accepted");
    }
}

} // namespace

void Reader::read_money(const JsonObject& object, model::Work& work) {
    if (object.has("cost_vnd")) {
        work.cost_vnd = object.number("cost_vnd", 0, largest_money_vnd);
    }
    double sum = 0;
    bool all_known = true;
    if (object.has("funding")) {
        for (const auto& item : object.objects("funding", most_parts)) {
            item.only({"source", "amount_vnd"});
            model::FundingShare share{short_text(item, "source"), std::nullopt};
            if (item.has("amount_vnd")) {
                share.amount_vnd = item.number("amount_vnd", 0, largest_money_vnd);
            }
            sum += share.amount_vnd.value_or(0);
            all_known = all_known && share.amount_vnd.has_value();
            work.funding.push_back(std::move(share));
        }
    }
    if (!work.cost_vnd || work.funding.empty()) {
        return;
    }
    const bool fits = all_known ? std::abs(sum - *work.cost_vnd) < 1 : sum <= *work.cost_vnd;
    if (!fits) {
        object.fail(
            "funding",
            fmt::format("cộng lại là {} đồng, khác cost_vnd {}",
                        number_words(sum, 0, 0, Language::vi),
                        number_words(*work.cost_vnd, 0, 0, Language::vi)),
            fmt::format("adds up to {:.0f} VND and cost_vnd is {:.0f}", sum, *work.cost_vnd));
    }
}

/// How the work goes on.
void Reader::read_course(const JsonObject& object, model::Work& work) const {
    work.planned_from = optional_day(object, "planned_from");
    work.planned_to = optional_day(object, "planned_to");
    work.started_on = optional_day(object, "started_on");
    work.finished_on = optional_day(object, "finished_on");
    for (const auto& [from, to, key] :
         {std::tuple{work.planned_from, work.planned_to, "planned_to"},
          std::tuple{work.started_on, work.finished_on, "finished_on"}}) {
        if (from && to && *to < *from) {
            object.fail(key, "không được trước ngày bắt đầu", "must not be before the start");
        }
    }
    if (object.has("actual")) {
        work.actual = object.number("actual", 0, largest_quantity);
    }
    work.owner = optional_text(object, "owner");
    if (object.has("department")) {
        work.department = object.word("department", [this](std::string_view id) {
            const bool known = std::any_of(m_plan.departments.begin(), m_plan.departments.end(),
                                           [id](const auto& one) { return one.id == id; });
            return known ? std::optional{std::string{id}} : std::nullopt;
        });
    }
    if (object.has("facility")) {
        work.facility = FacilityId{object.whole("facility", 1, std::int64_t{1} << 53)};
    }
    work.evidence = optional_text(object, "evidence");
    work.note = optional_text(object, "note");
    work.links = read_links(object);
}

void Reader::read_rooms(const JsonObject& object, model::Work& work) const {
    const auto rooms = object.object("rooms");
    for (const auto& type : rooms.keys()) {
        if (!m_plan.room_types.contains(type)) {
            rooms.fail(type, "là loại phòng không biết", "is an unknown type of room");
        }
        work.rooms[type] = static_cast<int>(rooms.whole(type, 1, most_rooms));
    }
    work.rooms_at_least = object.flag("rooms_at_least", false);
}

/// What the work consists of.
void Reader::read_works(const JsonObject& object, model::Work& work) const {
    if (object.has("rooms")) {
        read_rooms(object, work);
    }
    work.place = read_place(object, "place");
    work.made_of = read_place(object, "made_of");
    work.amount = read_amount(object, "amount");
    if (object.has("width_m")) {
        work.width_m = object.number("width_m", 0.1, widest_road_m);
    }
    if (object.has("road_classes")) {
        work.road_classes = object.words(
            "road_classes", [](std::string_view text) { return model::road_class(text); });
    }
    if (object.has("surfaces")) {
        work.surfaces =
            object.words("surfaces", [](std::string_view text) { return model::surface(text); });
    }
    if (object.has("stretches")) {
        for (const auto& item : object.objects("stretches", most_parts)) {
            work.stretches.push_back(read_stretch(item));
        }
    }
    const bool of_road = !work.surfaces.empty() || !work.stretches.empty() || work.width_m ||
                         !work.road_classes.empty();
    if (of_road && work.kind != model::WorkKind::road) {
        object.fail("kind", "phải là road khi có mặt đường, lý trình",
                    "must be road where there are surfaces or stretches");
    }
    work.adds_toilet = object.flag("adds_toilet", false);
    work.adds_well = object.flag("adds_well", false);
}

model::Work Reader::work(const JsonObject& object) const {
    object.only(
        with_source({"title",        "kind",         "action",     "unit",           "hamlet",
                     "place",        "made_of",      "rooms",      "rooms_at_least", "amount",
                     "width_m",      "road_classes", "surfaces",   "stretches",      "adds_toilet",
                     "adds_well",    "target",       "criterion",  "year",           "state",
                     "accepted_on",  "cost_vnd",     "funding",    "documents",      "may_overlap",
                     "planned_from", "planned_to",   "started_on", "finished_on",    "actual",
                     "owner",        "department",   "facility",   "evidence",       "note",
                     "photos",       "features"}));
    model::Work work;
    work.id = short_text(object, "id");
    work.title = message(object, "title");
    work.kind = object.word("kind", [](std::string_view text) { return model::work_kind(text); });
    work.action =
        object.word("action", [](std::string_view text) { return model::work_action(text); });
    work.unit = unit(object, "unit");
    if (object.has("hamlet")) {
        work.hamlet = short_text(object, "hamlet");
    }
    read_works(object, work);
    work.target = target_id(object);
    work.criterion = criterion(object);
    work.year =
        object.has("year") ? static_cast<int>(object.whole("year", 1990, 2100)) : m_plan.year;
    read_state(object, work);
    read_money(object, work);
    read_course(object, work);
    work.documents = documents(object);
    if (object.has("may_overlap")) {
        work.may_overlap = object.words("may_overlap", [this](std::string_view id) {
            return m_plan.find_work(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
        });
    }
    work.source = source(object);
    return work;
}

} // namespace gis::analysis::plan_items
