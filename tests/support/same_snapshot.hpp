#pragma once

#include "gis/model/snapshot.hpp"

#include <gtest/gtest.h>

namespace test_support {

/// Everything that a snapshot holds is equal, whatever the revisions of its parts.
inline ::testing::AssertionResult same_snapshot(const gis::model::Snapshot& a,
                                                const gis::model::Snapshot& b) {
    const auto differ = [](const char* what) {
        return ::testing::AssertionFailure() << "different " << what;
    };
    if (a.units().communes != b.units().communes) {
        return differ("communes");
    }
    if (a.units().hamlets != b.units().hamlets) {
        return differ("hamlets");
    }
    if (a.parts().size() != b.parts().size()) {
        return differ("parts");
    }
    for (std::size_t i = 0; i < a.parts().size(); ++i) {
        const auto& left = *a.parts()[i];
        const auto& right = *b.parts()[i];
        if (left.roads.size() != right.roads.size()) {
            return differ("numbers of roads in part ") << i;
        }
        for (std::size_t road = 0; road < left.roads.size(); ++road) {
            if (left.roads[road] != right.roads[road]) {
                return differ("road ") << left.roads[road].id.get() << " in part " << i;
            }
        }
        if (left.facilities != right.facilities) {
            return differ("facilities in part ") << i;
        }
        for (const auto& road : left.roads) {
            if (a.part_of(road.id) != i || b.part_of(road.id) != i) {
                return differ("places of road ") << road.id.get();
            }
        }
    }
    if (!std::equal(a.population_points().begin(), a.population_points().end(),
                    b.population_points().begin(), b.population_points().end())) {
        return differ("population points");
    }
    if (*a.plan_entries() != *b.plan_entries()) {
        return differ("plan entries");
    }
    return ::testing::AssertionSuccess();
}

} // namespace test_support
