#include "gis/model/plan_entry.hpp"

#include "gis/model/enum_text.hpp"

namespace gis::model {

namespace {

constexpr std::array<std::string_view, 14> kinds{
    "plan",       "work",         "criterion_result", "target_result", "task",
    "difficulty", "contribution", "household",        "period_report", "cooperative",
    "product",    "hamlet_title", "capital",          "guidance"};

} // namespace

std::string_view to_text(PlanEntryKind kind) noexcept {
    return text_of(kinds, kind);
}

std::optional<PlanEntryKind> plan_entry_kind(std::string_view text) noexcept {
    return enum_of<PlanEntryKind>(kinds, text);
}

} // namespace gis::model
