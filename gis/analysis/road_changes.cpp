#include "gis/analysis/road_changes.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

/// The stretches of one part, road by road.
class Roads {
public:
    explicit Roads(const PassablePart& part) : m_part(part), m_first(part.part().roads.size() + 1) {
        const auto& stretches = part.stretches();
        std::uint32_t at = 0;
        for (std::uint32_t road = 0; road < m_first.size(); ++road) {
            while (at < stretches.size() && stretches[at].road < road) {
                ++at;
            }
            m_first[road] = at;
        }
    }

    [[nodiscard]] std::uint32_t count() const noexcept {
        return static_cast<std::uint32_t>(m_first.size() - 1);
    }
    [[nodiscard]] RoadId id(std::uint32_t road) const { return m_part.part().roads[road].id; }

    [[nodiscard]] bool same(std::uint32_t road, const Roads& others, std::uint32_t other) const {
        const auto count = m_first[road + 1] - m_first[road];
        if (count != others.m_first[other + 1] - others.m_first[other]) {
            return false;
        }
        for (std::uint32_t k = 0; k < count; ++k) {
            const auto a = m_first[road] + k;
            const auto b = others.m_first[other] + k;
            const auto& mine = m_part.stretches()[a];
            const auto& theirs = others.m_part.stretches()[b];
            if (mine.from_m != theirs.from_m || mine.to_m != theirs.to_m ||
                !std::ranges::equal(m_part.line(a), others.m_part.line(b))) {
                return false;
            }
        }
        return true;
    }

private:
    const PassablePart& m_part;
    std::vector<std::uint32_t> m_first; ///< stretch of each road; one more at the end
};

/// @param first_after  number of the first road of `after`
void compare(const PassablePart& before, const PassablePart& after, std::uint32_t first_after,
             RoadChanges& changes) {
    const Roads old{before};
    const Roads now{after};
    std::uint32_t at = 0; // both are by id
    for (std::uint32_t road = 0; road < old.count(); ++road) {
        for (; at < now.count() && now.id(at) < old.id(road); ++at) {
            changes.fresh.push_back(first_after + at);
        }
        const bool there = at < now.count() && now.id(at) == old.id(road);
        if (there && old.same(road, now, at)) {
            changes.now.push_back(first_after + at++);
        } else {
            changes.now.push_back(no_road);
        }
    }
    for (; at < now.count(); ++at) {
        changes.fresh.push_back(first_after + at);
    }
}

} // namespace

RoadChanges road_changes(const PassableParts& before, const PassableParts& after) {
    RoadChanges changes;
    std::uint32_t first = 0;
    for (std::size_t p = 0; p < after.size(); ++p) {
        const auto count = static_cast<std::uint32_t>(after[p]->part().roads.size());
        if (before[p] == after[p]) {
            for (std::uint32_t road = 0; road < count; ++road) {
                changes.now.push_back(first + road);
            }
        } else {
            compare(*before[p], *after[p], first, changes);
        }
        first += count;
    }
    return changes;
}

} // namespace gis::analysis
