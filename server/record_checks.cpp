#include "server/record_checks.hpp"

#include "server/json.hpp"
#include "server/json_body.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace editing = gis::editing;
namespace model = gis::model;
using model::PlanEntryKind;

namespace {

bool is_record(PlanEntryKind kind) {
    return kind == PlanEntryKind::cooperative || kind == PlanEntryKind::product ||
           kind == PlanEntryKind::hamlet_title || kind == PlanEntryKind::capital ||
           kind == PlanEntryKind::guidance;
}

/// Records go on from plan to plan: their codes are unique in all.
void check_code(const View& view, const editing::SetPlanEntry& item) {
    const auto& entries = *view.snapshot->plan_entries();
    const bool taken = std::any_of(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.kind == item.kind && entry.key == item.key && !entry.body.empty();
    });
    if (item.is_new && taken) {
        refuse_body("key-taken", "/id", fmt::format("Mã “{}” đã dùng.", item.key),
                    fmt::format("The code “{}” is taken.", item.key));
    }
}

void check_owner(const model::Plan& plan, const Json& body,
                 std::span<const editing::Operation> operations) {
    const auto id = body.value("cooperative", std::string{});
    const bool added =
        std::any_of(operations.begin(), operations.end(), [&](const auto& operation) {
            const auto* entry = std::get_if<editing::SetPlanEntry>(&operation);
            return entry != nullptr && entry->kind == PlanEntryKind::cooperative &&
                   entry->key == id && !entry->body.empty();
        });
    if (!id.empty() && !added && plan.find_cooperative(id) == nullptr) {
        refuse_body("unknown-cooperative", "/cooperative",
                    fmt::format("Không có hợp tác xã mang mã “{}”.", id),
                    fmt::format("There is no co-operative with the code “{}”.", id));
    }
}

void check_year(const Json& body) {
    const auto year = body.value("year", 0);
    if (year > gis::Date::today().year()) {
        refuse_body("in-future", "/year", fmt::format("Năm {} chưa tới.", year),
                    fmt::format("{} is not there yet.", year));
    }
}

} // namespace

void check_hamlet(const View& view, const gis::UnitCode& commune, const std::string& code) {
    const auto& units = view.snapshot->units();
    const auto hamlet = units.find_hamlet(gis::UnitCode{code});
    const auto today = units.find_commune(commune);
    const auto& wanted = today ? units.communes[*today].code : commune;
    if (!hamlet || units.hamlets[*hamlet].parent != wanted) {
        refuse_body("unknown-hamlet", "/hamlet", fmt::format("Xã không có ấp mang mã “{}”.", code),
                    fmt::format("The commune has no hamlet with the code “{}”.", code));
    }
}

void check_record(const View& view, const editing::SetPlanEntry& item,
                  std::span<const editing::Operation> operations) {
    if (!is_record(item.kind)) {
        return;
    }
    const auto body = Json::parse(item.body);
    check_code(view, item);
    if (const auto hamlet = body.value("hamlet", std::string{}); !hamlet.empty()) {
        check_hamlet(view, item.commune, hamlet);
    }
    if (item.kind == PlanEntryKind::product) {
        check_owner(view.planning->find(item.plan), body, operations);
    }
    if (item.kind == PlanEntryKind::hamlet_title) {
        check_year(body);
    }
}

} // namespace server
