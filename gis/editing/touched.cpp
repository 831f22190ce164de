#include "gis/editing/touched.hpp"

#include <algorithm>
#include <iterator>

namespace gis::editing {

namespace {

// A road that only touches a commune has no metres there.
constexpr double least_inside_m = 0.01;

} // namespace

void TouchedCommunes::add(std::optional<model::UnitIndex> commune) {
    m_codes.insert(commune ? m_units.communes[*commune].code : UnitCode{});
}

void TouchedCommunes::add(const UnitCode& commune) {
    const auto today = m_units.find_commune(commune);
    m_codes.insert(today ? m_units.communes[*today].code : commune);
}

void TouchedCommunes::add(const model::Road& road) {
    add(commune_for(m_units, road));
    add(road, {0, road.length_m});
}

void TouchedCommunes::add(const model::Road& road, const Stretch& stretch) {
    const auto managing = commune_for(m_units, road);
    for (const auto& piece : m_units.commune_index.cut(road.line, road.length_m)) {
        const double metres =
            std::min(piece.to_m, stretch.to_m) - std::max(piece.from_m, stretch.from_m);
        if (metres < least_inside_m) {
            continue;
        }
        const bool own = managing && std::find(piece.areas.begin(), piece.areas.end(), *managing) !=
                                         piece.areas.end();
        if (own) {
            add(managing);
        } else {
            add(piece.areas.empty() ? std::nullopt : std::optional{m_units.settle(piece.areas)});
        }
    }
}

void TouchedCommunes::add(const model::Facility& facility) {
    add(commune_for(m_units, facility));
    const auto at = m_units.commune_index.at(facility.location);
    add(at.empty() ? std::nullopt : std::optional{m_units.settle(at)});
}

void TouchedCommunes::add_served(const std::vector<UnitCode>& before,
                                 const std::vector<UnitCode>& after) {
    const std::set<UnitCode> old{before.begin(), before.end()};
    const std::set<UnitCode> now{after.begin(), after.end()};
    std::vector<UnitCode> different;
    std::set_symmetric_difference(old.begin(), old.end(), now.begin(), now.end(),
                                  std::back_inserter(different));
    for (const auto& code : different) {
        if (const auto hamlet = m_units.find_hamlet(code)) {
            add(m_units.hamlets[*hamlet].parent);
        }
    }
}

} // namespace gis::editing
