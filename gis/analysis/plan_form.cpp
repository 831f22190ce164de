#include "gis/analysis/plan_form.hpp"

#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace gis::analysis {

namespace {

using model::Cell;
using model::Table;
using model::WorkState;

constexpr std::size_t most_rows = 10'000;

struct StateWords {
    WorkState state;
    std::string_view vi;
    std::string_view en;
};
constexpr std::array state_words{StateWords{WorkState::planned, "chưa làm", "planned"},
                                 StateWords{WorkState::funded, "đã bố trí vốn", "funded"},
                                 StateWords{WorkState::under_way, "đang làm", "under way"},
                                 StateWords{WorkState::done, "làm xong", "done"},
                                 StateWords{WorkState::accepted, "đã nghiệm thu", "accepted"},
                                 StateWords{WorkState::cancelled, "hủy", "cancelled"}};

std::vector<Table::Column> columns() {
    std::vector<Table::Column> list{{"what", {"Mục", "Item"}, 0},
                                    {"id", {"Mã", "Code"}, 0},
                                    {"title", {"Tên", "Title"}, 0},
                                    {"unit", {"Xã", "Commune"}, 0},
                                    {"state", {"Trạng thái", "State"}, 0},
                                    {"started_on", {"Khởi công", "Begun"}, 0},
                                    {"finished_on", {"Hoàn thành", "Finished"}, 0},
                                    {"accepted_on", {"Nghiệm thu", "Accepted"}, 0},
                                    {"surface", {"Mặt đường", "Surface"}, 0},
                                    {"actual", {"Khối lượng thực hiện", "Quantity done"}, -1},
                                    {"cost_vnd", {"Kinh phí (đồng)", "Cost (VND)"}, 0}};
    for (const auto& fund : form_funds()) {
        list.push_back({std::string{fund.key}, fund.title, 0});
    }
    list.push_back({"value", {"Giá trị đạt được", "Value reached"}, -1});
    list.push_back({"as_of", {"Ngày số liệu", "Day of the value"}, 0});
    list.push_back({"evidence", {"Minh chứng", "Evidence"}, 0});
    return list;
}

Cell text_cell(std::string text) {
    return text.empty() ? Cell{} : Cell{std::move(text)};
}

template <class T>
Cell optional_cell(const std::optional<T>& value) {
    return value ? Cell{*value} : Cell{};
}

std::string words_of(WorkState state) {
    return std::string{state_words[static_cast<std::size_t>(state)].vi};
}

std::vector<Cell> row_of(const model::Work& work) {
    std::vector<Cell> cells{
        std::string{"công trình"},
        work.id,
        work.title.vi,
        work.unit.get(),
        words_of(work.state),
        optional_cell(work.started_on),
        optional_cell(work.finished_on),
        optional_cell(work.accepted_on),
        work.surfaces.size() == 1 ? Cell{std::string{to_text(work.surfaces.front())}} : Cell{},
        optional_cell(work.actual),
        optional_cell(work.cost_vnd)};
    for (const auto& fund : form_funds()) {
        const auto share = std::find_if(work.funding.begin(), work.funding.end(),
                                        [&](const auto& one) { return one.source == fund.source; });
        cells.push_back(share == work.funding.end() ? Cell{} : optional_cell(share->amount_vnd));
    }
    cells.insert(cells.end(), {Cell{}, Cell{}, text_cell(work.evidence)});
    return cells;
}

std::vector<Cell> row_of(const model::Target& target, const model::TargetResult* latest) {
    std::vector<Cell> cells(columns().size());
    cells[0] = std::string{"chỉ tiêu"};
    cells[1] = target.id;
    cells[2] = target.title.vi;
    cells[3] = target.units.size() == 1 ? text_cell(target.units.front().get()) : Cell{};
    const auto last = cells.size();
    if (latest != nullptr) {
        cells[last - 3] = latest->value;
        cells[last - 2] = latest->as_of;
        cells[last - 1] = text_cell(latest->evidence);
    }
    return cells;
}

const model::TargetResult* latest_of(const model::Plan& plan, const std::string& target) {
    const model::TargetResult* latest = nullptr;
    for (const auto& one : plan.progress) {
        if (one.target == target && (latest == nullptr || latest->as_of <= one.as_of)) {
            latest = &one;
        }
    }
    return latest;
}

/// Column of each key; empty when not all titles stand in the row.
std::map<std::string, std::size_t> head_of(const std::vector<std::string>& row) {
    std::map<std::string, std::size_t> places;
    for (const auto& column : columns()) {
        const auto at = std::find_if(row.begin(), row.end(), [&](const std::string& cell) {
            const auto folded = fold(cell);
            return folded == fold(column.title.vi) || folded == fold(column.title.en);
        });
        if (at == row.end()) {
            return {};
        }
        places[column.key] = static_cast<std::size_t>(at - row.begin());
    }
    return places;
}

Error bad_form(const std::string& vi, const std::string& en) {
    return {ErrorKind::invalid_data, "bad-form", {vi, en}};
}

FormRow form_row(const std::map<std::string, std::size_t>& places,
                 const std::vector<std::string>& cells, std::size_t line) {
    FormRow row;
    row.line = line;
    for (const auto& [key, place] : places) {
        const auto text = place < cells.size() ? clean(cells[place]) : std::string{};
        if (!text.empty()) {
            row.cells[key] = text;
        }
    }
    const auto what = fold(row.cells["what"]);
    row.is_target = what == fold("chỉ tiêu") || what == "target";
    const bool is_work = what == fold("công trình") || what == "work";
    row.id = row.cells["id"];
    row.cells.erase("what");
    row.cells.erase("id");
    if ((!row.is_target && !is_work) || row.id.empty()) {
        throw bad_form(
            fmt::format("Dòng {}: cần mục là “công trình” hoặc “chỉ tiêu” và có mã.", line),
            fmt::format("Row {}: the item must be “work” or “target” and have a code.", line));
    }
    return row;
}

constexpr std::string_view revision_words = "Phiên bản bản đồ: ";

std::optional<Revision> revision_in(const std::vector<std::string>& row) {
    for (const auto& cell : row) {
        if (cell.starts_with(revision_words)) {
            std::int64_t number = 0;
            const auto* const end = cell.data() + cell.size();
            const auto [rest, error] =
                std::from_chars(cell.data() + revision_words.size(), end, number);
            if (error == std::errc{} && rest == end && number >= 0) {
                return Revision{number};
            }
        }
    }
    return std::nullopt;
}

/// Whether a text of a sheet is what the cell was written as.
bool says(const std::string& text, const Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) {
        const auto read = number_of_cell(text);
        return read && std::abs(*read - *number) <= 1e-9 * std::abs(*number);
    }
    if (const auto* day = std::get_if<Date>(&cell)) {
        return day_of_cell(text) == *day;
    }
    const auto* words = std::get_if<std::string>(&cell);
    return words != nullptr &&
           (clean(*words) == text ||
            (state_of_words(text) && state_of_words(text) == state_of_words(*words)));
}

