#pragma once

#include "gis/core/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gis::model {

/// Something on the map that proves a figure.
struct EvidenceFeature {
    std::optional<RoadId> road;
    std::optional<double> from_m; ///< chainage of the road, metres; absent: the whole road
    std::optional<double> to_m;
    std::optional<FacilityId> facility;

    friend bool operator==(const EvidenceFeature&, const EvidenceFeature&) = default;
};

/// What a figure or a state rests on, beside the words.
struct EvidenceLinks {
    std::vector<std::string> photos; ///< references: an address, a number in the archive
    std::vector<EvidenceFeature> features;

    friend bool operator==(const EvidenceLinks&, const EvidenceLinks&) = default;
};

} // namespace gis::model
