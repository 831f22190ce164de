#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/table.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// A work's or target's row of the form that communes fill in.
struct FormRow {
    std::size_t line = 0; ///< of the sheet, from 1
    bool is_target = false;
    std::string id; ///< Work::id or Target::id
    /// By the column's key, as it was written; what was left empty is not there.
    std::map<std::string, std::string> cells;
};

/// A form that came back.
struct FilledForm {
    std::optional<Revision> revision; ///< of the atlas that exported it, where it says so
    std::vector<FormRow> rows;
};

/// The form: a row for each work and each target that is declared, with what is known of it.
/// @param revision  of the atlas; it stands above the head
/// @param unit  of this commune alone; absent: all
[[nodiscard]] model::Table plan_form(const model::Plan& plan, Revision revision,
                                     const std::optional<UnitCode>& unit = {});

/// Reads a form that was filled in: the first row in which all titles of the form stand, in either
/// language, is its head; what is above it does not matter, columns may have changed places.
/// @param rows  cells as text
/// @throws Error{invalid_data, "bad-form"} naming the row, or saying what is missing of the head
[[nodiscard]] FilledForm read_plan_form(std::span<const std::vector<std::string>> rows);

/// Of a form's rows, what somebody filled in: without what stood there when it was exported, so
/// that a form that comes back late does not undo what has been recorded meanwhile.
/// @param exported  the plan as the form was made from it
/// @throws Error{conflict, "form-outdated"} naming row and column where somebody filled in one
/// value and the plan has got another since
[[nodiscard]] std::vector<FormRow> filled_in(std::vector<FormRow> rows, const model::Plan& exported,
                                             const model::Plan& now);

/// "đang làm", "under way" or "under_way"
[[nodiscard]] std::optional<model::WorkState> state_of_words(std::string_view words);
/// A number with a point or one comma, without separators of thousands.
[[nodiscard]] std::optional<double> number_of_cell(std::string_view text);
/// `2024-11-05`, `2024/11/05`, `05/11/2024`
[[nodiscard]] std::optional<Date> day_of_cell(std::string text);

/// Sources of money that the form has a column for, and its key.
struct FormFund {
    std::string_view key;
    std::string_view source; ///< FundingShare::source
    Message title;
};
[[nodiscard]] const std::vector<FormFund>& form_funds();

} // namespace gis::analysis
