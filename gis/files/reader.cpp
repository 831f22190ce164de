#include "gis/files/reader.hpp"

#include "gis/core/error.hpp"
#include "gis/files/columns.hpp"
#include "gis/files/layer_choice.hpp"
#include "gis/files/population_raster.hpp"
#include "gis/files/rows.hpp"
#include "gis/files/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace gis::files {

namespace {

constexpr std::int64_t progress_step = 2000;

TextRule text_rule(const Source& source, const ReadOptions& options) {
    if (!options.encoding) {
        return {source.encoding.value_or(Encoding::utf8), false};
    }
    const bool mistaken = source.utf8_by_format() && *options.encoding != Encoding::utf8;
    return {*options.encoding, mistaken};
}

std::unique_ptr<RowReader> make_row_reader(const RowSink& sink) {
    switch (sink.options.layer) {
    case Layer::roads:
        return make_road_reader(sink);
    case Layer::facilities:
        return make_facility_reader(sink);
    case Layer::population:
        return make_population_reader(sink);
    case Layer::communes:
    case Layer::hamlets:
        break;
    }
    return make_unit_reader(sink, sink.options.layer);
}

/// One layer of the file on its way in.
class LayerInput {
public:
    LayerInput(const ColumnContext& context, const ReadOptions& options, OGRLayer& layer)
        : m_columns(context, layer) {
        const bool coordinates = has_coordinates(context);
        if (layer.GetGeomType() == wkbNone && !coordinates) {
            if (context.layer != Layer::population) {
                no_geometry(context);
            }
            return;
        }
        if (options.crs) {
            m_projector.emplace(*options.crs);
            note_other_crs(context, layer);
        } else if (layer.GetGeomType() == wkbNone) {
            require_degrees(context, layer);
        } else {
            m_projector.emplace(layer.GetSpatialRef(), layer, context.file);
        }
        m_shapes.emplace(*m_projector, options);
    }

    [[nodiscard]] Columns& columns() noexcept { return m_columns; }
    [[nodiscard]] const Shapes* shapes() const noexcept { return m_shapes ? &*m_shapes : nullptr; }
    [[nodiscard]] const Projector* projector() const noexcept {
        return m_projector ? &*m_projector : nullptr;
    }

private:
    /// What was chosen goes before what the file declares, but not in silence. Degrees are what
    /// formats declare that know nothing else.
    void note_other_crs(const ColumnContext& context, OGRLayer& layer) {
        std::string declared;
        try {
            declared = Projector{layer.GetSpatialRef(), layer, context.file}.name();
        } catch (const Error&) {
            return; // nothing that could be used, so something had to be chosen
        }
        if (declared != m_projector->name() && declared != "EPSG:4326") {
            context.issues.warn(
                0, "crs-overruled", "crs",
                {fmt::format("Tệp ghi hệ tọa độ {} nhưng đang đọc theo {} đã chọn. Nếu chọn nhầm, "
                             "mọi đối tượng sẽ lệch chỗ.",
                             declared, m_projector->name()),
                 fmt::format("The file declares {} but is read as {}, which was chosen. If that is "
                             "a mistake, everything will be out of place.",
                             declared, m_projector->name())});
        }
    }

    [[nodiscard]] bool has_coordinates(const ColumnContext& context) const {
        const bool points =
            context.layer == Layer::facilities || context.layer == Layer::population;
        return points && m_columns.has(Columns::slot(context.layer, "lon")) &&
               m_columns.has(Columns::slot(context.layer, "lat"));
    }

    [[noreturn]] static void no_geometry(const ColumnContext& context) {
        const bool points = context.layer == Layer::facilities;
        throw Error{
            ErrorKind::invalid_data,
            "no-geometry",
            {fmt::format("Tệp {} không có hình{}.", context.file.string(),
                         points ? " và không có cột kinh độ, vĩ độ (lon, lat)" : ""),
             fmt::format("File {} has no geometry{}.", context.file.string(),
                         points ? " and no columns of longitude and latitude (lon, lat)" : "")},
            "file"};
    }

