#pragma once

#include "gis/files/columns.hpp"
#include "gis/files/issues.hpp"
#include "gis/files/reader.hpp"
#include "gis/files/shapes.hpp"

#include <memory>

namespace gis::files {

/// Where the rows of one import go.
struct RowSink {
    const ReadOptions& options;
    model::ImportBatch& batch;
    Issues& issues;
};

/// One row of a file as a layer's reader sees it.
struct SourceRow {
    std::int64_t number; ///< 1-based
    const OGRGeometry* geometry;
    Columns& columns;     ///< set to this row
    const Shapes* shapes; ///< null for a table without geometry
};

/// Makes rows of one layer.
class RowReader {
public:
    RowReader() = default;
    virtual ~RowReader() = default;
    RowReader(const RowReader&) = delete;
    RowReader& operator=(const RowReader&) = delete;
    RowReader(RowReader&&) = delete;
    RowReader& operator=(RowReader&&) = delete;

    /// @throws Error for a row that is to be left out
    virtual void read(SourceRow& row) = 0;

    /// After the last row.
    virtual void finish() {}
};

[[nodiscard]] std::unique_ptr<RowReader> make_unit_reader(const RowSink& sink, Layer layer);
[[nodiscard]] std::unique_ptr<RowReader> make_road_reader(const RowSink& sink);
[[nodiscard]] std::unique_ptr<RowReader> make_facility_reader(const RowSink& sink);
[[nodiscard]] std::unique_ptr<RowReader> make_population_reader(const RowSink& sink);

/// A unit's code for a field that should hold one. A name instead of a code is dropped with a
/// warning: names are no keys, and the map tells the commune anyhow.
[[nodiscard]] UnitCode unit_code(const RowSink& sink, SourceRow& row, std::size_t slot);

/// The kind that a unit's name begins with: "Ấp 5" -> ap.
[[nodiscard]] std::optional<model::UnitKind> kind_in_name(const std::string& name);

/// Population or households of a unit: 0 is what offices write for "not known".
[[nodiscard]] std::optional<double> people(const RowSink& sink, SourceRow& row, std::size_t slot);

/// The row's point: its shape, else its lon and lat fields, given by their slots. Reports what the
/// shape went through.
/// @throws Error{invalid_data} for a row that has neither, and as Shapes::point
[[nodiscard]] geometry::Point location(const RowSink& sink, SourceRow& row, std::size_t lon,
                                       std::size_t lat);

/// Reports what a shape went through.
void report(const RowSink& sink, std::int64_t row, const ShapeNotices& notices);

} // namespace gis::files
