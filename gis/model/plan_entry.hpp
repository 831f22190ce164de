#pragma once

#include "gis/core/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis::model {

/// What a plan entry speaks of.
enum class PlanEntryKind : std::uint8_t {
    plan,             ///< a whole plan that did not come with the program; key: its id
    work,             ///< key: Work::id
    criterion_result, ///< key: set/unit/criterion/day
    target_result,    ///< key: target/day
    task,             ///< key: Task::id
    difficulty,       ///< key: Difficulty::id
    contribution,     ///< of residents to a work; key: an id of its own
    household,        ///< key: hamlet/number; of no concern to those who do not look after it
    period_report,    ///< what a commune or the district reported; key: unit or "district"/period
    cooperative,      ///< key: Cooperative::id
    product,          ///< of OCOP; key: Product::id
    hamlet_title,     ///< key: hamlet/title/year
    capital,          ///< an entry of the capital ledger; key: an id of its own
    guidance          ///< that a commune asks for; key: an id of its own
};

[[nodiscard]] std::string_view to_text(PlanEntryKind kind) noexcept;
[[nodiscard]] std::optional<PlanEntryKind> plan_entry_kind(std::string_view text) noexcept;

/// How an item of a plan stands now. The plan itself is a document and stays as it is; an entry
/// lies over its item of the same kind and key, or adds one.
struct PlanEntry {
    PlanEntryId id;
    std::string plan; ///< Plan::id
    PlanEntryKind kind = PlanEntryKind::work;
    std::string key;
    UnitCode commune; ///< that it concerns; empty: the district as a whole
    /// The item as in a plan file: a JSON object, members by name, without spaces. Empty: taken
    /// back, the plan's own item counts again.
    std::string body;

    friend bool operator==(const PlanEntry&, const PlanEntry&) = default;
};

} // namespace gis::model
