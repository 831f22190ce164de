#pragma once

#include "small_atlas.hpp"
#include "support/people.hpp"

#include <gtest/gtest.h>

#include <string>

namespace http_test {

/// Two communes of six hamlets each, 12 km by 4 km. One road from west to east, concrete in its
/// western half, earth in its eastern one; a school at its west end, a house of culture that two
/// hamlets share.
inline gis::model::AtlasData town() {
    using gis::model::FacilityKind;
    using gis::model::Surface;
    using test_support::place;
    auto data = test_support::two_communes();
    data.revision = gis::Revision{3};
    auto road =
        test_support::road(1, gis::model::RoadClass::ap, {place(200, 1000), place(11'800, 1000)});
    road.name = "Đường số 1";
    road.surfaces = {test_support::record(1, 1, 0, 6000, Surface::btxm),
                     test_support::record(2, 1, 6000, road.length_m, Surface::dat)};
    data.roads = {road};
    auto school = test_support::facility(5, FacilityKind::primary, place(200, 1000));
    school.seats = 300;
    auto house = test_support::facility(6, FacilityKind::cultural_house, place(3000, 1000));
    house.serves = {gis::UnitCode{"00001-01"}, gis::UnitCode{"00001-02"}};
    house.condition = "repair";
    house.toilet = false;
    data.facilities = {school, house};
    return data;
}

inline double number(const nlohmann::json& figures, const char* key) {
    return figures.at(key).get<double>();
}

inline void expect_adds_up(const nlohmann::json& figures) {
    EXPECT_NEAR(number(figures, "population"),
                number(figures, "covered") + number(figures, "uncovered") +
                    number(figures, "unknown"),
                1e-6);
}

inline nlohmann::json row_of(const nlohmann::json& report, const std::string& code) {
    for (const auto& row : report["rows"]) {
        if (row["unit"]["code"] == code) {
            return row;
        }
    }
    return {};
}

} // namespace http_test
