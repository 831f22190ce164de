#pragma once

#include "gis/analysis/forest_choice.hpp"
#include "gis/analysis/hardening_plan.hpp"

#include <cstdint>
#include <span>
#include <vector>

// How the plan maker sees the roads; nobody else's.

namespace gis::analysis {

/// A stretch of a road between two places, all of one surface, in one hamlet.
struct HardeningLink {
    enum class Kind : std::uint8_t {
        hardened,  ///< passable all year today
        candidate, ///< may be hardened
        closed     ///< neither: not asked about, out of the units, of unknown surface
    };

    std::uint32_t a = 0; ///< node at from_m
    std::uint32_t b = 0; ///< node at to_m
    const model::Road* road = nullptr;
    double from_m = 0; ///< chainage, metres
    double to_m = 0;
    Kind kind = Kind::closed;
    model::Surface surface = model::Surface::unknown; ///< of today
    LedgerPiece place;                                ///< hamlet and commune
    double vnd_per_m = 0;                             ///< of a candidate
    double people = 0;          ///< of the units asked about, whose door is on it
    std::uint32_t services = 0; ///< bit i: one enters a facility of service i from here

    [[nodiscard]] double length_m() const noexcept { return to_m - from_m; }
};

/// The roads of the units and around them as links between nodes.
struct HardeningLinks {
    std::vector<HardeningLink> links; ///< road by road, by chainage
    std::uint32_t nodes = 0;
    double people = 0;               ///< of the units, as far as they are known
    double off_roads = 0;            ///< of these, those without any road within reach
    std::size_t hamlets_unknown = 0; ///< hamlets whose people nobody knows
};

/// People are on the nearest road, whatever its surface: their door. A facility is on its nearest
/// road and, as for all-season coverage, on the nearest hardened one within the norm's access_m.
[[nodiscard]] HardeningLinks hardening_links(const MeasureBasis& basis,
                                             const HardeningQuestion& question);

/// Which people have an all-season way when some candidates are hardened: from the road at their
/// door over hardened roads alone to a facility of every service, wherever it is.
/// @param chosen  parallel to links; looked at for candidates only
[[nodiscard]] PeopleOnWay people_on_way(const HardeningLinks& links,
                                        const std::vector<bool>& chosen, std::size_t services);

/// The candidates as a forest: each hangs on the one that leads to it by the way that is cheapest
/// to harden from the roads that already lead to every service (Dijkstra's algorithm), and gains
/// the people who then have such a way.
struct HardeningForest {
    std::vector<ForestItem> items;   ///< costs in the limit's unit: đồng or metres
    std::vector<std::uint32_t> link; ///< of each item
    std::vector<bool> from_end;      ///< of each item: its way leads to the end of its link
    /// Candidates that no way leads to; they gain nobody.
    std::vector<std::uint32_t> unreached;
};

enum class HardeningPrice : std::uint8_t { vnd, metres };

[[nodiscard]] HardeningForest hardening_forest(const HardeningLinks& links, HardeningPrice price);

} // namespace gis::analysis
