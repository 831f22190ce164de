#pragma once

#include "gis/analysis/plan_form.hpp"
#include "gis/editing/operation.hpp"
#include "server/app.hpp"

#include <span>
#include <vector>

namespace server {

/// What a form that was filled in changes: members of works that differ, acceptances with what they
/// change on the map, values of targets. Rows that say what is known already give nothing.
/// @throws gis::Error{invalid_data, "bad-form"} naming row and column; what accept_work() throws
[[nodiscard]] std::vector<gis::editing::Operation>
form_operations(const View& view, const gis::model::Plan& plan,
                std::span<const gis::analysis::FormRow> rows);

} // namespace server
