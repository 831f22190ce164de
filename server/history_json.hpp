#pragma once

#include "gis/model/changeset.hpp"
#include "gis/model/snapshot.hpp"
#include "server/json.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What the history says, as JSON, with the names of fields that the API uses elsewhere.

namespace server {

/// How a line of a road is told.
enum class LineDetail : std::uint8_t {
    summary, ///< `{"vertices":7,"length_m":812.4}`
    whole,   ///< GeoJSON
};

/// A row's fields: `{"name":…,"class":…}`; without its id.
[[nodiscard]] Json row_json(const gis::model::Row& row, LineDetail detail);

/// A field that differs between two states of a row.
struct FieldDifference {
    std::string field; ///< `name`, `geometry`, `surfaces`…
    Json before;       ///< null when there was no row
    Json after;
};

/// The fields in which a change's rows differ; of a new row all that are not null.
[[nodiscard]] std::vector<FieldDifference> differences(const gis::model::Change& change,
                                                       LineDetail detail);

/// `{"id":…,"author":…,"at":…,"comment":…,"source":…,"rows":…,"approved_by":…}`
[[nodiscard]] Json summary_json(const gis::model::ChangesetSummary& summary);

/// `{"entity":"road","id":12,"action":"added","name":…,"fields":{"name":{"before":…,"after":…}}}`;
/// `action` is added, changed, withdrawn or retracted; a run has `last_id` and no fields; a surface
/// record has `road_name`, by `now`, instead of a name.
[[nodiscard]] Json change_json(const gis::model::Change& change, LineDetail detail,
                               const gis::model::Snapshot& now);

} // namespace server
