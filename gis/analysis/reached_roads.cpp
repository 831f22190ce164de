#include "gis/analysis/reached_roads.hpp"

#include "gis/analysis/report_scope.hpp"
#include "gis/core/error.hpp"
#include "gis/model/existence.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

using Interval = std::pair<double, double>;

/// Stretches of a road from which a facility is reached, by chainage; those that touch are one.
std::vector<Interval> reached_on(const NetworkReach& reach, std::uint32_t road, double limit_m) {
    const auto& network = reach.network();
    std::vector<Interval> result;
    for (const auto& edge : network.edges_of(road)) {
        const auto number = static_cast<std::uint32_t>(&edge - network.edges().data());
        for (const auto& stretch : reach.reached(number, limit_m)) {
            if (!result.empty() && stretch.from_m <= result.back().second) {
                result.back().second = std::max(result.back().second, stretch.to_m);
            } else {
                result.emplace_back(stretch.from_m, stretch.to_m);
            }
        }
    }
    return result;
}

/// Puts a verdict over what was there, between its ends.
void lay_over(std::vector<ReachedPiece>& pieces, const Interval& interval, Verdict verdict) {
    std::vector<ReachedPiece> result;
    const auto add = [&result](ReachedPiece piece, double from_m, double to_m, Verdict what) {
        if (from_m >= to_m) {
            return;
        }
        if (!result.empty() && result.back().verdict == what) {
            result.back().to_m = to_m;
            return;
        }
        piece.from_m = from_m;
        piece.to_m = to_m;
        piece.verdict = what;
        result.push_back(piece);
    };
    for (const auto& piece : pieces) {
        const double first = std::clamp(interval.first, piece.from_m, piece.to_m);
        const double last = std::clamp(interval.second, first, piece.to_m);
        add(piece, piece.from_m, first, piece.verdict);
        add(piece, first, last, verdict);
        add(piece, last, piece.to_m, piece.verdict);
    }
    pieces = std::move(result);
}

} // namespace

std::vector<std::vector<ReachedPiece>> reached_roads(const CoverageBasis& basis,
                                                     const CoverageQuestion& question) {
    if (question.along != Along::road) {
        throw Error{ErrorKind::invalid_argument,
                    "straight-has-no-roads",
                    {"Đo theo đường thẳng thì không có đoạn đường tới được; chọn along=road.",
                     "Straight distances reach no roads; choose along=road."},
                    "along"};
    }
    const auto reached = basis.reached(question);
    const auto parts = basis.snapshot().parts();
    std::vector<std::vector<ReachedPiece>> result(parts.size());
    basis.parallel_for()(parts.size(), [&](std::size_t part) {
        const auto& roads = parts[part]->roads;
        for (std::uint32_t i = 0; i < roads.size(); ++i) {
            if (!exists_on(roads[i], question.as_of) || !(roads[i].length_m > 0)) {
                continue;
            }
            std::vector<ReachedPiece> pieces{{i, 0, roads[i].length_m, Verdict::uncovered}};
            const auto lay = [&](const NetworkReach* reach, Verdict verdict) {
                if (reach == nullptr) {
                    return;
                }
                const auto road = reach->network().first_road(part) + i;
                for (const auto& interval : reached_on(*reach, road, question.distance_m)) {
                    lay_over(pieces, interval, verdict);
                }
            };
            lay(reached->perhaps_network.get(), Verdict::unknown);
            lay(reached->network.get(), Verdict::covered);
            result[part].insert(result[part].end(), pieces.begin(), pieces.end());
        }
    });
    return result;
}

std::vector<std::vector<ReachedPiece>> pieces_in(const model::Units& units, const Ledger& ledger,
                                                 std::vector<std::vector<ReachedPiece>> pieces,
                                                 const UnitCode& unit) {
    const ReportScope scope{units, unit, ReportBy::hamlet};
    for (std::size_t part = 0; part < pieces.size(); ++part) {
        std::vector<ReachedPiece> inside;
        for (const auto& piece : pieces[part]) {
            for (const auto& place : ledger.parts()[part]->pieces_of(piece.road)) {
                const double from_m = std::max(piece.from_m, place.from_m);
                const double to_m = std::min(piece.to_m, place.to_m);
                if (from_m < to_m && scope.row_of(place.hamlet, place.commune)) {
                    inside.push_back({piece.road, from_m, to_m, piece.verdict});
                }
            }
        }
        pieces[part] = std::move(inside);
    }
    return pieces;
}

} // namespace gis::analysis
