#include "gis/analysis/road_ledger.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace gis::analysis {

namespace {

using geometry::CoveredPiece;
using model::Part;
using model::Road;
using model::UnitIndex;
using model::Units;

constexpr Date beginning = Date{};

UnitIndex managing_commune(const Part& part) {
    return part.commune.value_or(no_unit);
}

UnitIndex pick_hamlet(const Units& units, const std::vector<std::uint32_t>& hamlets,
                      UnitIndex managing) {
    for (const auto hamlet : hamlets) {
        if (units.commune_of_hamlet[hamlet] == managing) {
            return hamlet;
        }
    }
    return hamlets.empty() ? no_unit : hamlets.front(); // indices are in the order of codes
}

UnitIndex pick_commune(const Units& units, const std::vector<std::uint32_t>& communes,
                       UnitIndex managing) {
    if (std::find(communes.begin(), communes.end(), managing) != communes.end()) {
        return managing;
    }
    return communes.empty() ? no_unit : units.settle(communes);
}

void append(std::vector<LedgerPiece>& pieces, const LedgerPiece& piece) {
    if (!pieces.empty() && pieces.back().hamlet == piece.hamlet &&
        pieces.back().commune == piece.commune) {
        pieces.back().to_m = piece.to_m;
    } else {
        pieces.push_back(piece);
    }
}

/// Lays the communes under a stretch that no hamlet covers.
void append_by_commune(const Units& units, std::vector<LedgerPiece>& pieces,
                       const CoveredPiece& gap, const std::vector<CoveredPiece>& communes,
                       UnitIndex managing) {
    for (const auto& under : communes) {
        const double from_m = std::max(gap.from_m, under.from_m);
        const double to_m = std::min(gap.to_m, under.to_m);
        if (from_m < to_m) {
            append(pieces, {from_m, to_m, no_unit, pick_commune(units, under.areas, managing)});
        }
    }
}

Date latest_change(const Part& part) {
    auto latest = beginning;
    for (const auto& road : part.roads) {
        latest = std::max(latest, settled_on(road.valid_from, road.valid_to));
        for (const auto& record : road.surfaces) {
            latest = std::max(latest, record.effective_on);
        }
    }
    return latest;
}

/// Adds a road's metres to the places of its pieces. Both lists run from 0 to the road's length.
void add_metres(std::map<std::pair<UnitIndex, UnitIndex>, MetresTable>& places, const Road& road,
                std::span<const LedgerPiece> pieces,
                const std::vector<model::SurfaceInterval>& intervals) {
    auto interval = intervals.begin();
    for (const auto& piece : pieces) {
        auto& table =
            places[{piece.commune, piece.hamlet}][static_cast<std::size_t>(road.road_class)];
        while (interval != intervals.end() && interval->to_m <= piece.from_m) {
            ++interval;
        }
        for (auto at = interval; at != intervals.end() && at->from_m < piece.to_m; ++at) {
            const double from_m = std::max(piece.from_m, at->from_m);
            const double to_m = std::min(piece.to_m, at->to_m);
            table[static_cast<std::size_t>(at->surface)] += to_m - from_m;
        }
    }
}

/// The pieces of a road that had the same line before; none where it had not.
std::span<const LedgerPiece> same_pieces(const Road& road, const LedgerPart* before) {
    if (before == nullptr) {
        return {};
    }
    const auto& roads = before->part->roads;
    const auto at = std::lower_bound(roads.begin(), roads.end(), road.id,
                                     [](const Road& r, RoadId id) { return r.id < id; });
    const bool same =
        at != roads.end() && at->id == road.id && (&*at == &road || at->line == road.line);
    return same ? before->pieces_of(static_cast<std::size_t>(at - roads.begin()))
                : std::span<const LedgerPiece>{};
}

std::shared_ptr<const LedgerPart> make_part(const Units& units, std::shared_ptr<const Part> part,
                                            const LedgerPart* before) {
    LedgerPart ledger;
    ledger.part = std::move(part);
    const auto managing = managing_commune(*ledger.part);
    ledger.first_piece.reserve(ledger.part->roads.size() + 1);
    ledger.pieces.reserve(ledger.part->roads.size());
    ledger.first_piece.push_back(0);
    for (const auto& road : ledger.part->roads) {
        if (const auto same = same_pieces(road, before); !same.empty()) {
            ledger.pieces.insert(ledger.pieces.end(), same.begin(), same.end());
        } else {
            const auto cut = cut_road(units, road, managing);
            ledger.pieces.insert(ledger.pieces.end(), cut.begin(), cut.end());
        }
        ledger.first_piece.push_back(static_cast<std::uint32_t>(ledger.pieces.size()));
    }
    ledger.latest_from = latest_change(*ledger.part);
    if (before == nullptr) {
        static_cast<void>(ledger.latest()); // while all threads are at work
    }
    return std::make_shared<const LedgerPart>(std::move(ledger));
}

} // namespace

