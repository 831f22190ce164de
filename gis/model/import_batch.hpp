#pragma once

#include "gis/core/error.hpp"
#include "gis/model/changeset.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gis::model {

/// Something that an import noticed about one row or the whole file.
struct ImportIssue {
    enum class Severity : std::uint8_t { error, warning };

    Severity severity = Severity::error; ///< an error means that the row was skipped
    std::string code;     ///< kebab-case: "empty-geometry", "too-short", "invalid-polygon"
    std::int64_t row = 0; ///< 1-based row of the file; 0 = the whole file
    std::string field;    ///< source column, if one is to blame
    Message message;
    std::int64_t cases = 1; ///< more in a line that sums up what is not listed one by one
};

/// Where a row of a batch comes from, and what it leaves out.
struct RowOrigin {
    std::int64_t row = 0;  ///< 1-based row of the file; 0 = not known
    bool says_kind = true; ///< false: the class of a road, the kind of a facility is a default
};

/// What was read from a file: rows that are good, in file order, and what was noticed. Nothing is
/// stored yet.
struct ImportBatch {
    std::string layer;  ///< communes, hamlets, roads, facilities or population
    std::string driver; ///< e.g. "ESRI Shapefile"
    std::string crs;    ///< as declared or given, e.g. "EPSG:9212"
    std::int64_t read = 0;
    std::int64_t skipped = 0;
    std::vector<Row> rows; ///< surface records follow their road and name it as Changeset rows do
    std::vector<RowOrigin> origins; ///< of the rows, as far as known
    std::vector<ImportIssue> issues;
    /// Values that no rule of the field map knew, by target field: {"surface": {"paving_stones:30":
    /// 4}}; they became unknown or the map's default.
    std::map<std::string, std::map<std::string, std::int64_t>> unmapped;

    void add(Row row, RowOrigin origin) {
        origins.resize(rows.size());
        origins.push_back(origin);
        rows.push_back(std::move(row));
    }
    [[nodiscard]] RowOrigin origin_of(std::size_t position) const {
        return position < origins.size() ? origins[position] : RowOrigin{};
    }
};

} // namespace gis::model
