#include "gis/analysis/shared_vertices.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace gis::analysis {

namespace {

using geometry::Point;
using Lines = std::span<const std::span<const Point>>;

constexpr std::size_t chunks = 16;
constexpr std::size_t vertices_per_bucket = 4096;

struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t vertex = 0;
};

std::uint64_t hash_of(const Point& point) noexcept {
    // The finaliser of MurmurHash3 over both coordinates; -0.0 and 0.0 are one position.
    auto h = std::bit_cast<std::uint64_t>(point.lon + 0.0) * 0x9E3779B97F4A7C15ULL;
    h ^= std::bit_cast<std::uint64_t>(point.lat + 0.0);
    h ^= h >> 33U;
    h *= 0xFF51AFD7ED558CCDULL;
    h ^= h >> 33U;
    h *= 0xC4CEB9FE1A85EC53ULL;
    return h ^ (h >> 33U);
}

/// Entries sorted into buckets by their hash, in the order of the vertices within each.
class Buckets {
public:
    Buckets(Lines lines, std::span<const std::uint32_t> first, const ParallelFor& parallel_for)
        : m_bits(static_cast<unsigned>(std::bit_width(first.back() / vertices_per_bucket))),
          m_count(std::size_t{1} << m_bits), m_offset(chunks * m_count + 1),
          m_entries(first.back()) {
        const auto range = [&](std::size_t chunk) {
            const auto wanted = [&](std::size_t c) {
                const auto vertex = static_cast<std::uint32_t>(
                    static_cast<std::uint64_t>(first.back()) * c / chunks);
                return std::lower_bound(first.begin(), first.end() - 1, vertex) - first.begin();
            };
            return std::pair{wanted(chunk), chunk + 1 == chunks
                                                ? static_cast<std::ptrdiff_t>(lines.size())
                                                : wanted(chunk + 1)};
        };
        const auto each_vertex = [&](std::size_t chunk, auto visit) {
            const auto [from, to] = range(chunk);
            for (auto line = from; line < to; ++line) {
                const auto& points = lines[static_cast<std::size_t>(line)];
                for (std::size_t i = 0; i < points.size(); ++i) {
                    visit(hash_of(points[i]),
                          first[static_cast<std::size_t>(line)] + static_cast<std::uint32_t>(i));
                }
            }
        };
        parallel_for(chunks, [&](std::size_t chunk) {
            each_vertex(chunk, [&](std::uint64_t hash, std::uint32_t) {
                ++m_offset[bucket_of(hash) * chunks + chunk];
            });
        });
        std::uint32_t sum = 0;
        for (auto& count : m_offset) {
            sum += std::exchange(count, sum);
        }
        parallel_for(chunks, [&](std::size_t chunk) {
            each_vertex(chunk, [&](std::uint64_t hash, std::uint32_t vertex) {
                m_entries[m_offset[bucket_of(hash) * chunks + chunk]++] = {
                    static_cast<std::uint32_t>(hash), vertex};
            });
        });
    }

    [[nodiscard]] std::size_t count() const noexcept { return m_count; }

    [[nodiscard]] std::span<const Entry> bucket(std::size_t i) const {
        // After filling, each offset has moved to where the next chunk of the bucket begins.
        const auto begin = i == 0 ? 0U : m_offset[i * chunks - 1];
        return std::span{m_entries}.subspan(begin, m_offset[(i + 1) * chunks - 1] - begin);
    }

private:
    [[nodiscard]] std::size_t bucket_of(std::uint64_t hash) const noexcept {
        return m_bits == 0 ? 0 : static_cast<std::size_t>(hash >> (64U - m_bits));
    }

    unsigned m_bits;
    std::size_t m_count;
    std::vector<std::uint32_t> m_offset; ///< [bucket][chunk]
    std::vector<Entry> m_entries;
};

class Positions {
public:
    Positions(Lines lines, std::span<const std::uint32_t> first) : m_lines(lines), m_first(first) {}

    [[nodiscard]] const Point& at(std::uint32_t vertex) const {
        const auto after = std::upper_bound(m_first.begin(), m_first.end(), vertex);
        const auto line = static_cast<std::size_t>(after - m_first.begin() - 1);
        return m_lines[line][vertex - m_first[line]];
    }

private:
    Lines m_lines;
    std::span<const std::uint32_t> m_first;
};

/// Leaves out most of the vertices that are alone at their position: a bit for each of so many
/// values of the hash says whether it came before. Few enough bits for the nearest cache.
class Repeated {
public:
    /// The entries whose bit another one has too, in their order.
    const std::vector<Entry>& of(std::span<const Entry> bucket) {
        const auto bits = std::bit_ceil(16 * bucket.size() + 64);
        const auto mask = static_cast<std::uint32_t>(bits - 1);
        m_once.assign(bits / 64, 0);
        m_twice.assign(bits / 64, 0);
        for (const auto& entry : bucket) {
            const auto at = entry.hash & mask;
            const auto bit = std::uint64_t{1} << (at % 64);
            m_twice[at / 64] |= m_once[at / 64] & bit;
            m_once[at / 64] |= bit;
        }
        m_entries.clear();
        for (const auto& entry : bucket) {
            const auto at = entry.hash & mask;
            if (((m_twice[at / 64] >> (at % 64)) & 1U) != 0) {
                m_entries.push_back(entry);
            }
        }
        return m_entries;
    }

private:
    std::vector<std::uint64_t> m_once;
    std::vector<std::uint64_t> m_twice;
    std::vector<Entry> m_entries;
};

/// An open-addressed table of the entries seen so far; `table` is working space.
void find_pairs(std::span<const Entry> entries, const Positions& positions,
                std::vector<Entry>& table, VertexPairs& pairs) {
    constexpr auto empty = std::numeric_limits<std::uint32_t>::max();
    const auto size = std::bit_ceil(2 * entries.size() + 1);
    table.assign(size, {0, empty});
    for (const auto& entry : entries) {
        for (auto slot = entry.hash & (size - 1);; slot = (slot + 1) & (size - 1)) {
            if (table[slot].vertex == empty) {
                table[slot] = entry;
                break;
            }
            if (table[slot].hash == entry.hash &&
                positions.at(table[slot].vertex) == positions.at(entry.vertex)) {
                pairs.emplace_back(table[slot].vertex, entry.vertex);
                break;
            }
        }
    }
}

} // namespace

VertexPairs find_shared_vertices(std::span<const std::span<const Point>> lines,
                                 std::span<const std::uint32_t> first,
                                 const ParallelFor& parallel_for) {
    if (first.back() == 0) {
        return {};
    }
    const Buckets buckets{lines, first, parallel_for};
    const Positions positions{lines, first};
    constexpr std::size_t buckets_per_task = 32;
    const auto tasks = (buckets.count() + buckets_per_task - 1) / buckets_per_task;
    std::vector<VertexPairs> found(tasks);
    parallel_for(tasks, [&](std::size_t task) {
        Repeated repeated;
        std::vector<Entry> table;
        const auto last = std::min(buckets.count(), (task + 1) * buckets_per_task);
        for (auto i = task * buckets_per_task; i < last; ++i) {
            find_pairs(repeated.of(buckets.bucket(i)), positions, table, found[task]);
        }
    });
    VertexPairs pairs;
    for (const auto& some : found) {
        pairs.insert(pairs.end(), some.begin(), some.end());
    }
    return pairs;
}

} // namespace gis::analysis
