#pragma once

#include "gis/editing/operation.hpp"
#include "server/app.hpp"

#include <span>
#include <string>

namespace server {

/// Checks a record of a register, of the capital ledger or of the guidance log against plans and
/// atlas: its hamlet is one of its commune, what it refers to is there, a new one has a code of its
/// own. Other items pass. @pre analysis::check_entry() takes it
/// @param operations  of the same edit: what one of them adds is there
/// @throws gis::Error{invalid_data} with the JSON path in the body
void check_record(const View& view, const gis::editing::SetPlanEntry& item,
                  std::span<const gis::editing::Operation> operations);

/// Refuses a hamlet that is not of a commune, given by its code of today or of before a reform.
/// @throws gis::Error{invalid_data, "unknown-hamlet"}
void check_hamlet(const View& view, const gis::UnitCode& commune, const std::string& code);

} // namespace server