/// Cells of a plan's form by row (what it is, id) and column.
class FormCells {
public:
    explicit FormCells(const model::Plan& plan) : m_table(plan_form(plan, Revision{})) {
        for (const auto& row : m_table.rows) {
            m_rows[{row[0] == Cell{std::string{"chỉ tiêu"}}, std::get<std::string>(row[1])}] = &row;
        }
    }

    /// Null when the plan has no such row.
    [[nodiscard]] const Cell* find(const FormRow& row, const std::string& key) const {
        const auto at = m_rows.find({row.is_target, row.id});
        if (at == m_rows.end()) {
            return nullptr;
        }
        const auto column = std::ranges::find(m_table.columns, key, &Table::Column::key);
        return &(*at->second)[static_cast<std::size_t>(column - m_table.columns.begin())];
    }

private:
    Table m_table;
    std::map<std::pair<bool, std::string>, const std::vector<Cell>*> m_rows;
};

Error outdated(const FormRow& row, const std::string& key, const std::string& given) {
    const auto all = columns();
    const auto& title = std::ranges::find(all, key, &Table::Column::key)->title;
    return {
        ErrorKind::conflict,
        "form-outdated",
        {fmt::format("Dòng {} ({}), cột {}: biểu ghi “{}” nhưng sau khi xuất biểu, mục này đã được "
                     "ghi khác. Hãy xuất biểu mới rồi điền lại mục này.",
                     row.line, row.id, title.vi, given),
         fmt::format("Row {} ({}), column {}: the form says “{}”, but something else has been "
                     "recorded since it was exported. Export it anew and fill this in again.",
                     row.line, row.id, title.en, given)},
        fmt::format("/{}/{}", row.line, key)};
}

} // namespace