std::vector<LedgerPiece> cut_road(const Units& units, const Road& road, UnitIndex managing) {
    std::vector<LedgerPiece> pieces;
    std::vector<CoveredPiece>
        communes; // looked up once, and only when some stretch is in no hamlet
    for (const auto& covered : units.hamlet_index.cut(road.line, road.length_m)) {
        const auto hamlet = pick_hamlet(units, covered.areas, managing);
        if (hamlet != no_unit) {
            const auto parent = units.commune_of_hamlet[hamlet];
            const auto commune = parent < units.communes.size() ? parent : no_unit;
            append(pieces, {covered.from_m, covered.to_m, hamlet, commune});
            continue;
        }
        if (communes.empty()) {
            communes = units.commune_index.cut(road.line, road.length_m);
        }
        append_by_commune(units, pieces, covered, communes, managing);
    }
    return pieces;
}

std::vector<std::pair<double, double>> stretches_in(const Ledger& ledger,
                                                    const model::Snapshot& snapshot, RoadId road,
                                                    const UnitCode& unit) {
    const auto hamlet = snapshot.units().find_hamlet(unit);
    const auto commune = snapshot.units().find_commune(unit);
    std::vector<std::pair<double, double>> stretches;
    for (const auto& piece : ledger.pieces_of(snapshot, road)) {
        if (hamlet ? piece.hamlet == *hamlet : commune && piece.commune == *commune) {
            stretches.emplace_back(piece.from_m, piece.to_m);
        }
    }
    return stretches;
}

std::vector<PlaceTotals> LedgerPart::totals_on(Date as_of) const {
    std::map<std::pair<UnitIndex, UnitIndex>, MetresTable> places;
    for (std::size_t i = 0; i < part->roads.size(); ++i) {
        const auto& road = part->roads[i];
        if (road.valid_from > as_of || (road.valid_to && *road.valid_to < as_of)) {
            continue;
        }
        add_metres(places, road, pieces_of(i), surfaces_on(road.surfaces, road.length_m, as_of));
    }
    std::vector<PlaceTotals> totals;
    totals.reserve(places.size());
    for (const auto& [place, metres] : places) {
        totals.push_back({place.second, place.first, metres});
    }
    return totals;
}

const std::vector<PlaceTotals>& LedgerPart::latest() const {
    std::call_once(m_latest->once, [this] { m_latest->totals = totals_on(latest_from); });
    return m_latest->totals;
}

std::shared_ptr<const Ledger> Ledger::build(const model::Snapshot& snapshot,
                                            const ParallelFor& parallel_for) {
    return Ledger{}.update(snapshot, parallel_for);
}

std::shared_ptr<const Ledger> Ledger::update(const model::Snapshot& snapshot,
                                             const ParallelFor& parallel_for) const {
    auto next = std::make_shared<Ledger>();
    next->m_units = snapshot.shared_units();
    const bool same_units = next->m_units == m_units;
    const auto parts = snapshot.parts();
    next->m_parts.resize(parts.size());
    std::vector<std::size_t> changed;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (same_units && m_parts[i]->part == parts[i]) {
            next->m_parts[i] = m_parts[i];
        } else {
            changed.push_back(i);
        }
    }
    parallel_for(changed.size(), [&](std::size_t which) {
        const auto i = changed[which];
        next->m_parts[i] =
            make_part(*next->m_units, parts[i], same_units ? m_parts[i].get() : nullptr);
    });
    return next;
}

std::span<const LedgerPiece> Ledger::pieces_of(const model::Snapshot& snapshot, RoadId road) const {
    const auto index = snapshot.part_of(road);
    if (!index) {
        return {};
    }
    const auto& roads = m_parts[*index]->part->roads;
    const auto at = std::lower_bound(roads.begin(), roads.end(), road,
                                     [](const Road& r, RoadId id) { return r.id < id; });
    if (at == roads.end() || at->id != road) {
        return {};
    }
    return m_parts[*index]->pieces_of(static_cast<std::size_t>(at - roads.begin()));
}

} // namespace gis::analysis
