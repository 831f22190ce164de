#include "gis/editing/plan_operations.hpp"

#include <fmt/format.h>

namespace gis::editing {

namespace {

void check_name(const Checks& checks, const std::string& text, std::string_view field) {
    if (text.empty() || text.size() > max_key_bytes || checks.text(text, field) != text) {
        throw checks.wrong(
            "bad-plan-item", field,
            {fmt::format("Cần 1 đến {} byte, không có khoảng trắng ở đầu, cuối.", max_key_bytes),
             fmt::format("1 to {} bytes are needed, without blanks around them.", max_key_bytes)});
    }
}

} // namespace

void carry_out(const Step& step, const SetPlanEntry& operation) {
    check_name(step.checks, operation.plan, "plan");
    check_name(step.checks, operation.key, "key");
    if (operation.body.size() > max_entry_bytes) {
        throw step.checks.wrong("entry-too-long", "body",
                                {fmt::format("Dài quá {} byte.", max_entry_bytes),
                                 fmt::format("Longer than {} bytes.", max_entry_bytes)});
    }
    model::PlanEntry entry{
        {}, operation.plan, operation.kind, operation.key, operation.commune, operation.body};
    if (operation.is_new && step.workspace.plan_entry(entry) != nullptr) {
        throw step.checks.wrong(
            "key-taken", "key",
            {fmt::format("Mã “{}” đã dùng cho mục khác của kế hoạch.", operation.key),
             fmt::format("The code “{}” is that of another item of the plan.", operation.key)});
    }
    step.workspace.set_plan_entry(std::move(entry));
}

} // namespace gis::editing
