#include "gis/analysis/findings.hpp"

#include "gis/core/number_words.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/geometry/interior_point.hpp"
#include "gis/geometry/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace gis::analysis {

namespace {

using geometry::Box;
using model::Snapshot;
using model::Unit;
using Severity = Finding::Severity;

// Below these, a difference is the rounding of coordinates and no finding.
constexpr double min_area_m2 = 10.0;
constexpr double min_length_m = 1.0;

double km(double metres) {
    return metres / 1000.0;
}
double hectares(double m2) {
    return m2 / 10'000.0;
}

/// As Vietnamese text has it: 12.4 -> `12,40`.
std::string with_comma(double value, int decimals) {
    return number_words(value, 0, decimals, Language::vi);
}

class Collector {
public:
    Collector(const Snapshot& snapshot, const Ledger& ledger)
        : m_snapshot(snapshot), m_ledger(ledger) {}

    std::vector<Finding> collect() {
        check_units(m_snapshot.units().communes);
        check_units(m_snapshot.units().hamlets);
        check_hamlets_in_communes();
        check_roads();
        check_shared_stretches();
        std::stable_sort(m_found.begin(), m_found.end(), [](const Finding& a, const Finding& b) {
            return std::tie(a.severity, a.code, a.unit) < std::tie(b.severity, b.code, b.unit);
        });
        return std::move(m_found);
    }

private:
    void check_units(const std::vector<Unit>& units);
    void check_overlap(const Unit& a, const Unit& b);
    void check_hamlets_in_communes();
    void check_roads();
    void check_records(const model::Road& road);
    void check_shared_stretches();

    const Snapshot& m_snapshot;
    const Ledger& m_ledger;
    std::vector<Finding> m_found;
};

void Collector::check_overlap(const Unit& a, const Unit& b) {
    const auto common = geometry::intersection(a.boundary, b.boundary);
    const double area = geometry::area_m2(common);
    if (area < min_area_m2) {
        return;
    }
    Finding finding{"unit-overlap", Severity::warning, {}, a.code, b.code, {}, {}, area, {}};
    finding.at = geometry::interior_point(common);
    finding.message = {
        fmt::format("{} và {} chồng lên nhau {} ha; đường ở đó tính cho xã quản lý, nếu không thì "
                    "cho đơn vị có mã nhỏ hơn.",
                    a.name, b.name, with_comma(hectares(area), 2)),
        fmt::format(
            "{} and {} overlap by {:.2f} ha; roads there count for the managing commune, else "
            "for the lower code.",
            a.name, b.name, hectares(area))};
    m_found.push_back(std::move(finding));
}

void Collector::check_units(const std::vector<Unit>& units) {
    std::vector<geometry::MultiPolygon> areas;
    std::vector<std::pair<Box, const Unit*>> boxes;
    for (const auto& unit : units) {
        areas.push_back(unit.boundary);
        boxes.emplace_back(geometry::box_of(unit.boundary), &unit);
        if (!unit.population) {
            m_found.push_back({"population-unknown",
                               Severity::info,
                               {fmt::format("Chưa có dân số của {}.", unit.name),
                                fmt::format("The population of {} is unknown.", unit.name)},
                               unit.code,
                               {},
                               {},
                               {},
                               {},
                               {}});
        }
    }
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.min_lon, a.second->code) <
               std::tie(b.first.min_lon, b.second->code);
    });
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = i + 1;
             j < boxes.size() && boxes[j].first.min_lon <= boxes[i].first.max_lon; ++j) {
            if (boxes[i].first.intersects(boxes[j].first)) {
                const auto [low, high] =
                    std::minmax(boxes[i].second, boxes[j].second,
                                [](const Unit* a, const Unit* b) { return a->code < b->code; });
                check_overlap(*low, *high);
            }
        }
    }
    for (const auto& gap : geometry::enclosed_gaps(areas)) {
        const geometry::MultiPolygon hole{gap};
        const double area = geometry::area_m2(hole);
        if (area >= min_area_m2) {
            const auto at = geometry::interior_point(hole);
            m_found.push_back({"unit-gap",
                               Severity::warning,
                               {fmt::format("Khoảng trống {} ha giữa các đơn vị tại {}; {}.",
                                            with_comma(hectares(area), 2), with_comma(at.lon, 5),
                                            with_comma(at.lat, 5)),
                                fmt::format("A gap of {:.2f} ha between units at {:.5f}, {:.5f}.",
                                            hectares(area), at.lon, at.lat)},
                               {},
                               {},
                               {},
                               {},
                               area,
                               at});
        }
    }
}

