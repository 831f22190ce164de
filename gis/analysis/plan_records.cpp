// Reads records of the registers, of the capital ledger and of the guidance log.
#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/rule_values.hpp"

namespace gis::analysis::plan_items {

namespace {

constexpr int most_members = 1'000'000;
constexpr int fewest_stars = 3;
constexpr int most_stars = 5;

void check_order(const JsonObject& object, const std::optional<Date>& from,
                 const std::optional<Date>& to, const char* key) {
    if (from && to && *to < *from) {
        object.fail(key, "không được trước ngày đầu", "must not be before the first day");
    }
}

UnitCode optional_hamlet(const JsonObject& object) {
    return object.has("hamlet") ? UnitCode{short_text(object, "hamlet")} : UnitCode{};
}

} // namespace

model::Cooperative Reader::cooperative(const JsonObject& object) const {
    object.only({"id", "name", "unit", "hamlet", "kind", "founded_on", "dissolved_on", "members",
                 "evidence", "note"});
    model::Cooperative one;
    one.id = short_text(object, "id");
    one.name = short_text(object, "name");
    one.unit = unit(object, "unit");
    one.hamlet = optional_hamlet(object);
    one.kind =
        object.word("kind", [](std::string_view text) { return model::cooperative_kind(text); });
    one.founded_on = optional_day(object, "founded_on");
    one.dissolved_on = optional_day(object, "dissolved_on");
    check_order(object, one.founded_on, one.dissolved_on, "dissolved_on");
    if (object.has("members")) {
        one.members = static_cast<int>(object.whole("members", 1, most_members));
    }
    one.evidence = optional_text(object, "evidence");
    one.note = optional_text(object, "note");
    return one;
}

model::Product Reader::product(const JsonObject& object) const {
    object.only({"id", "name", "unit", "hamlet", "owner_kind", "cooperative", "owner", "stars",
                 "recognised_on", "valid_to", "decision", "note"});
    model::Product one;
    one.id = short_text(object, "id");
    one.name = short_text(object, "name");
    one.unit = unit(object, "unit");
    one.hamlet = optional_hamlet(object);
    one.owner_kind =
        object.word("owner_kind", [](std::string_view text) { return model::owner_kind(text); });
    one.cooperative = optional_text(object, "cooperative");
    one.owner = optional_text(object, "owner");
    if (!one.cooperative.empty() && one.owner_kind != model::OwnerKind::cooperative) {
        object.fail("cooperative", "chỉ dùng khi chủ thể là hợp tác xã",
                    "is only of a product of a co-operative");
    }
    if (!one.owner.empty() && one.owner_kind != model::OwnerKind::enterprise) {
        object.fail("owner", "chỉ dùng khi chủ thể là doanh nghiệp; tên hộ không được lưu",
                    "is only of a product of an enterprise; names of households are not kept");
    }
    if (object.has("stars")) {
        one.stars = static_cast<int>(object.whole("stars", fewest_stars, most_stars));
    }
    one.recognised_on = optional_day(object, "recognised_on");
    if (one.stars.has_value() != one.recognised_on.has_value()) {
        object.fail(one.stars ? "recognised_on" : "stars",
                    "bị thiếu: hạng sao và ngày công nhận đi cùng nhau",
                    "is missing: stars and the day of recognition go together");
    }
    one.valid_to = optional_day(object, "valid_to");
    check_order(object, one.recognised_on, one.valid_to, "valid_to");
    one.decision = optional_text(object, "decision");
    if (one.recognised_on && one.decision.empty()) {
        object.fail("decision", "bị thiếu", "is missing");
    }
    one.note = optional_text(object, "note");
    return one;
}

model::HamletTitleRecord Reader::hamlet_title(const JsonObject& object) {
    object.only({"hamlet", "title", "year", "recognised", "decided_on", "decision", "note"});
    model::HamletTitleRecord one;
    one.hamlet = UnitCode{short_text(object, "hamlet")};
    one.title =
        object.word("title", [](std::string_view text) { return model::hamlet_title(text); });
    one.year = static_cast<int>(object.whole("year", first_year, last_year));
    if (!object.has("recognised")) {
        object.fail("recognised", "bị thiếu", "is missing");
    }
    one.recognised = object.flag("recognised", false);
    one.decided_on = optional_day(object, "decided_on");
    one.decision = optional_text(object, "decision");
    if (one.recognised && one.decision.empty()) {
        object.fail("decision", "bị thiếu", "is missing");
    }
    one.note = optional_text(object, "note");
    return one;
}

model::Counting Reader::counting(const JsonObject& object) {
    object.only({"of", "title", "share"});
    model::Counting counting;
    counting.of =
        object.word("of", [](std::string_view text) { return model::counted_register(text); });
    const bool of_titles = counting.of == model::Counting::Register::hamlet_titles;
    if (of_titles) {
        counting.title =
            object.word("title", [](std::string_view text) { return model::hamlet_title(text); });
        counting.share = object.flag("share", false);
    } else if (object.has("title") || object.has("share")) {
        object.fail(object.has("title") ? "title" : "share", "chỉ dùng với hamlet_titles",
                    "is only of hamlet_titles");
    }
    return counting;
}

std::string Reader::optional_work(const JsonObject& object) const {
    if (!object.has("work")) {
        return {};
    }
    return object.word("work", [this](std::string_view id) {
        return m_plan.find_work(id) != nullptr ? std::optional{std::string{id}} : std::nullopt;
    });
}

model::CapitalEntry Reader::capital(const JsonObject& object) const {
    object.only({"id", "type", "work", "unit", "source", "on", "amount_vnd", "document", "note"});
    model::CapitalEntry entry;
    entry.id = short_text(object, "id");
    entry.type =
        object.word("type", [](std::string_view text) { return model::capital_type(text); });
    entry.work = optional_work(object);
    if (object.has("unit") || !entry.work.empty()) {
        entry.unit = unit(object, "unit");
    }
    const auto* work = m_plan.find_work(entry.work);
    if (work != nullptr && work->unit != entry.unit) {
        object.fail("unit", "không phải là xã của công trình", "is not the commune of the work");
    }
    entry.source = short_text(object, "source");
    entry.on = object.day("on");
    entry.amount_vnd = object.whole("amount_vnd", -largest_money_vnd, largest_money_vnd);
    if (entry.amount_vnd == 0) {
        object.fail("amount_vnd", "phải khác 0", "must not be 0");
    }
    entry.document = short_text(object, "document");
    entry.note = optional_text(object, "note");
    return entry;
}

model::Guidance Reader::guidance(const JsonObject& object) const {
    object.only({"id", "unit", "department", "criterion", "work", "question", "asked_by",
                 "asked_on", "document", "answer"});
    model::Guidance one;
    one.id = short_text(object, "id");
    one.unit = unit(object, "unit");
    one.department = object.word("department", [this](std::string_view id) {
        return m_plan.find_department(id) != nullptr ? std::optional{std::string{id}}
                                                     : std::nullopt;
    });
    one.criterion = criterion(object);
    one.work = optional_work(object);
    if (!one.criterion && one.work.empty()) {
        object.fail("criterion", "bị thiếu, work cũng vậy", "is missing, and so is work");
    }
    one.question = short_text(object, "question");
    one.asked_by = short_text(object, "asked_by");
    one.asked_on = object.day("asked_on");
    one.document = optional_text(object, "document");
    if (object.has("answer")) {
        const auto answer = object.object("answer");
        answer.only({"text", "by", "on", "document"});
        one.answer = model::GuidanceAnswer{short_text(answer, "text"), short_text(answer, "by"),
                                           answer.day("on"), optional_text(answer, "document")};
        if (one.answer->on < one.asked_on) {
            answer.fail("on", "không được trước ngày hỏi", "must not be before it was asked");
        }
    }
    return one;
}

} // namespace gis::analysis::plan_items
