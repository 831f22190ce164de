#pragma once

#include "gis/analysis/network_reach.hpp"
#include "tests/support/builders.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace test_support {

/// Roads without units: all in the part outside.
inline std::shared_ptr<const gis::model::Snapshot>
snapshot_of(std::vector<gis::geometry::Line> lines) {
    gis::model::AtlasData data;
    std::int64_t id = 0;
    for (auto& line : lines) {
        data.roads.push_back(road(++id, gis::model::RoadClass::ap, std::move(line)));
    }
    return gis::model::Snapshot::build(std::move(data));
}

inline std::shared_ptr<const gis::analysis::RoadNetwork>
network_of(const gis::model::Snapshot& snapshot,
           const gis::analysis::PassablePart::Question& question,
           double snap_m = gis::analysis::default_snap_m) {
    auto all = question;
    all.passable = gis::analysis::Passable::all;
    const auto every = gis::analysis::passable_parts(snapshot, all, {});
    const auto some = gis::analysis::passable_parts(snapshot, question, {});
    return std::make_shared<const gis::analysis::RoadNetwork>(
        some, std::make_shared<const gis::analysis::RoadJunctions>(
                  gis::analysis::find_junctions(every, snap_m)));
}

inline std::shared_ptr<const gis::analysis::RoadNetwork>
network_of(const gis::model::Snapshot& snapshot, double snap_m = gis::analysis::default_snap_m) {
    gis::analysis::PassablePart::Question question;
    question.as_of = gis::Date{2024, 6, 30};
    return network_of(snapshot, question, snap_m);
}

} // namespace test_support