const std::vector<FormFund>& form_funds() {
    static const std::vector<FormFund> funds{
        {"fund_cement", "province_cement", {"Xi măng tỉnh cấp (đồng)", "Province's cement (VND)"}},
        {"fund_sand_stone",
         "district_sand_stone",
         {"Cát, đá huyện cấp (đồng)", "District's sand and stone (VND)"}},
        {"fund_people", "people", {"Nhân dân đóng góp (đồng)", "People's contribution (VND)"}},
        {"fund_programme", "programme", {"Vốn chương trình NTM (đồng)", "Programme (VND)"}},
        {"fund_adp", "adp", {"Vốn ADP (đồng)", "ADP (VND)"}}};
    return funds;
}

Table plan_form(const model::Plan& plan, Revision revision, const std::optional<UnitCode>& unit) {
    Table table;
    table.title = {"Biểu nhập tiến độ kế hoạch", "Form of the plan's progress"};
    table.notes = {
        fmt::format("{} ({})", plan.title.vi, plan.id),
        fmt::format("{}{}", revision_words, revision.get()),
        "Điền ô còn trống hoặc sửa ô đã có; ô để trống giữ nguyên. Trạng thái: chưa làm, đã bố "
        "trí vốn, đang làm, làm xong, đã nghiệm thu, hủy. Ngày: 05/11/2024."};
    table.columns = columns();
    for (const auto& work : plan.works) {
        if (!unit || work.unit == *unit) {
            table.rows.push_back(row_of(work));
        }
    }
    for (const auto& target : plan.targets) {
        const bool concerned = !unit || std::find(target.units.begin(), target.units.end(),
                                                  *unit) != target.units.end();
        if (concerned && !target.criteria && !target.measurement) {
            table.rows.push_back(row_of(target, latest_of(plan, target.id)));
        }
    }
    return table;
}

FilledForm read_plan_form(std::span<const std::vector<std::string>> rows) {
    if (rows.size() > most_rows) {
        throw bad_form(fmt::format("Biểu có quá {} dòng.", most_rows),
                       fmt::format("The form has more than {} rows.", most_rows));
    }
    std::map<std::string, std::size_t> places;
    FilledForm form;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (places.empty()) {
            if (const auto revision = revision_in(rows[i])) {
                form.revision = revision;
            }
            places = head_of(rows[i]);
            continue;
        }
        const bool blank = std::all_of(rows[i].begin(), rows[i].end(),
                                       [](const auto& cell) { return clean(cell).empty(); });
        if (!blank) {
            form.rows.push_back(form_row(places, rows[i], i + 1));
        }
    }
    if (places.empty()) {
        throw bad_form("Không thấy dòng tiêu đề của biểu; hãy dùng biểu do ntm-atlas xuất.",
                       "The form's head is missing; use the form that ntm-atlas exports.");
    }
    return form;
}

std::vector<FormRow> filled_in(std::vector<FormRow> rows, const model::Plan& exported,
                               const model::Plan& now) {
    const FormCells before{exported};
    const FormCells after{now};
    for (auto& row : rows) {
        bool filled = false;
        std::vector<std::string> untouched;
        for (const auto& [key, text] : row.cells) {
            const auto* then = before.find(row, key);
            const auto* known = after.find(row, key);
            if (then == nullptr || known == nullptr || key == "surface") {
                continue;
            }
            if (says(text, *then)) {
                untouched.push_back(key);
                continue;
            }
            filled = true;
            if (*known != *then && !says(text, *known)) {
                throw outdated(row, key, text);
            }
        }
        // The value of a target, its day and its evidence are one.
        if (!row.is_target || !filled) {
            for (const auto& key : untouched) {
                row.cells.erase(key);
            }
        }
    }
    return rows;
}

std::optional<WorkState> state_of_words(std::string_view words) {
    const auto folded = fold(words);
    for (const auto& each : state_words) {
        if (folded == fold(each.vi) || folded == fold(each.en)) {
            return each.state;
        }
    }
    return model::work_state(words);
}

std::optional<double> number_of_cell(std::string_view text) {
    std::string plain{text};
    if (std::count(plain.begin(), plain.end(), ',') == 1 && plain.find('.') == std::string::npos) {
        std::replace(plain.begin(), plain.end(), ',', '.');
    }
    double number = 0;
    const auto* const end = plain.data() + plain.size();
    const auto [rest, error] = std::from_chars(plain.data(), end, number);
    return error == std::errc{} && rest == end ? std::optional{number} : std::nullopt;
}

std::optional<Date> day_of_cell(std::string text) {
    if (text.size() >= 10 && text[4] == '/' && text[7] == '/') {
        text = text.substr(0, 10);
        text[4] = text[7] = '-';
    }
    return Date::parse(text);
}

} // namespace gis::analysis
