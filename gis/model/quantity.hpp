#pragma once

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/model/table.hpp"
#include "gis/model/work.hpp"

#include <string>
#include <string_view>

// Numbers of plans and criteria for people. Their units are codes ("m", "percent", "house") and
// lengths are metres; people read words and kilometres, in a table with the unit in a column of its
// own.

namespace gis::model {

/// “km”, “%”, “căn nhà”; a unit that has no words stays as it is. The viewer has the same words in
/// `web/src/i18n/plan.ts`.
[[nodiscard]] Message unit_words(std::string_view unit);

/// The number beside unit_words(), for a column of two decimals: what is less than half a metre is
/// nothing, and of things that are counted a whole number has no decimals.
[[nodiscard]] Cell figure_cell(double value, std::string_view unit);

/// From where to where as text beside unit_words(), one number when both read alike: `0–40,50`.
[[nodiscard]] std::string figure_words(double least, double most, std::string_view unit,
                                       Language language);

/// figure_cell() when both ends read alike, else figure_words() in Vietnamese.
[[nodiscard]] Cell range_cell(double least, double most, std::string_view unit);

/// An amount as a plan words it, beside unit_words(): `≥ 23,50`, `khoảng 7`.
[[nodiscard]] std::string amount_words(const Amount& amount, Language language);

} // namespace gis::model
