#include "gis/files/ogr_export.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/files/gdal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gis::files {

namespace {

constexpr std::size_t max_dbf_text = 254;
constexpr char list_separator = ';';
constexpr std::int64_t progress_step = 1000;
constexpr std::size_t max_warnings = 100;

[[noreturn]] void cannot_write(const std::filesystem::path& file, const std::string& why) {
    throw Error{ErrorKind::storage,
                "cannot-write",
                {fmt::format("Không ghi được tệp {}: {}.", file.string(), why),
                 fmt::format("Cannot write file {}: {}.", file.string(), why)}};
}

OGRwkbGeometryType geometry_type(Layer layer, bool multi_polygons) {
    switch (layer) {
    case Layer::roads:
        return wkbLineString;
    case Layer::communes:
    case Layer::hamlets:
        return multi_polygons ? wkbMultiPolygon : wkbPolygon;
    case Layer::facilities:
    case Layer::population:
        break;
    }
    return wkbPoint;
}

OGRSpatialReference spatial_reference(geometry::EpsgCode crs) {
    OGRSpatialReference srs;
    srs.importFromEPSG(crs.value);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

/// What a dbf field holds of a text: whole characters, and of a list whole items.
std::string cut(const std::string& text, const FieldInfo& field) {
    std::string kept{truncate_utf8(text, max_dbf_text)};
    if (field.type == FieldType::list && text[kept.size()] != list_separator) {
        kept.erase(std::min(kept.rfind(list_separator), kept.size()));
    }
    return kept;
}

class OgrWriter {
public:
    OgrWriter(const WriteOptions& options, const OgrTarget& target)
        : m_options(options), m_target(target), m_shapefile(EQUAL(target.driver, "ESRI Shapefile")),
          m_kml(EQUAL(target.driver, "LIBKML")), m_multi_polygons(EQUAL(target.driver, "GPKG")) {
        if (target.crs != geometry::EpsgCode{4326}) {
            m_transformation.emplace(target.crs);
        }
        create();
    }

    void write(const ExportRow& row) {
        OGRFeature feature{m_layer->GetLayerDefn()};
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            set(feature, static_cast<int>(i), row.cells[i]);
        }
        feature.SetGeometryDirectly(
            std::visit([&](const auto& shape) { return make(shape); }, row.shape));
        if (m_layer->CreateFeature(&feature) != OGRERR_NONE) {
            cannot_write(m_options.file, m_capture.take_text());
        }
        ++m_result.features;
        m_result.length_m += row.length_m;
        m_result.in_unit_m += row.in_unit_m;
        if (m_options.progress && m_result.features % progress_step == 0) {
            m_options.progress(m_result.features, 0);
        }
    }

    WriteResult finish() {
        if (m_in_transaction && m_dataset->CommitTransaction() != OGRERR_NONE) {
            cannot_write(m_options.file, m_capture.take_text());
        }
        m_dataset.reset();
        for (const auto& entry : m_capture.take()) {
            if (entry.severity >= CE_Failure) {
                cannot_write(m_options.file, entry.text);
            }
            warn({entry.text, entry.text});
        }
        if (m_cut > 0) {
            m_result.warnings.push_back(
                {fmt::format("{} chữ dài quá {} byte đã bị cắt bớt.", m_cut, max_dbf_text),
                 fmt::format("{} texts of over {} bytes were cut.", m_cut, max_dbf_text)});
        }
        return std::move(m_result);
    }

private:
    void create() {
        prepare_gdal();
        auto* driver = GetGDALDriverManager()->GetDriverByName(m_target.driver);
        if (driver == nullptr) {
            cannot_write(m_options.file, m_target.driver);
        }
        m_dataset.reset(driver->Create(m_target.file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!m_dataset) {
            cannot_write(m_options.file, m_capture.take_text());
        }
        auto srs = spatial_reference(m_target.crs);
        auto options = layer_options();
        m_layer = m_dataset->CreateLayer(m_target.layer_name.c_str(), &srs,
                                         geometry_type(m_options.layer, m_multi_polygons),
                                         options.List());
        if (m_layer == nullptr) {
            cannot_write(m_options.file, m_capture.take_text());
        }
        for (const auto& field : fields_of(m_options.layer)) {
            create_field(field);
        }
        if (m_dataset->TestCapability(ODsCTransactions) != 0) {
            m_in_transaction = m_dataset->StartTransaction() == OGRERR_NONE;
        }
    }

    [[nodiscard]] CPLStringList layer_options() const {
        CPLStringList options;
        if (m_shapefile) {
            options.SetNameValue("ENCODING", "UTF-8");
            return options; // it has no place for a description
        }
        const auto words = description_of(m_options);
        options.SetNameValue("DESCRIPTION", fmt::format("{} {}", words.vi, words.en).c_str());
        if (EQUAL(m_target.driver, "GeoJSON")) {
            options.SetNameValue("RFC7946", "YES");
            options.SetNameValue("COORDINATE_PRECISION", "9");
        } else if (EQUAL(m_target.driver, "GPKG")) {
            options.SetNameValue("GEOMETRY_NAME", "geom");
        }
        return options;
    }

    void create_field(const FieldInfo& info) {
        OGRFieldDefn field{column_name(info, m_target.names).c_str(), OFTString};
        switch (info.type) {
        case FieldType::measure:
            field.SetType(OFTReal);
            if (m_shapefile) {
                field.SetWidth(18);
                field.SetPrecision(decimals_of(info));
            }
            break;
        case FieldType::count:
            field.SetType(m_shapefile ? OFTInteger : OFTInteger64);
            break;
        case FieldType::date:
            // LIBKML writes days as 2024/11/05 and leaves their column out of its schema.
            field.SetType(m_kml ? OFTString : OFTDate);
            break;
        case FieldType::flag:
            field.SetType(OFTInteger);
            if (m_shapefile) {
                field.SetWidth(1);
            } else {
                field.SetSubType(OFSTBoolean);
            }
            break;
        case FieldType::text:
        case FieldType::choice:
        case FieldType::list:
            if (m_shapefile) {
                field.SetWidth(24); // GDAL widens the column when a longer text comes
            }
            break;
        }
        if (EQUAL(m_target.driver, "GPKG")) {
            field.SetAlternativeName(std::string{info.vi}.c_str());
        }
        if (m_layer->CreateField(&field) != OGRERR_NONE) {
            cannot_write(m_options.file, m_capture.take_text());
        }
    }

    void set(OGRFeature& feature, int index, const model::Cell& cell) {
        if (const auto* text = std::get_if<std::string>(&cell)) {
            if (m_shapefile && text->size() > max_dbf_text) {
                ++m_cut;
                const auto& field = fields_of(m_options.layer)[static_cast<std::size_t>(index)];
                feature.SetField(index, cut(*text, field).c_str());
            } else {
                feature.SetField(index, text->c_str());
            }
        } else if (const auto* number = std::get_if<double>(&cell)) {
            feature.SetField(index, *number);
        } else if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
            feature.SetField(index, static_cast<GIntBig>(*whole));
        } else if (const auto* day = std::get_if<Date>(&cell)) {
            set_day(feature, index, *day);
        } else if (const auto* flag = std::get_if<bool>(&cell)) {
            feature.SetField(index, *flag ? 1 : 0);
        } else if (!m_shapefile) {
            feature.SetFieldNull(index);
        }
    }

    void set_day(OGRFeature& feature, int index, Date day) const {
        const auto iso = day.iso();
        if (m_kml) {
            feature.SetField(index, iso.c_str());
        } else {
            feature.SetField(index, day.year(), std::stoi(iso.substr(5, 2)),
                             std::stoi(iso.substr(8)));
        }
    }

    /// Positions in the target CRS, in m_x and m_y.
    void project(std::span<const geometry::Point> points) {
        m_x.resize(points.size());
        m_y.resize(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (m_transformation) {
                const auto plane = m_transformation->forward(points[i]);
                m_x[i] = plane.x;
                m_y[i] = plane.y;
            } else {
                m_x[i] = points[i].lon;
                m_y[i] = points[i].lat;
            }
        }
    }

    OGRGeometry* make(const geometry::Point& point) {
        project({&point, 1});
        return std::make_unique<OGRPoint>(m_x[0], m_y[0]).release();
    }

    OGRGeometry* make(std::span<const geometry::Point> line) {
        project(line);
        auto result = std::make_unique<OGRLineString>();
        result->setPoints(static_cast<int>(line.size()), m_x.data(), m_y.data());
        return result.release();
    }

    OGRGeometry* make(const geometry::MultiPolygon* polygons) {
        auto result = std::make_unique<OGRMultiPolygon>();
        for (const auto& polygon : *polygons) {
            auto one = std::make_unique<OGRPolygon>();
            add_ring(*one, polygon.outer);
            for (const auto& hole : polygon.holes) {
                add_ring(*one, hole);
            }
            result->addGeometryDirectly(one.release());
        }
        if (!m_multi_polygons && result->getNumGeometries() == 1) {
            return result->getGeometryRef(0)->clone();
        }
        return result.release();
    }

    void add_ring(OGRPolygon& polygon, const geometry::Ring& ring) {
        project(ring);
        auto result = std::make_unique<OGRLinearRing>();
        result->setPoints(static_cast<int>(ring.size()), m_x.data(), m_y.data());
        polygon.addRingDirectly(result.release());
    }

    void warn(Message message) {
        if (m_result.warnings.size() < max_warnings) {
            m_result.warnings.push_back(std::move(message));
        }
    }

    const WriteOptions& m_options;
    const OgrTarget& m_target;
    bool m_shapefile;
    bool m_kml;
    bool m_multi_polygons;
    ErrorCapture m_capture;
    std::optional<geometry::Transformation> m_transformation;
    DatasetPtr m_dataset;
    OGRLayer* m_layer = nullptr;
    bool m_in_transaction = false;
    std::int64_t m_cut = 0;
    std::vector<double> m_x;
    std::vector<double> m_y;
    WriteResult m_result;
};

} // namespace

