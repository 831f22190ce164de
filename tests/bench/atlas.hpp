#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/tiles/tile_set.hpp"
#include "tests/bench/benches.hpp"

#include <memory>

namespace bench {

/// The day of which reports and tiles show the state: after every synthetic record.
inline const gis::Date today{2024, 11, 24};

/// Where `prepare` puts the store of a set.
[[nodiscard]] inline std::filesystem::path store_folder(const Setting& setting) {
    return setting.folder / "store";
}

/// The product's own rule sets.
[[nodiscard]] inline gis::analysis::RuleBook rules_of(const Setting& setting) {
    return gis::analysis::RuleBook::load(setting.project / "data" / "rules");
}

/// A tile of all layers as the server would ask for it.
[[nodiscard]] inline gis::tiles::TileRequest tile_request(const gis::tiles::Tile& tile,
                                                          const gis::analysis::RuleBook& rules) {
    const auto hardened = gis::tiles::HardenedTable::from([&](auto road_class, auto surface) {
        return rules.standard().verdict(road_class, surface);
    });
    return {tile, today, hardened, gis::tiles::LayerSet::all()};
}

} // namespace bench
