#pragma once

#include "gis/editing/operation.hpp"
#include "gis/model/changeset.hpp"
#include "server/app.hpp"
#include "server/auth/rights.hpp"

#include <span>
#include <string_view>
#include <vector>

// What somebody may do with the operations of an edit: the one place where that is asked.

namespace server {

/// Asks the right of every operation in the communes that it touches; the edit is decided only when
/// each of its operations is.
/// @param communes  as gis::editing::Edit::communes
/// @throws as authorise_edit()
[[nodiscard]] EditOutcome outcome_of(const Actor& actor,
                                     std::span<const gis::editing::Operation> operations,
                                     std::span<const gis::UnitCode> communes);

/// The same for rows that take a changeset back. Records of households are taken back as they are
/// written: at once, by those alone who look after them.
/// @throws as authorise_edit()
[[nodiscard]] EditOutcome outcome_of_revert(const Actor& actor,
                                            std::span<const gis::model::Row> rows,
                                            std::span<const gis::UnitCode> communes);

/// What the district answers to a commune's question or difficulty is written, changed or taken out
/// by who looks after all communes, and by nobody else, whichever way the rows come.
/// @param rows  that would be written
/// @param operations  that rows come from; none: the error names no operation
/// @param list  as gis::editing::Context::list
/// @throws gis::Error{forbidden, "district-answers"} that names the field
void require_answer_right(const Actor& actor, const View& view,
                          std::span<const gis::model::Row> rows,
                          std::span<const gis::editing::Operation> operations = {},
                          std::string_view list = {});

} // namespace server
