#pragma once

#include "gis/analysis/measurement.hpp"
#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <span>
#include <vector>

// What the registers of co-operatives, products and titles of hamlets come to.

namespace gis::analysis {

/// How a hamlet stands by a title.
struct HamletStanding {
    const model::Unit* hamlet = nullptr;
    const model::HamletTitleRecord* record = nullptr; ///< null: nothing is known
};

/// Hamlets of communes that exist on a day of a year, or on its last, and what is recorded of a
/// title for the year. A record that was decided later than the day is not known yet.
/// @param communes  none: those of the plan; a plan without units: all
[[nodiscard]] std::vector<HamletStanding>
hamlet_standings(const model::Plan& plan, model::HamletTitle title, int year,
                 std::span<const UnitCode> communes, const model::Snapshot& snapshot, Date day);

/// Sums over hamlets: recognised in `chosen`, not known in `undecided`, all in `total`; the rest is
/// not recognised. `value` is per cent for a share, from those that surely hold the title to those
/// that may. Absent when nothing at all is recorded.
[[nodiscard]] Measured total_of(std::span<const HamletStanding> standings, bool share);

/// Counts what a target asks for of a year, in its units: co-operatives founded, products
/// recognised, hamlets that hold the title, as known at the end of a day. Co-operatives whose day
/// of founding is not known may be of the year. No value when the register is empty.
/// @pre target.counting
[[nodiscard]] Measured count_register(const model::Plan& plan, const model::Target& target,
                                      const model::Snapshot& snapshot, Date day, int year);

} // namespace gis::analysis
