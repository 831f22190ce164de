#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/work.hpp"

#include <optional>
#include <string>

namespace gis::model {

/// What a department answers that was asked for guidance.
struct GuidanceAnswer {
    std::string text;
    std::string by;
    Date on;
    std::string document; ///< number of the letter; empty: none

    friend bool operator==(const GuidanceAnswer&, const GuidanceAnswer&) = default;
};

/// A commune asks a department how to go about a criterion or a work.
struct Guidance {
    std::string id;         ///< "HD1"
    UnitCode unit;          ///< commune that asks
    std::string department; ///< Department::id
    std::optional<CriterionRef> criterion;
    std::string work; ///< Work::id; empty: about a criterion
    std::string question;
    std::string asked_by;
    Date asked_on;
    std::string document; ///< number of the letter; empty: none
    std::optional<GuidanceAnswer> answer;

    friend bool operator==(const Guidance&, const Guidance&) = default;
};

} // namespace gis::model
