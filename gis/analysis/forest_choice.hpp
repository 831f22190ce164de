#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace gis::analysis {

inline constexpr std::uint32_t no_item = std::numeric_limits<std::uint32_t>::max();

/// Something to be bought that is of use only when its parent is bought too: a stretch of road that
/// is reached over another one.
struct ForestItem {
    std::uint32_t parent = no_item; ///< an earlier item; none: of use by itself
    double gain = 0;                ///< persons, >= 0
    double cost = 0;                ///< in any unit, > 0
};

/// Items that are best bought together, parents before children.
struct ForestBlock {
    std::vector<std::uint32_t> items;
    double gain = 0;
    double cost = 0;
};

/// Cuts a forest into blocks by the largest gain per cost: the first block is the set, closed under
/// parents, whose gain per cost is the largest of all; the next the same of what is left, and so
/// on, never rising.
///
/// Proven: the first k blocks together gain the most that any closed set of at most their cost
/// gains. For let r be the gain per cost of block k; they maximise gain - r x cost over all closed
/// sets (blocks before have at least r, any closed set of the rest at most r), so a closed set T
/// that costs no more gains no more: gain(T) <= r x cost(T) + gain(P) - r x cost(P) <= gain(P).
/// For the same reason no closed set of at most cost B gains more than
/// gain(P) + r' x (B - cost(P)), where r' is the gain per cost of the first block after P.
///
/// Sidney: Decomposition algorithms for single-machine sequencing with precedence relations, 1975;
/// Horn: Single-machine job sequencing with treelike precedence ordering, 1972, whose merging of
/// the block that leads with that of its parent is used here, in O(n log n).
/// @pre parents stand before their children; costs > 0
[[nodiscard]] std::vector<ForestBlock> best_blocks(std::span<const ForestItem> items);

/// What to buy for a budget.
struct ForestChoice {
    std::vector<std::uint32_t> items; ///< in the order of buying; closed under parents
    double gain = 0;
    double cost = 0;
    /// No closed set within the budget gains more. Equal to `gain`: the choice is a best one.
    double bound = 0;
};

/// Buys whole blocks as long as the money lasts. Of the first one that it does not last for either
/// what is left without the leaves that gain least for their cost, or nothing, whichever gains more
/// in the end; then smaller blocks of those items only that can still be paid with all above them,
/// until nothing that gains anybody can be paid. So the choice is best whenever the budget ends
/// with a block, and else at most bound - gain short of the best.
/// @param budget  in the unit of the costs; infinity: no limit
/// @pre as best_blocks()
[[nodiscard]] ForestChoice choose_within(std::span<const ForestItem> items, double budget);

} // namespace gis::analysis
