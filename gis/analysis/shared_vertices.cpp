#include "gis/analysis/shared_vertices.hpp"

#include "gis/core/bulk_list.hpp"
#include "gis/geometry/box_order.hpp"
#include "gis/geometry/fetch.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>
#include <utility>

namespace gis::analysis {

namespace {

using geometry::Box;
using geometry::Point;

struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t vertex = 0;
    const Point* at = nullptr;
};

std::uint32_t hash_of(const Point& point) noexcept {
    // -0.0 and 0.0 are one position.
    auto h = std::bit_cast<std::uint64_t>(point.lon + 0.0) * 0x9E3779B97F4A7C15ULL;
    h ^= std::bit_cast<std::uint64_t>(point.lat + 0.0);
    h ^= h >> 32U;
    h *= 0xFF51AFD7ED558CCDULL;
    return static_cast<std::uint32_t>(h >> 32U);
}

/// Says which vertices of a group may share their position with another: a bit for each of so many
/// values of the hash says whether it came before.
class Repeated {
public:
    void clear(std::size_t vertices) {
        const auto bits = std::bit_ceil(32 * vertices + 64);
        m_mask = static_cast<std::uint32_t>(bits - 1);
        m_once.assign(bits / 64, 0);
        m_twice.assign(bits / 64, 0);
    }

    void add(std::uint32_t hash) noexcept {
        const auto [word, bit] = place_of(hash);
        m_twice[word] |= m_once[word] & bit;
        m_once[word] |= bit;
    }

    /// Whether a vertex that was added may be at the position of this one.
    [[nodiscard]] bool may_hold(std::uint32_t hash) const noexcept {
        const auto [word, bit] = place_of(hash);
        return (m_once[word] & bit) != 0;
    }

    [[nodiscard]] bool may_be_shared(std::uint32_t hash) const noexcept {
        const auto [word, bit] = place_of(hash);
        return (m_twice[word] & bit) != 0;
    }

private:
    struct Place {
        std::size_t word = 0;
        std::uint64_t bit = 0;
    };

    [[nodiscard]] Place place_of(std::uint32_t hash) const noexcept {
        const auto at = hash & m_mask;
        return {at / 64, std::uint64_t{1} << (at % 64)};
    }

    std::uint32_t m_mask = 0;
    std::vector<std::uint64_t> m_once;
    std::vector<std::uint64_t> m_twice;
};

class Finder {
public:
    Finder(const LineGroups& groups, const ParallelFor& parallel_for)
        : m_groups(groups), m_line_boxes(groups.lines.size()),
          m_hashes(groups.first_vertex.back()) {
        std::vector<Box> boxes(count());
        parallel_for(count(), [&](std::size_t group) {
            auto* hash = m_hashes.data() + m_groups.first_vertex[first(group)];
            for (auto line = first(group); line < first(group + 1); ++line) {
                fetch_after(line);
                m_line_boxes[line] = geometry::box_of(groups.lines[line]);
                boxes[group].add(m_line_boxes[line]);
                hash = std::transform(groups.lines[line].begin(), groups.lines[line].end(), hash,
                                      hash_of);
            }
        });
        m_boxes = geometry::BoxOrder{std::move(boxes)};
    }

    [[nodiscard]] std::size_t count() const noexcept { return m_groups.first_line.size() - 1; }

    /// Pairs of which the first is in a group.
    [[nodiscard]] VertexPairs of(std::size_t group) const {
        const auto own = hashes_of(first(group), first(group + 1));
        Repeated repeated;
        repeated.clear(own.size());
        for (const auto hash : own) {
            repeated.add(hash);
        }
        std::vector<Entry> others;
        const auto& box = m_boxes.boxes()[group];
        for (const auto other : later_groups_at(group)) {
            add_met(repeated, box, other, others);
        }
        std::vector<Entry> entries;
        for (auto line = first(group); line < first(group + 1); ++line) {
            const auto hashes = hashes_of(line, line + 1);
            for (std::uint32_t i = 0; i < hashes.size(); ++i) {
                if (repeated.may_be_shared(hashes[i])) {
                    const auto* point = &m_groups.lines[line][i];
                    __builtin_prefetch(point); // for pairs_of()
                    entries.push_back({hashes[i], m_groups.first_vertex[line] + i, point});
                }
            }
        }
        entries.insert(entries.end(), others.begin(), others.end());
        return pairs_of(entries);
    }

private:
    [[nodiscard]] std::uint32_t first(std::size_t group) const {
        return m_groups.first_line[group];
    }

