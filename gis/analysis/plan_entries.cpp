#include "gis/analysis/plan_entries.hpp"

#include "gis/analysis/plan_file.hpp"
#include "gis/analysis/plan_items.hpp"
#include "gis/analysis/plan_places.hpp"
#include "gis/analysis/rule_values.hpp"
#include "gis/model/plan_words.hpp"
#include "gis/model/report_period.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <variant>

namespace gis::analysis {

namespace {

constexpr std::size_t most_report_tables = 20;

constexpr double beyond_m = 0.001; ///< metres that a stretch may pass the end of its road

using model::PlanEntryKind;
using plan_items::Reader;
using plan_items::Sourcing;

template <class Item>
void put_by_id(std::vector<Item>& items, Item item) {
    const auto at = std::find_if(items.begin(), items.end(),
                                 [&](const Item& one) { return one.id == item.id; });
    if (at != items.end()) {
        *at = std::move(item);
    } else {
        items.push_back(std::move(item));
    }
}

bool same_record(const model::HamletTitleRecord& a, const model::HamletTitleRecord& b) {
    return a.hamlet == b.hamlet && a.title == b.title && a.year == b.year;
}

template <class Record>
bool same_record(const Record& a, const Record& b) {
    return a.id == b.id;
}

/// Puts a record into a register, in the place of one of the same key.
template <class Record>
void put_record(std::vector<Record>& list, Record one) {
    const auto at = std::find_if(list.begin(), list.end(),
                                 [&](const Record& other) { return same_record(other, one); });
    if (at != list.end()) {
        *at = std::move(one);
    } else {
        list.push_back(std::move(one));
    }
}

/// The only unit that an item is for.
UnitCode only_unit(const JsonObject& body) {
    if (body.has("unit")) {
        return UnitCode{short_text(body, "unit")};
    }
    const auto units = body.has("units") ? body.texts("units") : std::vector<std::string>{};
    return units.size() == 1 ? UnitCode{units.front()} : UnitCode{};
}

/// "25345-07" -> "25345"
UnitCode commune_of(const std::string& hamlet) {
    return UnitCode{hamlet.substr(0, hamlet.find('-'))};
}

/// What every report has; its figures are as they were when it was handed in.
void check_period_report(const JsonObject& body) {
    if (!model::ReportPeriod::parse(short_text(body, "period"))) {
        body.fail("period", "không phải là kỳ báo cáo", "is no period");
    }
    (void)body.day("as_of");
    (void)body.objects("tables", most_report_tables);
}

/// An item that was read, ready to be put into a plan.
using Item = std::variant<std::monostate, model::Work, model::CriterionResult, model::TargetResult,
                          model::Task, model::Difficulty, model::Contribution, model::Household,
                          model::Cooperative, model::Product, model::HamletTitleRecord,
                          model::CapitalEntry, model::Guidance>;

Item read_item(PlanEntryKind kind, const JsonObject& body, const Reader& reader) {
    switch (kind) {
    case PlanEntryKind::plan:
        break;
    case PlanEntryKind::work:
        return reader.work(body);
    case PlanEntryKind::criterion_result:
        return reader.result(body);
    case PlanEntryKind::target_result:
        return reader.progress(body);
    case PlanEntryKind::task:
        return reader.task(body);
    case PlanEntryKind::difficulty:
        return reader.difficulty(body);
    case PlanEntryKind::contribution:
        return reader.contribution(body);
    case PlanEntryKind::household:
        return reader.household(body);
    case PlanEntryKind::period_report: // says how things stood; changes nothing
        check_period_report(body);
        break;
    case PlanEntryKind::cooperative:
        return reader.cooperative(body);
    case PlanEntryKind::product:
        return reader.product(body);
    case PlanEntryKind::hamlet_title:
        return Reader::hamlet_title(body);
    case PlanEntryKind::capital:
        return reader.capital(body);
    case PlanEntryKind::guidance:
        return reader.guidance(body);
    }
    return {};
}

/// @throws also for a body of another item than the entry says
Item read_item(const model::PlanEntry& entry, const CriteriaBook& sets, const model::Plan& plan) {
    auto origin = entry_origin();
    const auto kind = kind_words(entry.kind);
    origin.name = {fmt::format("Mục kế hoạch, {} {}", kind.vi, entry.key),
                   fmt::format("Plan item, {} {}", kind.en, entry.key)};
    const auto body = JsonObject::parse(entry.body, origin);
    auto item = read_item(entry.kind, body, Reader{sets, plan, Sourcing::optional});
    const auto place = place_of(entry.kind, body);
    if (place.key != entry.key || place.commune != entry.commune) {
        body.fail("", "không thuộc mục này", "is of another item");
    }
    return item;
}

struct PutItem {
    model::Plan& plan;

