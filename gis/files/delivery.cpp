#include "gis/files/delivery.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/files/table_writer.hpp"
#include "gis/files/temp_folder.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <fstream>
#include <vector>

namespace gis::files {

namespace fs = std::filesystem;

namespace {

/// Coordinates hardly shrink; a higher level costs time and gains nothing.
constexpr zip_uint32_t deflate_level = 1;

[[noreturn]] void cannot_write(const fs::path& file, std::string_view why) {
    throw Error{ErrorKind::storage,
                "cannot-write",
                {fmt::format("Không ghi được tệp {}: {}.", file.string(), why),
                 fmt::format("Cannot write file {}: {}.", file.string(), why)}};
}

/// `<unit>_<layer>_<yyyymmdd>`, ASCII.
std::string stem_of(const WriteOptions& options) {
    auto day = options.as_of.iso();
    std::erase(day, '-');
    auto stem = fmt::format("{}_{}_{}", options.unit ? options.unit->get() : "toan_bo",
                            to_text(options.layer), day);
    std::ranges::replace_if(
        stem, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-' && c != '_'; }, '_');
    return stem;
}

std::string_view type_name(const FieldInfo& field) {
    switch (field.type) {
    case FieldType::measure:
        return "số thập phân";
    case FieldType::count:
        return "số nguyên";
    case FieldType::date:
        return "ngày";
    case FieldType::flag:
        return "0/1";
    case FieldType::text:
    case FieldType::choice:
    case FieldType::list:
        break;
    }
    return "chữ";
}

std::string dictionary(const WriteOptions& options, const std::optional<FieldMap>& names) {
    model::Table table;
    table.columns = {
        {"field", {"Trường", "Field"}},         {"meaning_vi", {"Ý nghĩa", "Meaning (vi)"}},
        {"meaning_en", {"Meaning", "Meaning"}}, {"type", {"Kiểu", "Type"}},
        {"unit", {"Đơn vị", "Unit"}},           {"values", {"Giá trị", "Values"}}};
    for (const auto& field : fields_of(options.layer)) {
        table.rows.push_back({column_name(field, names), std::string{field.vi},
                              std::string{field.en}, std::string{type_name(field)},
                              std::string{field.unit}, std::string{field.values}});
    }
    return to_csv(table);
}

std::string read_me(const model::Snapshot& snapshot, const WriteOptions& options,
                    const WriteResult& result, const std::string& stem) {
    std::string text;
    const auto add = [&text](const std::string& line) {
        text += line + "\r\n";
    };
    add(fmt::format("BỘ DỮ LIỆU {}", stem));
    add("");
    add(fmt::format("Lớp / Layer: {}", to_text(options.layer)));
    add(fmt::format("Đơn vị / Unit: {}", options.unit ? options.unit->get() : "toàn bộ / all"));
    add(fmt::format("Số liệu tính đến ngày / As of: {}", options.as_of.vietnamese()));
    add(fmt::format("Phiên bản bản đồ / Revision: {}", snapshot.revision().get()));
    add(fmt::format(
        "Hệ tọa độ / CRS: EPSG:{}{}", options.crs.value,
        options.crs == geometry::EpsgCode{9212} ? " (VN-2000 / TM-3 106°15', X đông, Y bắc)" : ""));
    add(fmt::format("Số đối tượng / Features: {}", result.features));
    if (options.layer == Layer::roads) {
        const auto kilometres = [](double metres) {
            return number_words(metres, -3, 3, Language::vi);
        };
        add(fmt::format("Tổng chiều dài / Total length: {} km", kilometres(result.length_m)));
        if (options.unit) {
            add(fmt::format("Trong đó nằm trong đơn vị / Of which in the unit: {} km",
                            kilometres(result.in_unit_m)));
            add("Tệp có mọi tuyến đi qua đơn vị, để nguyên cả tuyến; TRONG_DV là số mét của từng "
                "đoạn "
                "nằm trong đơn vị, cộng lại bằng báo cáo của đơn vị. Đừng cộng DAI_M của nhiều đơn "
                "vị: tuyến qua nhiều nơi sẽ tính trùng.");
            add("The file has every road that passes through the unit, whole; TRONG_DV is what of "
                "each stretch lies in it and adds up to the unit's report. Do not add DAI_M of "
                "several units: roads through several would count twice.");
        }
        add("Chiều dài là chiều dài trắc địa trên ellipsoid WGS 84, không phải chiều dài trên lưới "
            "chiếu.");
        add("Lengths are geodesic on the WGS 84 ellipsoid, not lengths on the grid.");
        if (!options.hardened_by.vi.empty()) {
            add("Cứng hóa theo: " + options.hardened_by.vi);
            add("Hardened by: " + options.hardened_by.en);
        }
        add("Mỗi đối tượng là một đoạn có cùng mặt đường; LT_DAU và LT_CUOI là lý trình (m) trên "
            "tuyến.");
    }
    add("Bảng mã / Encoding: UTF-8 (.cpg)");
    add("Ý nghĩa các trường: xem TU_DIEN.csv / Meaning of the fields: see TU_DIEN.csv");
    for (const auto& warning : result.warnings) {
        add(fmt::format("Lưu ý / Note: {} / {}", warning.vi, warning.en));
    }
    return text;
}

void write_text(const fs::path& file, std::string_view text) {
    std::ofstream stream{file, std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) {
        cannot_write(file, "disk");
    }
}

/// Packs all files of a folder, by name; their time is the export's day, so equal exports are
/// equal.
void pack(const fs::path& folder, const fs::path& zip, Date day) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    int error = 0;
    zip_t* archive = zip_open(zip.c_str(), ZIP_CREATE | ZIP_EXCL, &error);
    if (archive == nullptr) {
        cannot_write(zip, "zip");
    }
    for (const auto& file : files) {
        auto* source = zip_source_file(archive, file.c_str(), 0, -1);
        const auto index = zip_file_add(archive, file.filename().c_str(), source, ZIP_FL_ENC_UTF_8);
        if (index < 0) {
            zip_source_free(source);
            zip_discard(archive);
            cannot_write(zip, file.filename().string());
        }
        const auto member = static_cast<zip_uint64_t>(index);
        constexpr std::time_t seconds_a_day = 86'400;
        zip_file_set_mtime(archive, member, seconds_a_day * std::max(day.days(), 3652), 0);
        zip_set_file_compression(archive, member, ZIP_CM_DEFLATE, deflate_level);
    }
    if (zip_close(archive) != 0) {
        const std::string why = zip_strerror(archive);
        zip_discard(archive);
        cannot_write(zip, why);
    }
    archive = zip_open(zip.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &error);
    const bool whole = archive != nullptr &&
                       zip_get_num_entries(archive, 0) == static_cast<zip_int64_t>(files.size());
    zip_discard(archive);
    if (!whole) {
        cannot_write(zip, "zip");
    }
}

} // namespace

WriteResult write_shapefile_zip(const model::Snapshot& snapshot, const WriteOptions& options,
                                const fs::path& zip) {
    const TempFolder parts{zip.parent_path()};
    const auto stem = stem_of(options);
    OgrTarget target{"ESRI Shapefile", parts.path() / (stem + ".shp"), stem, options.crs,
                     load_field_map("ntm-atlas-shp", options.layer, options.data_folder)};
    auto result = write_ogr(snapshot, options, target);
    write_text(parts.path() / "TU_DIEN.csv", dictionary(options, target.names));
    write_text(parts.path() / "DOC_TRUOC.txt", read_me(snapshot, options, result, stem));
    pack(parts.path(), zip, options.as_of);
    return result;
}

} // namespace gis::files
