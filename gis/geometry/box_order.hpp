#pragma once

#include "gis/geometry/types.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace gis::geometry {

/// Boxes in the order of their west sides: finds those that meet another box without looking at
/// each. Made for the boxes of communes: many, and all of about one size.
class BoxOrder {
public:
    BoxOrder() = default;
    explicit BoxOrder(std::vector<Box> boxes);

    [[nodiscard]] std::span<const Box> boxes() const noexcept { return m_boxes; }

    /// Calls visit() with the number of each box that intersects `box`, from west to east. Empty
    /// boxes intersect none.
    template <class Visit>
    void for_each_meeting(const Box& box, Visit visit) const {
        const auto west = [this](std::uint32_t i) {
            return m_boxes[i].min_lon;
        };
        auto at = std::lower_bound(m_by_west.begin(), m_by_west.end(), box.min_lon - m_widest,
                                   [&](std::uint32_t i, double lon) { return west(i) < lon; });
        for (; at != m_by_west.end() && west(*at) <= box.max_lon; ++at) {
            if (m_boxes[*at].intersects(box)) {
                visit(*at);
            }
        }
    }

private:
    std::vector<Box> m_boxes;
    std::vector<std::uint32_t> m_by_west; ///< numbers of boxes
    double m_widest = 0; ///< none that begins farther west than this of a box can reach it
};

} // namespace gis::geometry
