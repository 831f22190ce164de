#pragma once

#include "gis/core/parallel.hpp"
#include "gis/model/snapshot.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace gis::analysis {

inline constexpr model::UnitIndex no_unit = std::numeric_limits<model::UnitIndex>::max();

/// A stretch of a road by chainage (metres) that lies in one hamlet and commune, or outside.
struct LedgerPiece {
    double from_m = 0;
    double to_m = 0;
    model::UnitIndex hamlet = no_unit; ///< in Units::hamlets
    model::UnitIndex commune =
        no_unit; ///< in Units::communes; the hamlet's own commune where there is a hamlet

    friend bool operator==(const LedgerPiece&, const LedgerPiece&) = default;
};

/// Metres by [road class][surface].
using MetresTable =
    std::array<std::array<double, model::surfaces.size()>, model::road_classes.size()>;

/// Metres of one part's roads in one place.
struct PlaceTotals {
    model::UnitIndex hamlet = no_unit;
    model::UnitIndex commune = no_unit;
    MetresTable metres{};
};

/// The ledger of one snapshot part; immutable and shared like the part.
struct LedgerPart {
    std::shared_ptr<const model::Part> part;
    std::vector<LedgerPiece> pieces;        ///< road by road, by chainage
    std::vector<std::uint32_t> first_piece; ///< of each road of the part; one more at the end
    Date latest_from;                       ///< latest() holds on this day and all later ones

    [[nodiscard]] std::span<const LedgerPiece> pieces_of(std::size_t road) const {
        return std::span{pieces}.subspan(first_piece[road],
                                         first_piece[road + 1] - first_piece[road]);
    }

    /// Metres by place on a day: accepted records in effect, roads that exist on that day.
    [[nodiscard]] std::vector<PlaceTotals> totals_on(Date as_of) const;

    /// totals_on() with every record in effect. Added up when somebody asks for it first, which
    /// nobody does of most versions between two edits. Safe to call from several threads.
    [[nodiscard]] const std::vector<PlaceTotals>& latest() const;

private:
    struct Latest {
        std::once_flag once;
        std::vector<PlaceTotals> totals;
    };

    std::unique_ptr<Latest> m_latest = std::make_unique<Latest>();
};

/// Where every metre of every road lies. Roads are cut by chainage where they cross hamlet borders;
/// each piece is in exactly one hamlet or in none. A piece that several hamlets cover, or along
/// whose border it runs, goes to the one of the managing commune, else to the lowest code. A piece
/// in no hamlet is in the commune that covers it by the same rule.
class Ledger {
public:
    [[nodiscard]] static std::shared_ptr<const Ledger>
    build(const model::Snapshot& snapshot, const ParallelFor& parallel_for = sequential_for);

    /// The ledger of a later snapshot. Unchanged parts are shared; in a changed part only roads
    /// with a new line are cut anew, unless the units changed.
    [[nodiscard]] std::shared_ptr<const Ledger>
    update(const model::Snapshot& snapshot, const ParallelFor& parallel_for = sequential_for) const;

    /// Parallel to Snapshot::parts().
    [[nodiscard]] std::span<const std::shared_ptr<const LedgerPart>> parts() const noexcept {
        return m_parts;
    }

    /// The pieces of a road, or none when there is no such road.
    [[nodiscard]] std::span<const LedgerPiece> pieces_of(const model::Snapshot& snapshot,
                                                         RoadId road) const;

private:
    std::shared_ptr<const model::Units> m_units;
    std::vector<std::shared_ptr<const LedgerPart>> m_parts;
};

/// The stretches of a road (from, to; metres of chainage) that count in a unit of the ledger's.
/// @param unit  a commune or hamlet; none of another code
[[nodiscard]] std::vector<std::pair<double, double>> stretches_in(const Ledger& ledger,
                                                                  const model::Snapshot& snapshot,
                                                                  RoadId road,
                                                                  const UnitCode& unit);

/// Cuts one road. @param managing  the commune that manages it, or no_unit
[[nodiscard]] std::vector<LedgerPiece> cut_road(const model::Units& units, const model::Road& road,
                                                model::UnitIndex managing);

} // namespace gis::analysis