    void operator()(std::monostate) const {}
    void operator()(model::Work work) const {
        const auto* known = plan.find_work(work.id);
        work.draft = known == nullptr || known->draft;
        put_by_id(plan.works, std::move(work));
    }
    void operator()(model::CriterionResult result) const { plan.results.push_back(result); }
    void operator()(model::TargetResult result) const { plan.progress.push_back(result); }
    void operator()(model::Task task) const { put_by_id(plan.tasks, std::move(task)); }
    void operator()(model::Difficulty difficulty) const {
        put_by_id(plan.difficulties, std::move(difficulty));
    }
    void operator()(model::Contribution given) const {
        put_by_id(plan.contributions, std::move(given));
    }
    void operator()(model::Household household) const {
        plan.households.push_back(std::move(household));
    }
    void operator()(model::Cooperative one) const { record(plan.cooperatives, std::move(one)); }
    void operator()(model::Product one) const { record(plan.products, std::move(one)); }
    void operator()(model::HamletTitleRecord one) const {
        record(plan.hamlet_titles, std::move(one));
    }
    void operator()(model::CapitalEntry entry) const { put_by_id(plan.capital, std::move(entry)); }
    void operator()(model::Guidance one) const { put_by_id(plan.guidance, std::move(one)); }

    template <class Record>
    void record(std::vector<Record>& list, Record one) const {
        one.plan = plan.id;
        put_record(list, std::move(one));
    }
};

/// Registers go on from plan to plan: each has all their records, and of two of the same the one
/// of the later plan.
template <class Record>
void share(std::vector<model::Plan>& plans, std::vector<Record> model::Plan::*list) {
    std::vector<const model::Plan*> by_year;
    for (const auto& plan : plans) {
        by_year.push_back(&plan);
    }
    std::stable_sort(by_year.begin(), by_year.end(),
                     [](const auto* a, const auto* b) { return a->year < b->year; });
    std::vector<Record> all;
    for (const auto* plan : by_year) {
        for (const auto& one : plan->*list) {
            put_record(all, one);
        }
    }
    for (auto& plan : plans) {
        plan.*list = all;
    }
}

/// How many households of a target were supported by each day on which one was.
void count_households(model::Plan& plan) {
    std::map<std::string, std::map<Date, int>> supported;
    for (const auto& household : plan.households) {
        if (!household.target.empty() && household.supported_on) {
            ++supported[household.target][*household.supported_on];
        }
    }
    for (const auto& [target, days] : supported) {
        int count = 0;
        for (const auto& [day, more] : days) {
            count += more;
            plan.progress.push_back(
                {target, static_cast<double>(count), day, "hồ sơ hộ đã hỗ trợ"});
        }
    }
}

UnusableEntry unusable(const model::PlanEntry& entry, const Error& error) {
    if (entry.kind == PlanEntryKind::household) { // others read findings
        return {entry,
                {"Một bản ghi hộ không dùng được.", "A record of a household cannot be used."}};
    }
    return {entry, error.message()};
}

Finding finding_of(const UnusableEntry& one) {
    Finding finding;
    finding.code = "plan-entry-unreadable";
    finding.severity = Finding::Severity::warning;
    finding.unit = one.entry.commune;
    finding.message = {
        fmt::format("Kế hoạch {}, một mục không được tính. {}", one.entry.plan, one.why.vi),
        fmt::format("Plan {}, an item does not count. {}", one.entry.plan, one.why.en)};
    return finding;
}

/// Works first: others refer to them.
constexpr std::array order{
    PlanEntryKind::work,      PlanEntryKind::criterion_result, PlanEntryKind::target_result,
    PlanEntryKind::task,      PlanEntryKind::difficulty,       PlanEntryKind::contribution,
    PlanEntryKind::household, PlanEntryKind::period_report,    PlanEntryKind::cooperative,
    PlanEntryKind::product,   PlanEntryKind::hamlet_title,     PlanEntryKind::capital,
    PlanEntryKind::guidance};

} // namespace

JsonOrigin entry_origin() {
    return {"bad-plan-entry", {"Mục kế hoạch", "Plan item"}};
}

std::string canonical_body(std::string_view json) {
    (void)JsonObject::parse(json, entry_origin());
    auto object = nlohmann::json::parse(json);
    for (auto at = object.begin(); at != object.end();) {
        at = at->is_null() ? object.erase(at) : std::next(at);
    }
    return object.dump();
}

EntryPlace place_of(PlanEntryKind kind, const JsonObject& body) {
    switch (kind) {
    case PlanEntryKind::criterion_result:
        return {fmt::format("{}/{}/{}/{}", short_text(body, "set"), short_text(body, "unit"),
                            short_text(body, "criterion"), body.day("as_of").iso()),
                only_unit(body)};
    case PlanEntryKind::target_result:
        return {fmt::format("{}/{}", short_text(body, "target"), body.day("as_of").iso()), {}};
    case PlanEntryKind::household:
        return {fmt::format("{}/{}", short_text(body, "hamlet"), short_text(body, "number")),
                commune_of(short_text(body, "hamlet"))};
    case PlanEntryKind::plan:
        return {short_text(body, "id"), {}};
    case PlanEntryKind::period_report:
        return {fmt::format("{}/{}",
                            body.has("unit") ? short_text(body, "unit") : std::string{"district"},
                            short_text(body, "period")),
                only_unit(body)};
    case PlanEntryKind::hamlet_title:
        return {fmt::format("{}/{}/{}", short_text(body, "hamlet"), short_text(body, "title"),
                            body.whole("year", 1, 9999)),
                commune_of(short_text(body, "hamlet"))};
    case PlanEntryKind::work:
    case PlanEntryKind::task:
    case PlanEntryKind::difficulty:
    case PlanEntryKind::contribution:
    case PlanEntryKind::cooperative:
    case PlanEntryKind::product:
    case PlanEntryKind::capital:
    case PlanEntryKind::guidance:
        break;
    }
    return {short_text(body, "id"), only_unit(body)};
}

void put_entry(const model::PlanEntry& entry, const CriteriaBook& sets, model::Plan& plan) {
    if (!entry.body.empty()) {
        std::visit(PutItem{plan}, read_item(entry, sets, plan));
    }
}

void check_entry(const model::PlanEntry& entry, const CriteriaBook& sets, const model::Plan& plan) {
    if (!entry.body.empty()) {
        (void)read_item(entry, sets, plan);
    }
}

model::Work work_of(const std::string& body, const CriteriaBook& sets, const model::Plan& plan) {
    return Reader{sets, plan, Sourcing::optional}.work(JsonObject::parse(body, entry_origin()));
}

void check_work(const model::Work& work, const model::Snapshot& snapshot, Date today) {
    const auto wrong = [&work](const char* code, std::string field, const std::string& vi,
                               const std::string& en) {
        return Error{ErrorKind::invalid_data,
                     code,
                     {fmt::format("Công trình {}: {}.", work.id, vi),
                      fmt::format("Work {}: {}.", work.id, en)},
                     std::move(field)};
    };
    for (std::size_t i = 0; i < work.stretches.size(); ++i) {
        const auto& stretch = work.stretches[i];
        const auto roads = roads_of(stretch, snapshot);
        const auto name =
            stretch.road_id ? fmt::format("#{}", stretch.road_id->get()) : stretch.road;
        if (roads.size() != 1) {
            throw wrong("unknown-road", fmt::format("/stretches/{}/road", i),
                        fmt::format("có {} đường mã {}", roads.size(), name),
                        fmt::format("there are {} roads with code {}", roads.size(), name));
        }
        if (stretch.to_m > roads.front()->length_m + beyond_m) {
            throw wrong("beyond-road", fmt::format("/stretches/{}/to_m", i),
                        fmt::format("đoạn {:.0f}–{:.0f} m vượt chiều dài {:.0f} m của đường {}",
                                    stretch.from_m, stretch.to_m, roads.front()->length_m, name),
                        fmt::format("{:.0f} to {:.0f} m is beyond road {} of {:.0f} m",
                                    stretch.from_m, stretch.to_m, name, roads.front()->length_m));
        }
    }
    for (const auto& [day, field] :
         {std::pair{work.accepted_on, "/accepted_on"}, std::pair{work.started_on, "/started_on"},
          std::pair{work.finished_on, "/finished_on"}}) {
        if (day && *day > today) {
            throw wrong("in-future", field, fmt::format("ngày {} sau hôm nay", day->vietnamese()),
                        fmt::format("{} is after today", day->iso()));
        }
    }
}

PlansNow plans_now(std::vector<model::Plan> plans, std::span<const model::PlanEntry> entries,
                   const CriteriaBook& sets) {
    PlansNow now{std::move(plans), {}, {}};
    const auto attempt = [&now](const model::PlanEntry& entry, const auto& put) {
        try {
            put();
        } catch (const Error& error) {
            now.unusable.push_back(unusable(entry, error));
            now.findings.push_back(finding_of(now.unusable.back()));
        }
    };
    for (const auto& entry : entries) {
        if (entry.kind == PlanEntryKind::plan && !entry.body.empty()) {
            attempt(entry, [&] { put_by_id(now.plans, parse_plan(entry.body, entry.key, sets)); });
        }
    }
    for (const auto kind : order) {
        for (const auto& entry : entries) {
            const auto plan = std::find_if(now.plans.begin(), now.plans.end(),
                                           [&](const auto& one) { return one.id == entry.plan; });
            if (entry.kind == kind && plan != now.plans.end()) {
                attempt(entry, [&] { put_entry(entry, sets, *plan); });
            }
        }
    }
    for (auto& plan : now.plans) {
        count_households(plan);
    }
    share(now.plans, &model::Plan::cooperatives);
    share(now.plans, &model::Plan::products);
    share(now.plans, &model::Plan::hamlet_titles);
    return now;
}

} // namespace gis::analysis
