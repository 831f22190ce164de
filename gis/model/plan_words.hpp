#pragma once

#include "gis/core/error.hpp"
#include "gis/model/criteria.hpp"
#include "gis/model/plan_entry.hpp"
#include "gis/model/work.hpp"

// What people call the states and kinds of plans and criteria. The viewer has the same words in
// `web/src/i18n/plan.ts`; whoever changes one changes the other.

namespace gis::model {

/// “Chưa đạt”, "Not met"
[[nodiscard]] Message state_words(CriterionState state);
/// “Xong, chưa nghiệm thu”, "Done, not accepted yet"
[[nodiscard]] Message state_words(WorkState state);
/// “Đường giao thông”, "Roads"
[[nodiscard]] Message kind_words(WorkKind kind);
/// “khoản vốn”, "capital entry"
[[nodiscard]] Message kind_words(PlanEntryKind kind);

} // namespace gis::model
