#include "gis/files/sheet_reader.hpp"

#include "gis/core/error.hpp"
#include "gis/files/gdal.hpp"
#include "gis/files/source.hpp"

#include <fmt/format.h>

#include <array>

#include <cpl_conv.h>

namespace gis::files {

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{20} << 20U;
constexpr GIntBig most_rows = 100'000;
constexpr int most_columns = 200;

Error bad_sheet(const std::filesystem::path& file, const std::string& vi, const std::string& en) {
    return {ErrorKind::invalid_data,
            "bad-file",
            {fmt::format("Không đọc được bảng Excel {}: {}.", file.string(), vi),
             fmt::format("Cannot read the Excel file {}: {}.", file.string(), en)},
            "file"};
}

} // namespace

std::vector<std::vector<std::string>> read_sheet(const std::filesystem::path& file) {
    ReadLimits limits;
    limits.file_bytes = most_bytes;
    check_file(file, limits);
    prepare_gdal();
    ErrorCapture capture;
    // Every row is data, every cell is text: the form has its own head.
    const CPLConfigOptionSetter no_head{"OGR_XLSX_HEADERS", "DISABLE", false};
    const CPLConfigOptionSetter as_text{"OGR_XLSX_FIELD_TYPES", "STRING", false};
    const std::array<const char*, 2> drivers{"XLSX", nullptr};
    const auto name = std::filesystem::absolute(file).string();
    const DatasetPtr dataset{
        GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data())};
    auto* layer = dataset && dataset->GetLayerCount() > 0 ? dataset->GetLayer(0) : nullptr;
    if (layer == nullptr) {
        const auto why = capture.take_text();
        throw bad_sheet(file, why, why);
    }
    const int columns = layer->GetLayerDefn()->GetFieldCount();
    if (columns > most_columns || layer->GetFeatureCount() > most_rows) {
        throw bad_sheet(file, fmt::format("nhiều hơn {} dòng hoặc {} cột", most_rows, most_columns),
                        fmt::format("more than {} rows or {} columns", most_rows, most_columns));
    }
    std::vector<std::vector<std::string>> rows;
    layer->ResetReading();
    for (FeaturePtr feature{layer->GetNextFeature()}; feature;
         feature.reset(layer->GetNextFeature())) {
        // The driver numbers features by rows of the sheet, and leaves out empty rows at the top.
        const auto line = static_cast<std::size_t>(feature->GetFID());
        if (line > rows.size() && line <= static_cast<std::size_t>(most_rows)) {
            rows.resize(line - 1);
        }
        auto& row = rows.emplace_back();
        for (int i = 0; i < columns; ++i) {
            row.emplace_back(feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "");
        }
    }
    return rows;
}

} // namespace gis::files
