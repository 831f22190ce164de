#include "gis/geometry/box_order.hpp"

#include <numeric>
#include <utility>

namespace gis::geometry {

BoxOrder::BoxOrder(std::vector<Box> boxes) : m_boxes(std::move(boxes)), m_by_west(m_boxes.size()) {
    std::iota(m_by_west.begin(), m_by_west.end(), 0U);
    std::sort(m_by_west.begin(), m_by_west.end(), [this](std::uint32_t a, std::uint32_t b) {
        return m_boxes[a].min_lon < m_boxes[b].min_lon;
    });
    for (const auto& box : m_boxes) {
        if (!box.empty()) {
            m_widest = std::max(m_widest, box.max_lon - box.min_lon);
        }
    }
}

} // namespace gis::geometry
