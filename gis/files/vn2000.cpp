#include "gis/files/vn2000.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace gis::files {

namespace {

struct Zone {
    int code;
    double meridian;
    double scale;
};
/// EPSG's zones of VN-2000: TM-3 of Thông tư 973/2001/TT-TCĐC by central meridian, and UTM 48N,
/// 49N.
constexpr std::array zones{
    Zone{5896, 102.0, 0.9999},  Zone{5897, 105.0, 0.9999},  Zone{5898, 108.0, 0.9999},
    Zone{5899, 107.75, 0.9999}, Zone{9205, 103.0, 0.9999},  Zone{9206, 104.0, 0.9999},
    Zone{9207, 104.5, 0.9999},  Zone{9208, 104.75, 0.9999}, Zone{9209, 105.5, 0.9999},
    Zone{9210, 105.75, 0.9999}, Zone{9211, 106.0, 0.9999},  Zone{9212, 106.25, 0.9999},
    Zone{9213, 106.5, 0.9999},  Zone{9214, 107.0, 0.9999},  Zone{9215, 107.25, 0.9999},
    Zone{9216, 107.5, 0.9999},  Zone{9217, 108.25, 0.9999}, Zone{9218, 108.5, 0.9999},
    Zone{3405, 105.0, 0.9996},  Zone{3406, 111.0, 0.9996}};

constexpr int vn2000_geographic = 4756;

bool near(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance;
}

/// Letters and digits in lower case: "D_VN_2000" and "VN-2000" -> "dvn2000", "vn2000".
std::string squeezed(const char* text) {
    std::string kept;
    for (const char* c = text != nullptr ? text : ""; *c != '\0'; ++c) {
        if (std::isalnum(static_cast<unsigned char>(*c)) != 0) {
            kept += static_cast<char>(std::tolower(static_cast<unsigned char>(*c)));
        }
    }
    return kept;
}

bool names_vn2000(const char* datum) {
    const auto name = squeezed(datum);
    return name.find("vn2000") != std::string::npos ||
           name.find("vietnam2000") != std::string::npos;
}

const Zone* zone_of(const OGRSpatialReference& crs) {
    const char* projection = crs.GetAttrValue("PROJECTION");
    if (projection == nullptr || !EQUAL(projection, SRS_PT_TRANSVERSE_MERCATOR) ||
        !near(crs.GetNormProjParm(SRS_PP_LATITUDE_OF_ORIGIN), 0, 1e-9) ||
        !near(crs.GetNormProjParm(SRS_PP_FALSE_EASTING), 500000, 1e-3) ||
        !near(crs.GetNormProjParm(SRS_PP_FALSE_NORTHING), 0, 1e-3) ||
        !near(crs.GetLinearUnits(), 1, 1e-9)) {
        return nullptr;
    }
    const double meridian = crs.GetNormProjParm(SRS_PP_CENTRAL_MERIDIAN);
    const double scale = crs.GetNormProjParm(SRS_PP_SCALE_FACTOR, 1);
    const auto* const found = std::ranges::find_if(zones, [&](const Zone& zone) {
        return near(zone.meridian, meridian, 1e-6) && near(zone.scale, scale, 1e-7);
    });
    return found == zones.end() ? nullptr : found;
}

enum class Shift { none, official, similar, other };

/// The file's own shift to WGS 84, beside QĐ 05/2007/QĐ-BTNMT in the position-vector signs of
/// TOWGS84.
Shift shift_of(const OGRSpatialReference& crs) {
    constexpr std::array official{-191.90441429, -39.30318279, -111.45032835, 0.00928836,
                                  -0.01975479,   0.00427372,   0.252906278};
    std::array<double, 7> own{};
    if (crs.GetTOWGS84(own.data(), static_cast<int>(own.size())) != OGRERR_NONE ||
        std::ranges::all_of(own, [](double value) { return value == 0; })) {
        return Shift::none;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        if (!near(own[i], official[i], 5)) {
            return Shift::other;
        }
    }
    for (std::size_t i = 0; i < official.size(); ++i) {
        if (!near(own[i], official[i], i < 3 ? 1e-3 : 1e-6)) {
            return Shift::similar;
        }
    }
    return Shift::official;
}

std::string zone_name(const Zone& zone) {
    const double minutes = std::round((zone.meridian - std::floor(zone.meridian)) * 60);
    return fmt::format("{} {:.0f}°{:02.0f}'", zone.scale > 0.9998 ? "TM-3" : "UTM",
                       std::floor(zone.meridian), minutes);
}

} // namespace

Vn2000 recognise_vn2000(const OGRSpatialReference& crs) {
    Vn2000 result;
    result.crs_name = crs.GetName() != nullptr ? crs.GetName() : "?";
    const char* datum = crs.GetAttrValue("DATUM");
    result.datum_name = datum != nullptr ? datum : "?";
    const auto shift = shift_of(crs);
    const bool called_vn2000 = names_vn2000(datum);
    const bool shifted_as_vn2000 = shift == Shift::official || shift == Shift::similar;
    result.other_shift = shift == Shift::similar || (called_vn2000 && shift == Shift::other);

    if (crs.IsGeographic() != 0) {
        if (called_vn2000 || shifted_as_vn2000) {
            result.verdict = Vn2000::Verdict::vn2000;
            result.code = geometry::EpsgCode{vn2000_geographic};
        }
        return result;
    }
    const auto* zone = zone_of(crs);
    if (zone == nullptr) {
        return result;
    }
    result.code = geometry::EpsgCode{zone->code};
    result.zone_name = zone_name(*zone);
    if (called_vn2000 || shifted_as_vn2000) {
        result.verdict = Vn2000::Verdict::vn2000;
        return result;
    }
    // UTM on WGS 84 is common and right; the 3° zones with k = 0.9999 exist for VN-2000 alone.
    const bool tm3 = zone->scale > 0.9998;
    const bool wgs84_ellipsoid =
        near(crs.GetSemiMajor(), 6378137, 0.5) && near(crs.GetInvFlattening(), 298.257223563, 1e-3);
    if (tm3 && wgs84_ellipsoid && shift != Shift::other) {
        result.verdict = Vn2000::Verdict::other_datum;
    }
    return result;
}

std::optional<geometry::EpsgCode> epsg_of(const OGRSpatialReference& crs) {
    const auto usable = [](const char* authority, const char* code) {
        std::optional<geometry::EpsgCode> result;
        if (authority != nullptr && code != nullptr && EQUAL(authority, "EPSG")) {
            try {
                result = geometry::parse_epsg(code);
            } catch (const Error&) {
                result.reset(); // deprecated or not in the registry: the definition itself is used
            }
        }
        return result;
    };
    if (const auto own = usable(crs.GetAuthorityName(nullptr), crs.GetAuthorityCode(nullptr))) {
        return own;
    }
    int count = 0;
    int* confidences = nullptr;
    OGRSpatialReferenceH* matches =
        OSRFindMatches(OGRSpatialReference::ToHandle(const_cast<OGRSpatialReference*>(&crs)),
                       nullptr, &count, &confidences);
    std::optional<geometry::EpsgCode> result;
    for (int i = 0; i < count && !result; ++i) {
        const auto* match = OGRSpatialReference::FromHandle(matches[i]);
        if (confidences[i] >= 90) {
            result = usable(match->GetAuthorityName(nullptr), match->GetAuthorityCode(nullptr));
        }
    }
    OSRFreeSRSArray(matches);
    CPLFree(confidences);
    return result;
}

} // namespace gis::files
