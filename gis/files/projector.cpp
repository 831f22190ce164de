#include "gis/files/projector.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/files/vn2000.hpp"

#include <fmt/format.h>

#include <cmath>

namespace gis::files {

namespace {

/// Wider than Vietnam with its sea, to tell a swapped pair from a far one.
constexpr geometry::Box around_vietnam{101.0, 6.0, 118.0, 24.5};

/// As Vietnamese text has a pair of coordinates: `106,3; 11,3`.
std::string pair_words(const geometry::Point& raw) {
    constexpr int most_digits = 6;
    return plain_number_words(raw.lon, Language::vi, most_digits) + "; " +
           plain_number_words(raw.lat, Language::vi, most_digits);
}

std::string proposal(const OGRLayer& layer) {
    OGREnvelope extent;
    // GetExtent is not const in OGR; it reads the header of the file.
    if (const_cast<OGRLayer&>(layer).GetExtent(&extent, FALSE) != OGRERR_NONE) {
        return "EPSG:9212";
    }
    const bool degrees = std::abs(extent.MinX) <= 180 && std::abs(extent.MaxX) <= 180 &&
                         std::abs(extent.MinY) <= 90 && std::abs(extent.MaxY) <= 180;
    return degrees ? "EPSG:4326" : "EPSG:9212";
}

bool is_missing(const OGRSpatialReference* declared) {
    return declared == nullptr || declared->IsEmpty();
}

Error missing_crs(const std::filesystem::path& file, const std::string& hint) {
    return {ErrorKind::invalid_data,
            "missing-crs",
            {fmt::format("Tệp {} không ghi hệ tọa độ (thiếu .prj). Hãy hỏi nơi gửi rồi chọn hệ tọa "
                         "độ (crs) đúng, chẳng hạn {}.",
                         file.string(), hint),
             fmt::format("File {} declares no CRS (no .prj). Ask who sent it and choose the right "
                         "one, such as {}.",
                         file.string(), hint)},
            "crs"};
}

} // namespace

Projector::Projector(geometry::EpsgCode crs) {
    use(crs);
}

Projector::Projector(const OGRSpatialReference* declared, const OGRLayer& layer,
                     const std::filesystem::path& file) {
    if (is_missing(declared)) {
        throw missing_crs(file, proposal(layer));
    }
    use_declared(*declared, file);
}

Projector::Projector(const OGRSpatialReference* declared, const std::filesystem::path& file) {
    if (is_missing(declared)) {
        throw missing_crs(file, "EPSG:4326");
    }
    use_declared(*declared, file);
}

void Projector::use(geometry::EpsgCode crs) {
    m_name = fmt::format("EPSG:{}", crs.value);
    if (crs != geometry::EpsgCode{4326}) {
        m_known.emplace(crs);
    }
}

void Projector::use_declared(const OGRSpatialReference& declared,
                             const std::filesystem::path& file) {
    const auto guess = recognise_vn2000(declared);
    if (guess.verdict == Vn2000::Verdict::other_datum) {
        throw Error{
            ErrorKind::invalid_data,
            "suspicious-crs",
            {fmt::format(
                 "Hệ tọa độ “{}” của tệp {} có tham số của VN-2000 ({}) nhưng ghi gốc đo đạc "
                 "“{}”; đọc nguyên như vậy sẽ lệch khoảng 225 m. Nếu số liệu là VN-2000, hãy "
                 "chọn hệ tọa độ (crs) EPSG:{}.",
                 guess.crs_name, file.string(), guess.zone_name, guess.datum_name,
                 guess.code.value),
             fmt::format(
                 "CRS \"{}\" of file {} has the parameters of VN-2000 ({}) but names the datum "
                 "\"{}\"; taken as it is, everything would be about 225 m off. If the data are "
                 "VN-2000, choose the CRS EPSG:{}.",
                 guess.crs_name, file.string(), guess.zone_name, guess.datum_name,
                 guess.code.value)},
            "crs"};
    }
    if (guess.verdict == Vn2000::Verdict::vn2000) {
        use(guess.code);
        if (guess.other_shift) {
            m_notice = Message{
                fmt::format(
                    "Tệp {} ghi tham số chuyển VN-2000 khác với QĐ 05/2007/QĐ-BTNMT; đã dùng "
                    "tham số chính thức.",
                    file.string()),
                fmt::format("File {} has parameters for VN-2000 other than those of Decision "
                            "05/2007/QĐ-BTNMT; the official ones were used.",
                            file.string())};
        }
        return;
    }
    if (const auto code = epsg_of(declared)) {
        use(*code);
        return;
    }
    OGRSpatialReference wgs84;
    wgs84.importFromEPSG(4326);
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference source{declared};
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    m_name = declared.GetName() != nullptr ? declared.GetName() : "?";
    m_other.reset(OGRCreateCoordinateTransformation(&source, &wgs84));
    if (!m_other) {
        throw Error{
            ErrorKind::invalid_data,
            "bad-crs",
            {fmt::format("Không chuyển được hệ tọa độ “{}” của tệp {} sang WGS 84. Hãy chọn "
                         "hệ tọa độ (crs).",
                         m_name, file.string()),
             fmt::format("CRS \"{}\" of file {} cannot be transformed to WGS 84. Choose one.",
                         m_name, file.string())},
            "crs"};
    }
}

geometry::Point Projector::to_lon_lat(const geometry::Point& raw) const {
    if (!std::isfinite(raw.lon) || !std::isfinite(raw.lat)) {
        throw Error{ErrorKind::invalid_data,
                    "not-finite",
                    {"Tọa độ không phải là số hữu hạn.", "A coordinate is not a finite number."}};
    }
    if (m_known) {
        return m_known->inverse({raw.lon, raw.lat});
    }
    if (!m_other) {
        return raw;
    }
    auto point = raw;
    if (m_other->Transform(1, &point.lon, &point.lat) == 0 || !std::isfinite(point.lon) ||
        !std::isfinite(point.lat)) {
        throw Error{
            ErrorKind::invalid_data,
            "outside-crs",
            {fmt::format("Tọa độ ({}) nằm ngoài phạm vi của hệ tọa độ {}.", pair_words(raw),
                         m_name),
             fmt::format("Coordinate ({}, {}) is outside the CRS {}.", raw.lon, raw.lat, m_name)}};
    }
    return point;
}

void Projector::check_place(const geometry::Point& raw, const geometry::Point& point) const {
    if (around_vietnam.contains(point)) {
        return;
    }
    geometry::Point swapped{raw.lat, raw.lon};
    bool swapped_fits = false;
    try {
        swapped_fits = around_vietnam.contains(to_lon_lat(swapped));
    } catch (const Error&) {
        swapped_fits = false; // the other way round is outside the CRS: not a swapped pair
    }
    if (swapped_fits) {
        throw Error{
            ErrorKind::invalid_data,
            "axes-swapped",
            {fmt::format("Tọa độ ({}) có vẻ bị đổi chỗ hai trục: đổi lại thì rơi vào Việt Nam. "
                         "Hãy đổi chỗ X và Y trong tệp.",
                         pair_words(raw)),
             fmt::format(
                 "Coordinate ({}, {}) seems to have its axes swapped: the other way round it "
                 "is in Vietnam. Swap X and Y in the file.",
                 raw.lon, raw.lat)}};
    }
    if (!geometry::is_valid_position(point)) {
        throw Error{ErrorKind::invalid_data,
                    "outside-range",
                    {fmt::format("Tọa độ ({}) theo {} nằm ngoài mặt đất. Hãy kiểm tra hệ tọa độ.",
                                 pair_words(raw), m_name),
                     fmt::format("Coordinate ({}, {}) in {} is not on the globe. Check the CRS.",
                                 raw.lon, raw.lat, m_name)}};
    }
}

void Projector::apply(std::vector<geometry::Point>& points) const {
    for (auto& point : points) {
        const auto raw = point;
        point = to_lon_lat(raw);
        check_place(raw, point);
    }
}

} // namespace gis::files
