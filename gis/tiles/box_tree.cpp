#include "gis/tiles/box_tree.hpp"

namespace gis::tiles {

BoxTree::BoxTree(std::vector<WorldBox> boxes) : m_size(boxes.size()), m_boxes(std::move(boxes)) {
    if (m_size == 0) {
        return;
    }
    m_levels.push_back({0, m_size});
    while (m_levels.back().count > 1) {
        const auto below = m_levels.back();
        const LevelRange level{below.first + below.count,
                               (below.count + node_size - 1) / node_size};
        for (std::size_t node = 0; node < level.count; ++node) {
            WorldBox box;
            const std::size_t last = std::min(below.count, (node + 1) * node_size);
            for (std::size_t child = node * node_size; child < last; ++child) {
                box.add(m_boxes[below.first + child]);
            }
            m_boxes.push_back(box);
        }
        m_levels.push_back(level);
    }
}

} // namespace gis::tiles
