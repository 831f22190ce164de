#include "gis/tiles/hilbert.hpp"

#include <algorithm>
#include <utility>

namespace gis::tiles {

std::uint64_t hilbert_index(const WorldPoint& point) noexcept {
    std::uint32_t x = point.x;
    std::uint32_t y = point.y;
    std::uint64_t index = 0;
    for (std::uint32_t bit = 1U << 31; bit != 0; bit >>= 1) {
        const std::uint32_t right = (x & bit) != 0 ? 1 : 0;
        const std::uint32_t below = (y & bit) != 0 ? 1 : 0;
        index = (index << 2) | ((3 * right) ^ below);
        if (below == 0) {
            if (right == 1) {
                x = ~x;
                y = ~y;
            }
            std::swap(x, y);
        }
    }
    return index;
}

std::vector<std::uint32_t> hilbert_order(std::span<const WorldBox> boxes) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    keyed.reserve(boxes.size());
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
        const auto& box = boxes[i];
        keyed.emplace_back(box.empty() ? 0 : hilbert_index(box.center()), i);
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::uint32_t> order;
    order.reserve(keyed.size());
    for (const auto& [key, position] : keyed) {
        order.push_back(position);
    }
    return order;
}

} // namespace gis::tiles
