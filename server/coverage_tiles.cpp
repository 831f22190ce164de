#include "server/coverage_tiles.hpp"

#include "gis/analysis/reached_roads.hpp"
#include "gis/core/fingerprint.hpp"

#include <bit>

namespace server {

namespace analysis = gis::analysis;
namespace tiles = gis::tiles;

namespace {

std::uint64_t key_of(const analysis::CoverageQuestion& question) {
    gis::Fingerprint key;
    key.add(question.service->code);
    key.add(question.rules->id);
    key.add(static_cast<std::uint64_t>(question.as_of.days()));
    key.add((static_cast<std::uint64_t>(question.along) << 8U) |
            static_cast<std::uint64_t>(question.roads));
    key.add(std::bit_cast<std::uint64_t>(question.distance_m));
    key.add(std::bit_cast<std::uint64_t>(question.access_m));
    key.add(std::bit_cast<std::uint64_t>(question.threshold.value_or(question.service->threshold)));
    return key.value();
}

/// Shares parallel to the units of a level.
std::vector<tiles::CoverageOverlay::Share> shares(const analysis::CoverageBasis& basis,
                                                  const analysis::CoverageQuestion& question,
                                                  const std::vector<gis::model::Unit>& units,
                                                  analysis::ReportBy by) {
    std::vector<tiles::CoverageOverlay::Share> result(units.size());
    const auto report = analysis::coverage_report(basis, question, {std::nullopt, by});
    for (const auto& row : report.people.rows) {
        const auto unit = static_cast<std::size_t>(row.unit - units.data());
        if (row.figures && unit < result.size()) {
            result[unit] = {row.figures->share(), row.below_threshold};
        }
    }
    return result;
}

tiles::Reached to_reached(analysis::Verdict verdict) {
    switch (verdict) {
    case analysis::Verdict::covered:
        return tiles::Reached::yes;
    case analysis::Verdict::unknown:
        return tiles::Reached::perhaps;
    case analysis::Verdict::uncovered:
        break;
    }
    return tiles::Reached::no;
}

tiles::CoverageOverlay::PartReach part_reach(const gis::model::Part& part,
                                             const std::vector<analysis::ReachedPiece>& pieces) {
    tiles::CoverageOverlay::PartReach result;
    std::size_t next = 0;
    for (std::uint32_t road = 0; road < part.roads.size(); ++road) {
        result.first.push_back(static_cast<std::uint32_t>(next));
        while (next < pieces.size() && pieces[next].road == road) {
            const auto& piece = pieces[next++];
            result.stretches.push_back({piece.from_m, piece.to_m, gis::model::Surface::unknown,
                                        to_reached(piece.verdict)});
        }
    }
    result.first.push_back(static_cast<std::uint32_t>(next));
    return result;
}

tiles::CoverageOverlay make(const analysis::CoverageBasis& basis,
                            const analysis::CoverageQuestion& question) {
    const auto& units = basis.snapshot().units();
    tiles::CoverageOverlay overlay;
    overlay.question = key_of(question);
    overlay.communes = shares(basis, question, units.communes, analysis::ReportBy::commune);
    overlay.hamlets = shares(basis, question, units.hamlets, analysis::ReportBy::hamlet);
    if (question.along == analysis::Along::road) {
        const auto pieces = analysis::reached_roads(basis, question);
        const auto parts = basis.snapshot().parts();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            overlay.parts.emplace(parts[i].get(), part_reach(*parts[i], pieces[i]));
        }
    }
    overlay.stamp();
    return overlay;
}

/// What an answer takes in memory, a word or two a part more or less.
std::size_t bytes_of(const tiles::CoverageOverlay& overlay) {
    using PartReach = tiles::CoverageOverlay::PartReach;
    constexpr std::size_t node = sizeof(PartReach) + 4 * sizeof(void*);
    std::size_t bytes =
        sizeof overlay + (overlay.communes.capacity() + overlay.hamlets.capacity()) *
                             sizeof(tiles::CoverageOverlay::Share);
    for (const auto& [part, reach] : overlay.parts) {
        bytes += node + reach.first.capacity() * sizeof(std::uint32_t) +
                 reach.stretches.capacity() * sizeof(tiles::RoadStretch);
    }
    return bytes;
}

} // namespace

CoverageOverlays::CoverageOverlays(std::size_t max_bytes) : m_overlays(max_bytes, bytes_of) {}

CoverageOverlays::Overlay CoverageOverlays::get(const analysis::CoverageBasis& basis,
                                                const analysis::CoverageQuestion& question) {
    return m_overlays.get(key_of(question), [&] { return make(basis, question); });
}

CoverageOverlays::Overlay CoverageOverlays::find(const analysis::CoverageQuestion& question) const {
    return m_overlays.find(key_of(question));
}

} // namespace server
