#pragma once

#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

// What a plan names, found in the atlas. Plans have names, not codes, and names repeat.

/// The day of whose units a plan speaks: the first or, where fewer of its units exist then, the
/// last of its year, else `otherwise`.
[[nodiscard]] Date units_day(const model::Plan& plan, const model::UnitsInTime& units,
                             Date otherwise);

/// The commune, of the division at hand, that a plan means by a code; nothing for one that is not
/// in the atlas or was divided.
[[nodiscard]] std::optional<model::UnitIndex>
commune_of_plan(const model::Plan& plan, const UnitCode& code, const model::Units& units);

/// The hamlets of a commune by name, without accents, case and words of kind; "Ấp 5" is "5".
[[nodiscard]] std::vector<const model::Unit*>
hamlets_named(const model::Units& units, const UnitCode& commune, std::string_view name);

/// The facilities of a work's commune that may be the place that it names: of its kind, serving its
/// hamlet where it names one; if some have its name within theirs, those alone. More than one:
/// nobody knows which. A place that somebody has named counts alone. Empty without a place.
[[nodiscard]] std::vector<const model::Facility*>
places_of(const model::Work& work, const model::Snapshot& snapshot, Date as_of);

/// The roads that a stretch may be on: of its id, else of its code. Not one: nobody knows which.
[[nodiscard]] std::vector<const model::Road*> roads_of(const model::WorkStretch& stretch,
                                                       const model::Snapshot& snapshot);

/// The roads with a code that exist on a day, or did.
[[nodiscard]] std::vector<const model::Road*> roads_coded(const model::Snapshot& snapshot,
                                                          std::string_view code);

} // namespace gis::analysis
