#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/core/error.hpp"
#include "gis/model/criteria.hpp"

#include <optional>
#include <vector>

namespace gis::analysis {

/// What measurements are made on: one snapshot on one day by one reading of "hardened". All must
/// outlive the answers.
struct MeasureBasis {
    const model::Snapshot* snapshot = nullptr;
    const Ledger* ledger = nullptr;          ///< of the snapshot
    const CoverageBasis* coverage = nullptr; ///< of the snapshot; null: people cannot be measured
    const HardeningRules* rules = nullptr;
    Date as_of;
};

/// A number of which only bounds are known; equal bounds: the number.
struct Range {
    double least = 0;
    double most = 0;

    [[nodiscard]] bool exact() const noexcept { return least == most; }
    friend bool operator==(const Range&, const Range&) = default;
};

/// A stretch of a road that was chosen, metres by chainage.
struct MeasuredStretch {
    RoadId road;
    double from_m = 0;
    double to_m = 0;

    friend bool operator==(const MeasuredStretch&, const MeasuredStretch&) = default;
};

/// What a measurement chose, and what could not be decided.
struct MeasuredFeatures {
    std::vector<MeasuredStretch> stretches;
    std::vector<FacilityId> facilities;
    std::vector<UnitCode> hamlets;
};

/// The answer to a measurement.
struct Measured {
    /// In the measure's unit (model::unit_of). Of what is not known nothing is in `least` and
    /// everything in `most`. Absent: there is no value, for the reason given.
    std::optional<Range> value;
    Message reason;            ///< why there is no value; empty when there is one
    double chosen = 0;         ///< metres, pieces or persons that surely count
    double undecided = 0;      ///< of which it is not known whether they count
    double total = 0;          ///< of a share: what is 100 %; else chosen + undecided
    MeasuredFeatures evidence; ///< what `chosen` is made of
    MeasuredFeatures open;     ///< what `undecided` is made of
};

/// Measures in a commune or hamlet, or in the whole atlas.
/// @throws Error{not_found, "unknown-unit"}; Error{not_found, "unknown-service"}
[[nodiscard]] Measured measure(const model::Measurement& question, const MeasureBasis& basis,
                               const std::optional<UnitCode>& unit);

} // namespace gis::analysis