    /// Of the vertices of some lines.
    [[nodiscard]] std::span<const std::uint32_t> hashes_of(std::size_t line,
                                                           std::size_t end) const noexcept {
        const auto vertex = m_groups.first_vertex[line];
        return std::span{m_hashes}.subspan(vertex, m_groups.first_vertex[end] - vertex);
    }

    void fetch_after(std::size_t line) const noexcept {
        if (line + 1 < m_groups.lines.size()) {
            geometry::fetch(m_groups.lines[line + 1]);
        }
    }

    [[nodiscard]] std::vector<std::size_t> later_groups_at(std::size_t group) const {
        std::vector<std::size_t> others;
        m_boxes.for_each_meeting(m_boxes.boxes()[group], [&](std::size_t other) {
            if (other > group) {
                others.push_back(other);
            }
        });
        std::sort(others.begin(), others.end());
        return others;
    }

    /// Adds the vertices of another group that may be at the position of one of this group.
    void add_met(Repeated& repeated, const Box& box, std::size_t other,
                 std::vector<Entry>& entries) const {
        for (auto line = first(other); line < first(other + 1); ++line) {
            if (!m_line_boxes[line].intersects(box)) {
                continue;
            }
            const auto hashes = hashes_of(line, line + 1);
            for (std::uint32_t i = 0; i < hashes.size(); ++i) {
                if (repeated.may_hold(hashes[i])) {
                    const auto& point = m_groups.lines[line][i];
                    if (box.contains(point)) {
                        repeated.add(hashes[i]);
                        entries.push_back({hashes[i], m_groups.first_vertex[line] + i, &point});
                    }
                }
            }
        }
    }

    /// By an open-addressed table of the entries seen so far.
    [[nodiscard]] static VertexPairs pairs_of(const std::vector<Entry>& entries) {
        VertexPairs pairs;
        const auto size = std::bit_ceil(2 * entries.size() + 1);
        std::vector<Entry> table(size);
        for (const auto& entry : entries) {
            for (auto slot = entry.hash & (size - 1);; slot = (slot + 1) & (size - 1)) {
                if (table[slot].at == nullptr) {
                    table[slot] = entry;
                    break;
                }
                if (table[slot].hash == entry.hash && *table[slot].at == *entry.at) {
                    pairs.emplace_back(table[slot].vertex, entry.vertex);
                    break;
                }
            }
        }
        return pairs;
    }

    LineGroups m_groups;
    std::vector<Box> m_line_boxes;
    BulkList<std::uint32_t> m_hashes; ///< of all vertices
    geometry::BoxOrder m_boxes;       ///< of the groups
};

} // namespace

VertexPairs find_shared_vertices(const LineGroups& groups, const ParallelFor& parallel_for) {
    const Finder finder{groups, parallel_for};
    std::vector<VertexPairs> found(finder.count());
    parallel_for(found.size(), [&](std::size_t group) { found[group] = finder.of(group); });
    VertexPairs pairs;
    // Where three groups meet, the second and the third have found each other once more.
    std::vector<bool> is_second(groups.first_vertex.back(), false);
    for (const auto& some : found) {
        for (const auto& pair : some) {
            if (!is_second[pair.second]) {
                is_second[pair.second] = true;
                pairs.push_back(pair);
            }
        }
    }
    return pairs;
}

} // namespace gis::analysis
