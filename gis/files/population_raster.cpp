#include "gis/files/population_raster.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/files/gdal.hpp"
#include "gis/files/issues.hpp"
#include "gis/files/projector.hpp"
#include "gis/files/source.hpp"

#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gis::files {

namespace {

namespace fs = std::filesystem;

Error bad_raster(const fs::path& file, const std::string& vi, const std::string& en) {
    return {ErrorKind::invalid_data,
            "bad-raster",
            {fmt::format("Tệp {}: {}.", file.string(), vi),
             fmt::format("File {}: {}.", file.string(), en)},
            "file"};
}

DatasetPtr open_raster(const fs::path& file, ErrorCapture& capture) {
    prepare_gdal();
    // Nothing beside the file may say what it means.
    const CPLConfigOptionSetter no_auxiliary{"GDAL_PAM_ENABLED", "NO", false};
    constexpr std::array<const char*, 3> drivers{"GTiff", "AAIGrid", nullptr};
    DatasetPtr dataset{GDALDataset::Open(fs::absolute(file).c_str(),
                                         GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                         drivers.data())};
    if (!dataset) {
        const auto why = capture.take_text();
        throw bad_raster(file, fmt::format("không đọc được ({})", why),
                         fmt::format("it cannot be read ({})", why));
    }
    return dataset;
}

/// The raster's place and size, checked.
class Raster {
public:
    Raster(const ReadOptions& options, ErrorCapture& capture)
        : m_file(options.file), m_dataset(open_raster(options.file, capture)) {
        if (m_dataset->GetRasterCount() != 1) {
            throw bad_raster(
                m_file,
                fmt::format("cần đúng một kênh số người, tệp có {}", m_dataset->GetRasterCount()),
                fmt::format("one band of persons is needed, it has {}",
                            m_dataset->GetRasterCount()));
        }
        const auto cells = std::int64_t{columns()} * rows();
        if (cells > most_raster_cells) {
            throw Error{ErrorKind::too_large,
                        "file-too-large",
                        {fmt::format("Tệp {} có {} ô, nhiều nhất là {}: hãy cắt theo huyện.",
                                     m_file.string(), cells, most_raster_cells),
                         fmt::format("File {} has {} cells, at most {} are taken: cut it to the "
                                     "district.",
                                     m_file.string(), cells, most_raster_cells)},
                        "file"};
        }
        if (m_dataset->GetGeoTransform(m_transform.data()) != CE_None) {
            throw bad_raster(m_file, "không ghi vị trí trên mặt đất",
                             "it does not say where it lies");
        }
        int has_value = 0;
        const double value = band().GetNoDataValue(&has_value);
        m_no_data = has_value != 0 ? value : std::nan("");
    }

    [[nodiscard]] int columns() const { return m_dataset->GetRasterXSize(); }
    [[nodiscard]] int rows() const { return m_dataset->GetRasterYSize(); }
    [[nodiscard]] const OGRSpatialReference* crs() const { return m_dataset->GetSpatialRef(); }
    [[nodiscard]] std::string driver() const { return m_dataset->GetDriver()->GetDescription(); }

    void read_row(int row, std::vector<double>& values) const {
        if (band().RasterIO(GF_Read, 0, row, columns(), 1, values.data(), columns(), 1, GDT_Float64,
                            0, 0, nullptr) != CE_None) {
            throw Error{
                ErrorKind::invalid_data,
                "truncated-file",
                {fmt::format("Tệp {} chỉ đọc được tới hàng {}.", m_file.string(), row),
                 fmt::format("File {} could be read up to row {} only.", m_file.string(), row)},
                "file"};
        }
    }

    [[nodiscard]] bool has_data(double value) const {
        return !std::isnan(value) && value != m_no_data;
    }

    [[nodiscard]] geometry::Point centre(int column, int row) const {
        const double x = column + 0.5;
        const double y = row + 0.5;
        return {m_transform[0] + x * m_transform[1] + y * m_transform[2],
                m_transform[3] + x * m_transform[4] + y * m_transform[5]};
    }

private:
    [[nodiscard]] GDALRasterBand& band() const { return *m_dataset->GetRasterBand(1); }

    fs::path m_file;
    DatasetPtr m_dataset;
    std::array<double, 6> m_transform{};
    double m_no_data = 0;
};

void refuse_negative(Issues& issues, int row, int column, double value) {
    issues.refuse(row + 1,
                  Error{ErrorKind::invalid_data,
                        "negative-population",
                        {fmt::format("Ô cột {} có {} người.", column + 1,
                                     plain_number_words(value, Language::vi, 6)),
                         fmt::format("The cell in column {} has {} persons.", column + 1, value)},
                        "persons"});
}

} // namespace

bool is_raster(const fs::path& file) {
    auto ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return ending == ".tif" || ending == ".tiff" || ending == ".asc";
}

model::ImportBatch read_population_raster(const ReadOptions& options) {
    if (options.layer != Layer::population) {
        throw Error{
            ErrorKind::unsupported,
            "not-population",
            {fmt::format("Tệp ảnh {} chỉ nạp được cho lớp population.", options.file.string()),
             fmt::format("Raster {} can be taken for the layer population only.",
                         options.file.string())},
            "layer"};
    }
    check_file(options.file, options.limits);
    ErrorCapture capture;
    const Raster raster{options, capture};
    const auto projector =
        options.crs ? Projector{*options.crs} : Projector{raster.crs(), options.file};
    model::ImportBatch batch;
    batch.layer = std::string{to_text(Layer::population)};
    batch.driver = raster.driver();
    batch.crs = projector.name();
    Issues issues{batch, options.limits.issues_per_code};
    std::vector<double> values(static_cast<std::size_t>(raster.columns()));
    std::vector<geometry::Point> centres;
    std::vector<double> persons;
    for (int row = 0; row < raster.rows(); ++row) {
        raster.read_row(row, values);
        centres.clear();
        persons.clear();
        for (int column = 0; column < raster.columns(); ++column) {
            const double value = values[static_cast<std::size_t>(column)];
            if (!raster.has_data(value) || value == 0) {
                continue;
            }
            ++batch.read;
            if (!(value > 0) || !std::isfinite(value)) {
                refuse_negative(issues, row, column, value);
                continue;
            }
            centres.push_back(raster.centre(column, row));
            persons.push_back(value);
        }
        projector.apply(centres);
        for (std::size_t i = 0; i < centres.size(); ++i) {
            model::PopulationPoint point;
            point.location = centres[i];
            point.persons = persons[i];
            batch.rows.emplace_back(point);
        }
        if (options.progress) {
            options.progress(row + 1, raster.rows());
        }
    }
    issues.finish();
    return batch;
}

} // namespace gis::files
