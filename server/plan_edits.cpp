#include "server/plan_edits.hpp"

#include "gis/analysis/checks.hpp"
#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/plan_checks.hpp"
#include "gis/analysis/plan_entries.hpp"
#include "server/edit_json.hpp"
#include "server/json_body.hpp"
#include "server/record_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace server {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;
using model::PlanEntryKind;

namespace {

/// More communes than this are not looked through for an effect.
constexpr std::size_t most_communes = 4;

/// A field of an item, as the request has it.
std::string field_at(std::string_view list, std::size_t position, const std::string& field) {
    if (list.empty()) {
        return field;
    }
    return fmt::format("{}/{}{}{}", list, position, list == "/operations" ? "/body" : "", field);
}

bool records_surfaces(std::span<const editing::Operation> operations, const std::string& work) {
    return std::any_of(operations.begin(), operations.end(), [&](const auto& operation) {
        const auto* add = std::get_if<editing::AddSurface>(&operation);
        return add != nullptr && add->work == work;
    });
}

void check_state(const model::Plan& plan, const model::Work& work,
                 std::span<const editing::Operation> operations) {
    const auto* known = plan.find_work(work.id);
    const bool was = known != nullptr && known->state == model::WorkState::accepted;
    const bool is = work.state == model::WorkState::accepted;
    if (was && !is) {
        refuse_body("revert-needed", "/state",
                    "Công trình đã nghiệm thu; hãy hoàn tác thay đổi nghiệm thu.",
                    "The work is accepted; revert the changeset that accepted it.");
    }
    const bool changes_map = work.kind == model::WorkKind::road && !work.stretches.empty();
    if (is && !was && changes_map && !records_surfaces(operations, work.id)) {
        refuse_body("accept-needed", "/state",
                    "Hãy nghiệm thu công trình để mặt đường được ghi cùng lúc.",
                    "Accept the work, so that its surfaces are recorded with it.");
    }
}

/// A day that something is said of is not after today.
void check_day(const std::string& body, const char* key) {
    const auto json = Json::parse(body);
    const auto at = json.find(key);
    const auto day = at == json.end() || !at->is_string()
                         ? std::nullopt
                         : gis::Date::parse(at->get_ref<const std::string&>());
    if (day && *day > gis::Date::today()) {
        refuse_body("in-future", fmt::format("/{}", key),
                    fmt::format("Ngày {} sau hôm nay.", day->vietnamese()),
                    fmt::format("{} is after today.", day->iso()));
    }
}

void check_item(const View& view, const editing::SetPlanEntry& item,
                std::span<const editing::Operation> operations) {
    if (item.kind == PlanEntryKind::plan) {
        refuse_body("plan-import-needed", "",
                    "Cả kế hoạch được nạp bằng lệnh ntm-atlas plan import.",
                    "A whole plan is taken in by ntm-atlas plan import.");
    }
    const auto& planning = *view.planning;
    const auto& plan = planning.find(item.plan);
    if (item.body.empty()) {
        return;
    }
    analysis::check_entry({{}, item.plan, item.kind, item.key, item.commune, item.body},
                          planning.sets, plan);
    if (item.kind == PlanEntryKind::work) {
        const auto work = analysis::work_of(item.body, planning.sets, plan);
        analysis::check_work(work, *view.snapshot, gis::Date::today());
        check_state(plan, work, operations);
        if (item.is_new && plan.find_work(work.id) != nullptr) {
            refuse_body("key-taken", "/id", fmt::format("Đã có công trình {}.", work.id),
                        fmt::format("There is a work {} already.", work.id));
        }
    }
    if (item.kind == PlanEntryKind::household) {
        check_hamlet(view, item.commune, Json::parse(item.body).value("hamlet", std::string{}));
    }
    check_record(view, item, operations);
    for (const auto* key : {"as_of", "on", "done_on", "raised_on", "supported_on", "founded_on",
                            "dissolved_on", "recognised_on", "decided_on", "asked_on"}) {
        check_day(item.body, key);
    }
}

/// `N12` -> 12
std::optional<std::size_t> number_of(std::string_view id, std::string_view letters) {
    if (!id.starts_with(letters)) {
        return std::nullopt;
    }
    const auto digits = id.substr(letters.size());
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() ? std::optional{number}
                                                                        : std::nullopt;
}

analysis::CriteriaReport report_of(const Figures& figures, const Planning& planning,
                                   const analysis::HardeningRules& rules,
                                   const model::CriteriaSet& set, const gis::UnitCode& unit,
                                   std::span<const model::CriterionResult> results) {
    const auto today = gis::Date::today();
    analysis::CriteriaQuestion question;
    question.set = &set;
    question.unit = unit;
    if (const auto* plan = planning.plan_on(today)) {
        question.conditions = plan->conditions;
        for (const auto& one : plan->units) {
            question.unit_conditions[one.code] = one.conditions;
        }
    }
    return criteria_report({&figures.snapshot, &figures.ledger, nullptr, &rules, today}, question,
                           results);
}

/// A set that is valid today, or that the plan in force is about.
bool in_use(const model::CriteriaSet& set, const Planning& planning) {
    const auto today = gis::Date::today();
    const auto* plan = planning.plan_on(today);
    return set.valid_on(today) || (plan != nullptr && set.valid_on(gis::Date{plan->year, 12, 31}));
}

Json state_json(const analysis::CriterionRow& row) {
    return {{"state", to_text(row.state)}, {"measured", to_text(row.measured)}};
}

} // namespace

