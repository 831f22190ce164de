#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "tests/bench/atlas.hpp"

#include <memory>

namespace bench {

/// The synthetic atlas with a primary school for every second hamlet (55, 500 or 45 000), those
/// that it has anyhow among them.
[[nodiscard]] gis::model::AtlasData coverage_atlas(const SyntheticSize& size);

/// The product's own norms.
[[nodiscard]] std::shared_ptr<const gis::analysis::Norms> coverage_norms(const Setting& setting);

/// Who reaches a primary school along the roads within 5 km, all else as the norm has it.
[[nodiscard]] gis::analysis::CoverageQuestion
coverage_question(const gis::analysis::Norms& norms, const gis::analysis::HardeningRules& rules);

} // namespace bench
