#pragma once

#include "gis/tiles/world.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace gis::tiles {

/// Packed R-tree over boxes that are already in Hilbert order: a node covers 16 neighbours. Hits
/// come in ascending order, so what is stored in the same order is read forwards.
class BoxTree {
public:
    BoxTree() = default;
    explicit BoxTree(std::vector<WorldBox> boxes);

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] const WorldBox& box(std::size_t index) const { return m_boxes[index]; }
    /// Covers all boxes.
    [[nodiscard]] WorldBox bounds() const noexcept {
        return m_boxes.empty() ? WorldBox{} : m_boxes.back();
    }

    /// Calls `visit(index)` for every box that meets `query`, ascending.
    template <class Visit>
    void visit(const WorldBox& query, Visit&& visit) const {
        if (m_size != 0) {
            descend(m_levels.size() - 1, 0, query, visit);
        }
    }

private:
    static constexpr std::size_t node_bits = 4;
    static constexpr std::size_t node_size = std::size_t{1} << node_bits;

    struct LevelRange {
        std::size_t first = 0;
        std::size_t count = 0;
    };

    template <class Visit>
    void descend(std::size_t level, std::size_t node, const WorldBox& query, Visit& visit) const {
        const auto& box = m_boxes[m_levels[level].first + node];
        if (!box.intersects(query)) {
            return;
        }
        if (query.contains(box)) {
            const std::size_t last = std::min(m_size, (node + 1) << (level * node_bits));
            for (std::size_t index = node << (level * node_bits); index < last; ++index) {
                visit(static_cast<std::uint32_t>(index));
            }
            return;
        }
        if (level == 0) {
            visit(static_cast<std::uint32_t>(node));
            return;
        }
        const auto& below = m_levels[level - 1];
        const std::size_t last = std::min(below.count, (node + 1) * node_size);
        for (std::size_t child = node * node_size; child < last; ++child) {
            descend(level - 1, child, query, visit);
        }
    }

    std::size_t m_size = 0;
    std::vector<WorldBox> m_boxes; // leaves, then each level above them; the root is last
    std::vector<LevelRange> m_levels;
};

} // namespace gis::tiles