void check_plan_items(const View& view, std::span<const editing::Operation> operations,
                      std::string_view list) {
    std::size_t households = 0;
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto* item = std::get_if<editing::SetPlanEntry>(&operations[i]);
        if (item == nullptr) {
            continue;
        }
        households += item->kind == PlanEntryKind::household ? 1 : 0;
        try {
            check_item(view, *item, operations);
        } catch (const gis::Error& error) {
            throw gis::Error{error.kind(), error.code(), error.message(),
                             field_at(list, i, error.field())};
        }
    }
    if (households > 0 && households < operations.size()) {
        refuse_body("households-alone", std::string{list},
                    "Dữ liệu từng hộ phải được ghi riêng, không cùng thay đổi khác.",
                    "Records of households must be written alone, with no other change.");
    }
}

std::vector<analysis::Finding> plan_findings(const View& view, gis::Date today) {
    auto findings = view.planning->findings;
    for (const auto& plan : view.planning->plans) {
        auto more = analysis::check_plan(plan, *view.snapshot, view.planning->sets, today);
        std::move(more.begin(), more.end(), std::back_inserter(findings));
    }
    return findings;
}

std::vector<analysis::Finding> all_findings(const View& view, gis::Date today) {
    auto findings = analysis::check_atlas(*view.coverage, *view.ledger, today);
    auto of_plans = plan_findings(view, today);
    std::move(of_plans.begin(), of_plans.end(), std::back_inserter(findings));
    std::stable_sort(findings.begin(), findings.end(),
                     [](const auto& a, const auto& b) { return a.severity < b.severity; });
    return findings;
}

PlannedWork find_planned_work(const View& view, std::string_view id) {
    for (auto plan = view.planning->plans.rbegin(); plan != view.planning->plans.rend(); ++plan) {
        if (const auto* work = plan->find_work(id)) {
            return {*plan, *work};
        }
    }
    throw gis::Error{gis::ErrorKind::not_found,
                     "unknown-work",
                     {fmt::format("Không có công trình “{}” trong kế hoạch nào.", id),
                      fmt::format("No plan has a work “{}”.", id)},
                     "id"};
}

void complete_title(Json& item) {
    if (item.contains("title") && item["title"].is_string()) {
        const auto title = item["title"].get<std::string>();
        item["title"] = {{"vi", title}, {"en", title}};
    }
}

