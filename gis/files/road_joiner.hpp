#pragma once

#include "gis/files/rows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gis::files {

/// A row of a road file: a whole road, or one surface interval of a road.
struct RoadPiece {
    model::Road road;             ///< line and length_m are the piece's
    model::SurfaceRecord record;  ///< without road and interval
    bool says_class = true;       ///< false: the class is a default
    bool has_record = false;      ///< whether the record says anything
    std::optional<double> from_m; ///< chainage on the road, as the file has it
    std::optional<double> to_m;
    std::string group; ///< the file's own id of the road that the piece is of; empty = none
    std::int64_t row = 0;
};

/// Puts pieces together and adds the roads and their surface records to the batch, in file order.
/// Pieces of one code (or one `group`) with chainages whose ends meet in chainage order are one
/// road; pieces with the same line are one road whose intervals are given by their chainages. Codes
/// of roads become unique by a suffix: "DX01", "DX01-2".
void join_roads(std::vector<RoadPiece> pieces, const RowSink& sink);

} // namespace gis::files
