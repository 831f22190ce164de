#include "gis/tiles/rank_limits.hpp"

#include <algorithm>
#include <unordered_map>

namespace gis::tiles {

namespace {

/// No tile of a zoom above this one can hold roads enough to pass the budget.
constexpr std::uint32_t last_learned_zoom = 15;

/// Bytes of a stretch with its attributes but without its vertices, and of a vertex: measured on
/// tiles of z8 to z14.
constexpr std::size_t stretch_bytes = 56;
constexpr std::size_t vertex_bytes = 3;

/// Of the budget, for roads: the rest is for areas and facilities, and for what the estimate
/// misses.
constexpr std::size_t road_share_percent = 60;

using Parts = std::span<const std::shared_ptr<const PartTiles>>;

std::size_t bytes_of(const PartTiles& part, std::size_t road, std::uint32_t zoom) {
    const auto& vertices = zoom < base_zoom ? part.levels->zooms[zoom] : part.shapes->base;
    const auto count = vertices.line(road).size();
    return count == 0 ? 0 : part.states->stretch_count(road) * stretch_bytes + count * vertex_bytes;
}

std::uint64_t tile_of(const PartTiles& part, std::size_t road, std::uint32_t zoom) {
    const auto middle = part.shapes->tree.box(road).center();
    const auto shift = 32 - zoom;
    return ((std::uint64_t{middle.x} >> shift) << 32) | (std::uint64_t{middle.y} >> shift);
}

/// The lowest rank from which on the roads of every tile fit.
std::uint8_t limit_of(Parts parts, std::uint32_t zoom, std::size_t budget) {
    std::unordered_map<std::uint64_t, std::size_t> bytes_in;
    for (const auto& part : parts) {
        for (std::size_t road = 0; road < part->shapes->rows.size(); ++road) {
            bytes_in[tile_of(*part, road, zoom)] += bytes_of(*part, road, zoom);
        }
    }
    using ByRank = std::array<std::size_t, 256>;
    std::unordered_map<std::uint64_t, ByRank> crowded;
    for (const auto& [tile, bytes] : bytes_in) {
        if (bytes > budget) {
            crowded.emplace(tile, ByRank{});
        }
    }
    if (crowded.empty()) {
        return 0;
    }
    for (const auto& part : parts) {
        for (std::size_t road = 0; road < part->shapes->rows.size(); ++road) {
            if (const auto found = crowded.find(tile_of(*part, road, zoom));
                found != crowded.end()) {
                found->second[part->shapes->ranks[road]] += bytes_of(*part, road, zoom);
            }
        }
    }
    std::size_t limit = 0;
    for (const auto& [tile, by_rank] : crowded) {
        std::size_t bytes = 0;
        std::size_t rank = by_rank.size();
        while (rank > 0 && bytes + by_rank[rank - 1] <= budget) {
            bytes += by_rank[--rank];
        }
        limit = std::max(limit, rank);
    }
    return static_cast<std::uint8_t>(std::min<std::size_t>(limit, 255));
}

} // namespace

RankLimits learn_rank_limits(Parts parts, const RankLimits& before, std::size_t budget,
                             const ParallelFor& parallel_for) {
    std::size_t stretches = 0;
    for (const auto& part : parts) {
        for (std::size_t road = 0; road < part->shapes->rows.size(); ++road) {
            stretches += part->states->stretch_count(road);
        }
    }
    const auto difference =
        std::max(stretches, before.learned_from) - std::min(stretches, before.learned_from);
    if (before.learned_from != 0 && difference * 20 < before.learned_from) {
        return before;
    }
    RankLimits limits;
    limits.learned_from = stretches;
    parallel_for(last_learned_zoom + 1, [&](std::size_t zoom) {
        limits.min_rank[zoom] =
            limit_of(parts, static_cast<std::uint32_t>(zoom), budget * road_share_percent / 100);
    });
    for (std::size_t zoom = last_learned_zoom; zoom-- > 0;) {
        limits.min_rank[zoom] = std::max(limits.min_rank[zoom], limits.min_rank[zoom + 1]);
    }
    return limits;
}

} // namespace gis::tiles
