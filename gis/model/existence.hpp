#pragma once

#include "gis/core/date.hpp"

namespace gis::model {

/// Whether a unit, a road or a facility exists on a day; its first and its last day count, and one
/// without a last day goes on.
template <class Dated>
[[nodiscard]] bool exists_on(const Dated& one, Date day) noexcept {
    return one.valid_from <= day && (!one.valid_to || day <= *one.valid_to);
}

} // namespace gis::model
