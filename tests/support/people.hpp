#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "tests/support/builders.hpp"

#include <GeographicLib/Geodesic.hpp>

#include <cmath>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <utility>

namespace test_support {

/// A position by metres east and north of 106.6 E, 11.6 N, to about a thousandth.
inline gis::geometry::Point place(double east_m, double north_m) {
    return {106.6 + east_m / 109'050.0, 11.6 + north_m / 110'620.0};
}

inline gis::geometry::MultiPolygon rectangle(double west_m, double south_m, double east_m,
                                             double north_m) {
    return {{{place(west_m, south_m), place(east_m, south_m), place(east_m, north_m),
              place(west_m, north_m), place(west_m, south_m)},
             {}}};
}

/// By GeographicLib, metres.
inline double reference_m(const gis::geometry::Point& a, const gis::geometry::Point& b) {
    double metres = 0;
    GeographicLib::Geodesic::WGS84().Inverse(a.lat, a.lon, b.lat, b.lon, metres);
    return metres;
}

inline gis::model::Facility facility(std::int64_t id, gis::model::FacilityKind kind,
                                     gis::geometry::Point location) {
    gis::model::Facility result;
    result.id = gis::FacilityId{id};
    result.kind = kind;
    result.name = "F" + std::to_string(id);
    result.location = location;
    return result;
}

inline gis::model::PopulationPoint people_at(std::int64_t id, gis::geometry::Point location,
                                             double persons) {
    return {gis::PopulationPointId{id}, location, persons};
}

inline gis::model::Unit hamlet_of(const std::string& code, gis::geometry::MultiPolygon area,
                                  std::optional<double> population) {
    auto unit = hamlet(code, "Ấp " + code, std::move(area));
    unit.population = population;
    return unit;
}

/// Two communes side by side of 6 km by 4 km: 00001 (xã) with hamlets -01..-06 and 00002 (thị
/// trấn) with -01..-06, 2 km by 2 km each, in rows from the south west. Hamlet 00001-06 has no
/// population; the communes have none of their own.
inline gis::model::AtlasData two_communes() {
    gis::model::AtlasData data;
    for (int c = 0; c < 2; ++c) {
        const double west = 6000.0 * c;
        const std::string code = "0000" + std::to_string(c + 1);
        auto unit = commune(code, "Xã " + code, rectangle(west, 0, west + 6000, 4000));
        unit.kind = c == 0 ? gis::model::UnitKind::xa : gis::model::UnitKind::thi_tran;
        data.units.push_back(unit);
        for (int h = 0; h < 6; ++h) {
            const double x = west + 2000.0 * (h % 3);
            const double y = 2000.0 * (h / 3);
            const bool unknown = c == 0 && h == 5;
            data.units.push_back(
                hamlet_of(code + "-0" + std::to_string(h + 1), rectangle(x, y, x + 2000, y + 2000),
                          unknown ? std::nullopt : std::optional{500.0 + 137.0 * h + 31.0 * c}));
        }
    }
    return data;
}

/// Adds so many roads, facilities and surfaces at random.
inline void scatter(gis::model::AtlasData& data, std::uint32_t seed, int roads, int schools) {
    std::mt19937 random{seed};
    std::uniform_real_distribution<double> east{-500, 12'500};
    std::uniform_real_distribution<double> north{-500, 4'500};
    std::uniform_real_distribution<double> step{-900, 900};
    for (int r = 1; r <= roads; ++r) {
        double x = east(random);
        double y = north(random);
        gis::geometry::Line line{place(x, y)};
        for (int k = 0; k < 3; ++k) {
            line.push_back(place(x += step(random), y += step(random)));
        }
        auto added = road(r, gis::model::RoadClass::ap, std::move(line));
        const double middle = added.length_m / 2;
        const auto surface = random() % 3 == 0   ? gis::model::Surface::btxm
                             : random() % 2 == 0 ? gis::model::Surface::dat
                                                 : gis::model::Surface::unknown;
        added.surfaces.push_back(record(r, r, 0, middle, surface));
        data.roads.push_back(std::move(added));
    }
    for (int s = 1; s <= schools; ++s) {
        data.facilities.push_back(
            facility(s, gis::model::FacilityKind::primary, place(east(random), north(random))));
    }
}

inline std::shared_ptr<const gis::analysis::Norms> project_norms() {
    return std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(std::filesystem::path{NTM_SOURCE_DIR} / "data" / "norms"));
}

inline gis::analysis::RuleBook project_rules() {
    return gis::analysis::RuleBook::load(std::filesystem::path{NTM_SOURCE_DIR} / "data" / "rules");
}

/// A basis with what its questions point to.
struct Town {
    explicit Town(gis::model::AtlasData data)
        : Town(gis::model::Snapshot::build(std::move(data)), project_norms()) {}

    Town(std::shared_ptr<const gis::model::Snapshot> built,
         std::shared_ptr<const gis::analysis::Norms> with)
        : snapshot(std::move(built)), norms(std::move(with)),
          basis(snapshot, norms, gis::sequential_for) {}

    [[nodiscard]] gis::analysis::CoverageQuestion
    question(const std::string& service, double distance_m,
             gis::analysis::Along along = gis::analysis::Along::straight) const {
        gis::analysis::CoverageQuestion result;
        result.service = &norms->find(service);
        result.rules = &rules.standard();
        result.as_of = gis::Date{2024, 6, 30};
        result.along = along;
        result.distance_m = distance_m;
        result.access_m = 500;
        return result;
    }

    std::shared_ptr<const gis::model::Snapshot> snapshot;
    std::shared_ptr<const gis::analysis::Norms> norms;
    gis::analysis::RuleBook rules = project_rules();
    gis::analysis::CoverageBasis basis;
};

} // namespace test_support