    /// A table with columns of degrees needs no CRS; x and y do.
    void require_degrees(const ColumnContext& context, OGRLayer& layer) {
        const auto& name = m_columns.column_of(Columns::slot(context.layer, "lon"));
        if (squeeze(name) == "x") {
            m_projector.emplace(nullptr, layer, context.file); // throws "missing-crs"
        } else {
            m_projector.emplace(geometry::EpsgCode{4326});
        }
    }

    Columns m_columns;
    std::optional<Projector> m_projector;
    std::optional<Shapes> m_shapes;
};

/// How columns are read. Lines of OpenStreetMap are anything, rivers and fences too: what is a road
/// its tags say.
std::optional<FieldMap> map_for(const Source& source, const ReadOptions& options) {
    const bool tags = source.kind == SourceKind::osm && options.layer != Layer::population;
    return options.map || !tags ? options.map
                                : load_field_map("osm", options.layer, options.data_folder);
}

class Import {
public:
    explicit Import(const ReadOptions& options)
        : m_options(options), m_source(open_source(options, m_capture)),
          m_map(map_for(m_source, options)), m_aliases(options.data_folder),
          m_issues(m_batch, options.limits.issues_per_code) {
        m_batch.layer = std::string{to_text(options.layer)};
        m_batch.driver = m_source.dataset->GetDriver()->GetDescription();
        if (options.map && options.map->layer != options.layer) {
            throw Error{ErrorKind::invalid_argument,
                        "bad-field-map",
                        {fmt::format("Bảng ghép cột {} là của lớp {}, không phải {}.",
                                     options.map->name, to_text(options.map->layer), m_batch.layer),
                         fmt::format("Field map {} is for layer {}, not {}.", options.map->name,
                                     to_text(options.map->layer), m_batch.layer)},
                        "map"};
        }
    }

    model::ImportBatch run() {
        m_reader = make_row_reader({m_options, m_batch, m_issues});
        auto layers = choose_layers(m_source, m_options);
        for (auto* layer : layers) {
            m_total += std::max<std::int64_t>(0, count_of(*layer));
        }
        // GeoJSON is read as a whole when it is opened: what was wrong then has no row.
        for (const auto& entry : m_capture.take()) {
            m_issues.warn(0, "gdal-warning", "", {entry.text, entry.text});
        }
        if (m_source.kind == SourceKind::osm) {
            read_interleaved(layers);
        } else {
            for (auto* layer : layers) {
                read_layer(*layer);
            }
        }
        m_reader->finish();
        m_issues.finish();
        if (m_options.progress) {
            m_options.progress(m_seen, m_total);
        }
        return std::move(m_batch);
    }

private:
    [[nodiscard]] std::int64_t count_of(OGRLayer& layer) const {
        return m_source.kind == SourceKind::osm ? 0 : layer.GetFeatureCount(FALSE);
    }

    LayerInput& input(OGRLayer& layer) {
        auto& found = m_inputs[&layer];
        if (!found) {
            found = std::make_unique<LayerInput>(m_context, m_options, layer);
            if (const auto* projector = found->projector()) {
                m_batch.crs = projector->name();
                if (projector->notice()) {
                    m_issues.warn(0, "crs-replaced", "", *projector->notice());
                }
            }
        }
        return *found;
    }

    void read_layer(OGRLayer& layer) {
        auto& state = input(layer);
        const auto expected = count_of(layer);
        std::int64_t got = 0;
        layer.ResetReading();
        while (const FeaturePtr feature{layer.GetNextFeature()}) {
            ++got;
            read_row(state, *feature);
        }
        check_end();
        if (expected >= 0 && got != expected) {
            m_batch.issues.push_back(
                {model::ImportIssue::Severity::error, "count-mismatch", 0, "",
                 Message{fmt::format("Lớp {} ghi có {} dòng nhưng chỉ đọc được {}.",
                                     layer.GetName(), expected, got),
                         fmt::format("Layer {} claims {} rows but {} were read.", layer.GetName(),
                                     expected, got)}});
        }
    }