std::string column_name(const FieldInfo& field, const std::optional<FieldMap>& names) {
    const auto* rule = names ? names->find(field.name) : nullptr;
    return rule != nullptr && !rule->columns.empty() ? rule->columns.front()
                                                     : std::string{field.name};
}

int decimals_of(const FieldInfo& field) noexcept {
    if (field.name == "lon" || field.name == "lat") {
        return 8;
    }
    return field.name == "area_km2" ? 6 : 3;
}

void check_written(const OgrTarget& target, std::int64_t features) {
    ErrorCapture capture;
    prepare_gdal();
    const std::array<const char*, 2> drivers{target.driver, nullptr};
    const DatasetPtr dataset{
        GDALDataset::Open(target.file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data())};
    auto* layer = dataset && dataset->GetLayerCount() > 0 ? dataset->GetLayer(0) : nullptr;
    const auto count = layer != nullptr ? layer->GetFeatureCount(TRUE) : -1;
    const auto* srs = layer != nullptr ? layer->GetSpatialRef() : nullptr;
    bool same_crs = true;
    if (!EQUAL(target.driver, "CSV")) {
        const auto wanted = spatial_reference(target.crs);
        const std::array<const char*, 3> loosely{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                                 "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                                 nullptr};
        same_crs = srs != nullptr && srs->IsSame(&wanted, loosely.data()) != 0;
    }
    // An empty GeoJSON or KML file has no layer to ask for a CRS.
    const bool empty = features == 0 && count <= 0;
    if (!empty && (count != features || !same_crs)) {
        throw Error{
            ErrorKind::storage,
            "check-failed",
            {fmt::format("Tệp vừa ghi đọc lại không khớp: {} đối tượng thay vì {}{}.", count,
                         features, same_crs ? "" : ", sai hệ tọa độ"),
             fmt::format("The file just written does not read back: {} features instead of {}{}.",
                         count, features, same_crs ? "" : ", wrong CRS")}};
    }
}

WriteResult write_ogr(const model::Snapshot& snapshot, const WriteOptions& options,
                      const OgrTarget& target) {
    OgrWriter writer{options, target};
    for_each_row(snapshot, options, [&writer](const ExportRow& row) { writer.write(row); });
    auto result = writer.finish();
    check_written(target, result.features);
    return result;
}

} // namespace gis::files