std::string patched(const std::string& body, std::string_view patch) {
    auto json = nlohmann::json::parse(body);
    json.merge_patch(nlohmann::json::parse(patch));
    return analysis::canonical_body(json.dump());
}

std::vector<editing::Operation> accept_work(const View& view, const PlannedWork& planned,
                                            const WorkAcceptance& acceptance) {
    const auto& work = planned.work;
    if (work.state == model::WorkState::accepted) {
        throw gis::Error{gis::ErrorKind::invalid_data,
                         "work-accepted",
                         {fmt::format("Công trình {} đã nghiệm thu.", work.id),
                          fmt::format("Work {} has been accepted.", work.id)}};
    }
    auto operations = acceptance_operations(work, acceptance, *view.snapshot);
    auto after = work;
    after.state = model::WorkState::accepted;
    after.accepted_on = acceptance.accepted_on;
    if (!acceptance.evidence.empty()) {
        after.evidence = acceptance.evidence;
    }
    if (acceptance.facility) {
        after.facility = acceptance.facility;
    }
    if (acceptance.actual) {
        after.actual = acceptance.actual;
    }
    operations.emplace_back(
        set_plan_entry(planned.plan.id, PlanEntryKind::work, analysis::to_body(after)));
    return operations;
}

std::string free_code(const View& view, const model::Plan& plan, std::string_view letters,
                      std::size_t skip) {
    std::size_t greatest = 0;
    const auto look = [&](std::string_view id) {
        greatest = std::max(greatest, number_of(id, letters).value_or(0));
    };
    for (const auto& work : plan.works) {
        look(work.id);
    }
    for (const auto& difficulty : plan.difficulties) {
        look(difficulty.id);
    }
    for (const auto& entry : *view.snapshot->plan_entries()) {
        look(entry.key);
    }
    for (const auto& key : view.pending->plan_keys) {
        look(key);
    }
    return fmt::format("{}{}", letters, greatest + 1 + skip);
}

void require_free_code(const View& view, const std::string& code, const std::string& field) {
    if (view.pending->plan_keys.contains(code)) {
        refuse_body("key-taken", field,
                    fmt::format("Một đề nghị đang chờ duyệt đã dùng mã {}.", code),
                    fmt::format("A proposal that waits uses the code {} already.", code));
    }
}

Json criteria_effect_json(const App& app, const Figures& before, const Figures& after,
                          const Planning& planning_before,
                          std::span<const gis::UnitCode> communes) {
    auto list = Json::array();
    if (communes.size() > most_communes) {
        return list;
    }
    const auto planning_after = app.planning().with(*after.snapshot.plan_entries());
    const auto results_before = planning_before.results();
    const auto results_after = planning_after.results();
    const auto& rules = app.rules().standard();
    for (const auto& set : planning_before.sets.all()) {
        for (const auto& commune : communes) {
            const auto* was = before.snapshot.units().find(commune);
            const auto* is = after.snapshot.units().find(commune);
            const bool judged = was != nullptr && is != nullptr && set.judges(*was) &&
                                set.judges(*is) && in_use(set, planning_before);
            if (!judged) {
                continue;
            }
            const auto then =
                report_of(before, planning_before, rules, set, commune, results_before);
            const auto now = report_of(after, planning_after, rules, set, commune, results_after);
            const auto& old_rows = then.rows.front().criteria;
            const auto& new_rows = now.rows.front().criteria;
            for (std::size_t i = 0; i < old_rows.size(); ++i) {
                const bool differ = old_rows[i].state != new_rows[i].state ||
                                    old_rows[i].measured != new_rows[i].measured;
                if (differ) {
                    list.push_back({{"set", set.id},
                                    {"unit", unit_reference(was)},
                                    {"criterion", old_rows[i].criterion->code},
                                    {"before", state_json(old_rows[i])},
                                    {"after", state_json(new_rows[i])}});
                }
            }
        }
    }
    return list;
}

} // namespace server