    /// OSM files are read once, rows of all layers mixed.
    void read_interleaved(const std::vector<OGRLayer*>& layers) {
        std::vector<std::string> names;
        for (auto* layer : layers) {
            names.emplace_back(layer->GetName());
        }
        const auto sql = fmt::format("SET interest_layers = {}", fmt::join(names, ","));
        m_source.dataset->ReleaseResultSet(
            m_source.dataset->ExecuteSQL(sql.c_str(), nullptr, nullptr));
        m_source.dataset->ResetReading();
        OGRLayer* layer = nullptr;
        while (const FeaturePtr feature{
            m_source.dataset->GetNextFeature(&layer, nullptr, nullptr, nullptr)}) {
            if (std::ranges::find(layers, layer) != layers.end()) {
                read_row(input(*layer), *feature);
            }
        }
        check_end();
    }

    /// After the last row GDAL must have had nothing to complain about.
    void check_end() {
        for (const auto& entry : m_capture.take()) {
            if (entry.severity >= CE_Failure) {
                throw Error{ErrorKind::invalid_data,
                            "truncated-file",
                            {fmt::format("Tệp {} chỉ đọc được tới dòng {}: {}.",
                                         m_options.file.string(), m_seen, entry.text),
                             fmt::format("File {} could be read up to row {} only: {}.",
                                         m_options.file.string(), m_seen, entry.text)},
                            "file"};
            }
            m_issues.warn(0, "gdal-warning", "", {entry.text, entry.text});
        }
    }

    void read_row(LayerInput& state, const OGRFeature& feature) {
        ++m_seen;
        if (m_seen > m_options.limits.features) {
            throw Error{ErrorKind::too_large,
                        "too-many-features",
                        {fmt::format("Tệp {} có hơn {} dòng.", m_options.file.string(),
                                     m_options.limits.features),
                         fmt::format("File {} has more than {} rows.", m_options.file.string(),
                                     m_options.limits.features)},
                        "file"};
        }
        if (m_options.progress && m_seen % progress_step == 0) {
            m_options.progress(m_seen, m_total);
        }
        auto& columns = state.columns();
        columns.set_row(feature, m_seen);
        if (!columns.belongs(feature)) {
            static_cast<void>(m_capture.take());
            return;
        }
        ++m_batch.read;
        try {
            check_row();
            SourceRow row{m_seen, feature.GetGeometryRef(), columns, state.shapes()};
            m_reader->read(row);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::invalid_data) {
                throw;
            }
            m_issues.refuse(m_seen, error);
        }
        if (!m_capture.empty()) {
            static_cast<void>(m_capture.take()); // said by our own error about the shape
        }
    }

    /// What GDAL said while it fetched the row: an error refuses it, as the shape may be gone.
    void check_row() {
        if (m_capture.empty()) {
            return;
        }
        for (const auto& entry : m_capture.take()) {
            if (entry.severity >= CE_Failure) {
                throw Error{ErrorKind::invalid_data,
                            "gdal-error",
                            {fmt::format("Dòng không đọc được: {}.", entry.text),
                             fmt::format("The row cannot be read: {}.", entry.text)}};
            }
            m_issues.warn(m_seen, "gdal-warning", "", {entry.text, entry.text});
        }
    }

    const ReadOptions& m_options;
    ErrorCapture m_capture;
    Source m_source;
    std::optional<FieldMap> m_map;
    Aliases m_aliases;
    model::ImportBatch m_batch;
    Issues m_issues;
    ColumnContext m_context{m_options.file,
                            m_options.layer,
                            m_map ? &*m_map : nullptr,
                            m_aliases,
                            text_rule(m_source, m_options),
                            m_batch,
                            m_issues};
    std::unique_ptr<RowReader> m_reader;
    std::unordered_map<OGRLayer*, std::unique_ptr<LayerInput>> m_inputs;
    std::int64_t m_seen = 0;
    std::int64_t m_total = 0;
};

} // namespace

model::ImportBatch read_batch(const ReadOptions& options) {
    return is_raster(options.file) ? read_population_raster(options) : Import{options}.run();
}

} // namespace gis::files