void Collector::check_hamlets_in_communes() {
    const auto& units = m_snapshot.units();
    for (std::size_t i = 0; i < units.hamlets.size(); ++i) {
        const auto& hamlet = units.hamlets[i];
        const auto commune = units.commune_of_hamlet[i];
        if (commune >= units.communes.size()) {
            m_found.push_back({"hamlet-without-commune",
                               Severity::error,
                               {fmt::format("{} thuộc xã mã {}, nhưng chưa có xã này.", hamlet.name,
                                            hamlet.parent.get()),
                                fmt::format("{} belongs to commune {}, which is not in the atlas.",
                                            hamlet.name, hamlet.parent.get())},
                               hamlet.code,
                               hamlet.parent,
                               {},
                               {},
                               {},
                               {}});
            continue;
        }
        const auto beyond = geometry::difference(hamlet.boundary, units.communes[commune].boundary);
        const double area = beyond.empty() ? 0.0 : geometry::area_m2(beyond);
        if (area >= min_area_m2) {
            m_found.push_back(
                {"hamlet-leaves-commune",
                 Severity::warning,
                 {fmt::format("{} vượt ra ngoài {} {} ha.", hamlet.name,
                              units.communes[commune].name, with_comma(hectares(area), 2)),
                  fmt::format("{} leaves {} by {:.2f} ha.", hamlet.name,
                              units.communes[commune].name, hectares(area))},
                 hamlet.code,
                 hamlet.parent,
                 {},
                 {},
                 area,
                 geometry::interior_point(beyond)});
        }
    }
}

void Collector::check_records(const model::Road& road) {
    for (const auto& record : road.surfaces) {
        if (record.to_m > road.length_m + min_length_m || record.from_m < 0) {
            m_found.push_back(
                {"record-beyond-road",
                 Severity::error,
                 {fmt::format("Tuyến “{}”: bản ghi mặt đường {}–{} vượt chiều dài tuyến {}.",
                              road.name, geometry::stationing(record.from_m),
                              geometry::stationing(record.to_m),
                              geometry::stationing(road.length_m)),
                  fmt::format(
                      "Road \"{}\": a surface record {}-{} leaves the road, which ends at {}.",
                      road.name, geometry::stationing(record.from_m),
                      geometry::stationing(record.to_m), geometry::stationing(road.length_m))},
                 road.managing_commune,
                 {},
                 road.id,
                 record.to_m - road.length_m,
                 {},
                 road.line.back()});
        }
    }
}

void Collector::check_roads() {
    const auto& units = m_snapshot.units();
    std::map<model::UnitIndex, double> outside_hamlets; // by commune
    std::map<model::UnitIndex, double> unknown_surface;
    for (const auto& part : m_ledger.parts()) {
        for (const auto& place : part->latest()) {
            for (const auto& of_class : place.metres) {
                for (const auto surface : model::surfaces) {
                    const double m = of_class[static_cast<std::size_t>(surface)];
                    outside_hamlets[place.commune] += place.hamlet == no_unit ? m : 0.0;
                    unknown_surface[place.commune] += surface == model::Surface::unknown ? m : 0.0;
                }
            }
        }
        for (const auto& road : part->part->roads) {
            check_records(road);
        }
    }
    const auto report = [&](const char* code, Severity severity, model::UnitIndex commune,
                            double metres, const char* vi, const char* en) {
        if (metres < min_length_m) {
            return;
        }
        const bool inside = commune != no_unit;
        const std::string where_vi = inside ? units.communes[commune].name : "ngoài mọi xã";
        const std::string where_en =
            inside ? units.communes[commune].name : "outside every commune";
        m_found.push_back({code,
                           severity,
                           {fmt::format("{}: {} km {}.", where_vi, with_comma(km(metres), 3), vi),
                            fmt::format("{}: {:.3f} km {}.", where_en, km(metres), en)},
                           inside ? units.communes[commune].code : UnitCode{},
                           {},
                           {},
                           metres,
                           {},
                           {}});
    };
    for (const auto& [commune, metres] : outside_hamlets) {
        report("road-outside-hamlets", Severity::warning, commune, metres, "đường nằm ngoài mọi ấp",
               "of road lie outside every hamlet");
    }
    for (const auto& [commune, metres] : unknown_surface) {
        report("surface-unknown", Severity::info, commune, metres, "đường chưa rõ mặt đường",
               "of road have an unknown surface");
    }
}

void Collector::check_shared_stretches() {
    const auto& units = m_snapshot.units();
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> shared;
    for (const auto& part : m_snapshot.parts()) {
        for (const auto& road : part->roads) {
            for (const auto& piece : units.hamlet_index.cut(road.line, road.length_m)) {
                for (std::size_t i = 1; i < piece.areas.size(); ++i) {
                    shared[{piece.areas[i - 1], piece.areas[i]}] += piece.to_m - piece.from_m;
                }
            }
        }
    }
    for (const auto& [pair, metres] : shared) {
        if (metres < min_length_m) {
            continue;
        }
        const auto& a = units.hamlets[pair.first];
        const auto& b = units.hamlets[pair.second];
        m_found.push_back(
            {"road-in-two-hamlets",
             Severity::info,
             {fmt::format("{} km đường chạy trên ranh giới hoặc trong vùng chồng lấn của {} và {}; "
                          "mỗi đoạn chỉ tính cho một ấp.",
                          with_comma(km(metres), 3), a.name, b.name),
              fmt::format(
                  "{:.3f} km of road run on the border or in the overlap of {} and {}; each "
                  "stretch counts for one hamlet.",
                  km(metres), a.name, b.name)},
             a.code,
             b.code,
             {},
             metres,
             {},
             {}});
    }
}

} // namespace

std::string_view to_text(Severity severity) noexcept {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::info:
        return "info";
    }
    return {};
}

std::vector<Finding> find_problems(const Snapshot& snapshot, const Ledger& ledger) {
    return Collector{snapshot, ledger}.collect();
}

} // namespace gis::analysis
