#include "gis/analysis/road_junctions.hpp"

#include "gis/analysis/junction_finder.hpp"
#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

void check_tolerance(double snap_m) {
    if (!(snap_m >= 0.001 && snap_m <= 50.0)) {
        throw Error{ErrorKind::invalid_argument,
                    "bad-tolerance",
                    {fmt::format("Dung sai bắt điểm phải từ 0,001 đến 50 m, không phải {} m.",
                                 plain_number_words(snap_m, Language::vi, 6)),
                     fmt::format("The snap tolerance must be 0.001 to 50 m, not {} m.", snap_m)},
                    "snap_m"};
    }
}

} // namespace

RoadJunctions find_junctions(const PassableParts& parts, double snap_m,
                             const ParallelFor& parallel_for) {
    check_tolerance(snap_m);
    return JunctionFinder{parts, snap_m, parallel_for}.find();
}

RoadJunctions update_junctions(const RoadJunctions& before, const PassableParts& old_parts,
                               const PassableParts& parts, double snap_m,
                               const ParallelFor& parallel_for) {
    check_tolerance(snap_m);
    return JunctionFinder{parts, snap_m, parallel_for}.update(before, old_parts);
}

} // namespace gis::analysis
