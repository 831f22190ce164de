#include "server/plan_forms.hpp"

#include "gis/analysis/plan_entries.hpp"
#include "server/edit_json.hpp"
#include "server/plan_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace server {

namespace analysis = gis::analysis;
namespace editing = gis::editing;
namespace model = gis::model;
using analysis::FormRow;
using model::PlanEntryKind;

namespace {

class RowReader {
public:
    explicit RowReader(const FormRow& row) : m_row(row) {}

    [[nodiscard]] const std::string* cell(const std::string& key) const {
        const auto at = m_row.cells.find(key);
        return at == m_row.cells.end() ? nullptr : &at->second;
    }

    [[nodiscard]] std::optional<double> number(const std::string& key) const {
        return read(key, "số", "a number",
                    [](const std::string& text) { return analysis::number_of_cell(text); });
    }
    [[nodiscard]] std::optional<gis::Date> day(const std::string& key) const {
        return read(key, "ngày như 05/11/2024", "a day like 05/11/2024",
                    [](const std::string& text) { return analysis::day_of_cell(text); });
    }
    [[nodiscard]] std::optional<model::WorkState> state() const {
        return read("state", "trạng thái của biểu", "a state of the form",
                    [](const std::string& text) { return analysis::state_of_words(text); });
    }
    [[nodiscard]] std::optional<model::Surface> surface() const {
        return read("surface", "mã mặt đường như btxm", "a surface like btxm",
                    [](const std::string& text) { return model::surface(text); });
    }

    [[noreturn]] void fail(const std::string& key, const std::string& vi,
                           const std::string& en) const {
        throw gis::Error{
            gis::ErrorKind::invalid_data,
            "bad-form",
            {fmt::format("Dòng {} ({}), cột {}: {}.", m_row.line, m_row.id, key, vi),
             fmt::format("Row {} ({}), column {}: {}.", m_row.line, m_row.id, key, en)},
            fmt::format("/{}/{}", m_row.line, key)};
    }

private:
    template <class Read>
    [[nodiscard]] auto read(const std::string& key, const char* vi, const char* en,
                            const Read& parse) const -> decltype(parse(std::string{})) {
        const auto* text = cell(key);
        if (text == nullptr) {
            return std::nullopt;
        }
        const auto value = parse(*text);
        if (!value) {
            fail(key, fmt::format("“{}” không phải là {}", *text, vi),
                 fmt::format("“{}” is not {}", *text, en));
        }
        return value;
    }

    const FormRow& m_row;
};

void put_funds(const RowReader& row, model::Work& work) {
    for (const auto& fund : analysis::form_funds()) {
        const auto amount = row.number(std::string{fund.key});
        if (!amount) {
            continue;
        }
        const auto share = std::find_if(work.funding.begin(), work.funding.end(),
                                        [&](const auto& one) { return one.source == fund.source; });
        if (share == work.funding.end()) {
            work.funding.push_back({std::string{fund.source}, amount});
        } else {
            share->amount_vnd = amount;
        }
    }
}

template <class T>
void put(std::optional<T>& value, const std::optional<T>& given) {
    if (given) {
        value = given;
    }
}

void add_work(const View& view, const model::Plan& plan, const RowReader& row,
              const std::string& id, std::vector<editing::Operation>& operations) {
    const auto* known = plan.find_work(id);
    if (known == nullptr) {
        row.fail("id", "kế hoạch không có công trình này", "the plan has no such work");
    }
    auto work = *known;
    put(work.started_on, row.day("started_on"));
    put(work.finished_on, row.day("finished_on"));
    put(work.actual, row.number("actual"));
    put(work.cost_vnd, row.number("cost_vnd"));
    put_funds(row, work);
    if (const auto* evidence = row.cell("evidence")) {
        work.evidence = *evidence;
    }
    const auto state = row.state().value_or(work.state);
    const auto accepted_on = row.day("accepted_on");
    const bool accepts =
        state == model::WorkState::accepted && work.state != model::WorkState::accepted;
    if (accepts) {
        if (!accepted_on) {
            row.fail("accepted_on", "cần ngày nghiệm thu", "the day of acceptance is needed");
        }
        auto more = accept_work(view, {plan, work},
                                {*accepted_on, row.surface(), {}, {}, work.evidence, work.actual});
        std::move(more.begin(), more.end(), std::back_inserter(operations));
        return;
    }
    work.state = state;
    if (work.state == model::WorkState::accepted) {
        put(work.accepted_on, accepted_on);
    }
    if (work != *known) {
        operations.emplace_back(
            set_plan_entry(plan.id, PlanEntryKind::work, analysis::to_body(work)));
    }
}

void add_target(const model::Plan& plan, const RowReader& row, const std::string& id,
                std::vector<editing::Operation>& operations) {
    if (plan.find_target(id) == nullptr) {
        row.fail("id", "kế hoạch không có chỉ tiêu này", "the plan has no such target");
    }
    const auto value = row.number("value");
    if (!value) {
        return;
    }
    const auto as_of = row.day("as_of");
    if (!as_of) {
        row.fail("as_of", "cần ngày của số liệu", "the day of the value is needed");
    }
    const auto* evidence = row.cell("evidence");
    if (evidence == nullptr) {
        row.fail("evidence", "cần minh chứng", "evidence is needed");
    }
    const bool known =
        std::any_of(plan.progress.begin(), plan.progress.end(), [&](const auto& one) {
            return one.target == id && one.as_of == *as_of && one.value == *value &&
                   one.evidence == *evidence;
        });
    if (!known) {
        const Json body{
            {"target", id}, {"value", *value}, {"as_of", as_of->iso()}, {"evidence", *evidence}};
        operations.emplace_back(set_plan_entry(plan.id, PlanEntryKind::target_result, body.dump()));
    }
}

} // namespace

std::vector<editing::Operation> form_operations(const View& view, const model::Plan& plan,
                                                std::span<const FormRow> rows) {
    std::vector<editing::Operation> operations;
    for (const auto& row : rows) {
        const RowReader reader{row};
        if (row.is_target) {
            add_target(plan, reader, row.id, operations);
        } else {
            add_work(view, plan, reader, row.id, operations);
        }
    }
    return operations;
}

} // namespace server
