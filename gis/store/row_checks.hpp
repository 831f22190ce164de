#pragma once

#include "gis/model/changeset.hpp"

namespace gis::store {

/// What must hold before anything is written: texts are UTF-8, numbers finite and in range,
/// positions on Earth, lines and rings long enough and closed, days in order, 0 <= from_m < to_m.
/// The schema's CHECKs stand behind it.
/// @throws Error{invalid_data, "bad-row"} naming the row (its position in the changeset, from 1),
/// and the field
void check_rows(const model::ChangesetDraft& draft);

} // namespace gis::store
