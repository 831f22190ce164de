#include "tests/bench/coverage_atlas.hpp"

#include "gis/geometry/interior_point.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bench {

using gis::model::FacilityKind;

gis::model::AtlasData coverage_atlas(const SyntheticSize& size) {
    auto data = synthetic_atlas(size);
    const auto schools =
        std::count_if(data.facilities.begin(), data.facilities.end(),
                      [](const auto& facility) { return facility.kind == FacilityKind::primary; });
    const auto missing = size.hamlets / 2 - static_cast<std::size_t>(schools);
    for (std::size_t i = 0; i < missing; ++i) {
        const auto& hamlet = data.units[size.communes + i * size.hamlets / missing];
        gis::model::Facility school;
        school.id = gis::FacilityId{static_cast<std::int64_t>(data.facilities.size() + 1)};
        school.kind = FacilityKind::primary;
        school.name = fmt::format("Trường tiểu học {}", hamlet.name);
        school.location = gis::geometry::interior_point(hamlet.boundary);
        data.facilities.push_back(std::move(school));
    }
    return data;
}

std::shared_ptr<const gis::analysis::Norms> coverage_norms(const Setting& setting) {
    return std::make_shared<const gis::analysis::Norms>(
        gis::analysis::Norms::load(setting.project / "data" / "norms"));
}

gis::analysis::CoverageQuestion coverage_question(const gis::analysis::Norms& norms,
                                                  const gis::analysis::HardeningRules& rules) {
    auto question = gis::analysis::CoverageQuestion::standard(norms.find("primary"), rules, today);
    question.distance_m = 5000;
    return question;
}

} // namespace bench
