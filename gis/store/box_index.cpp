#include "gis/store/box_index.hpp"

#include "gis/store/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <utility>

namespace gis::store {

namespace {

// {} stands for the table's name, which is ours; values are bound.
constexpr std::string_view put_box =
    "INSERT OR REPLACE INTO idx_{}_geometry VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view remove_box = "DELETE FROM idx_{}_geometry WHERE pkid = ?1";
constexpr std::string_view select_any = "SELECT 1 FROM idx_{}_geometry_rowid LIMIT 1";
constexpr std::string_view select_node_bytes =
    "SELECT length(data) FROM idx_{}_geometry_node WHERE nodeno = 1";
constexpr std::string_view put_node_sql =
    "INSERT OR REPLACE INTO idx_{}_geometry_node VALUES (?1, ?2)";
constexpr std::string_view put_rowid_sql = "INSERT INTO idx_{}_geometry_rowid VALUES (?1, ?2)";
constexpr std::string_view put_parent_sql = "INSERT INTO idx_{}_geometry_parent VALUES (?1, ?2)";

// The format of R*Tree nodes (comment at the head of SQLite's rtree.c): depth (of the root) and
// number of cells, two bytes each; then the cells: id of the row or number of the node below, eight
// bytes, and min x, max x, min y, max y as 32-bit floats; all big-endian.
constexpr std::size_t node_header_bytes = 4;
constexpr std::size_t cell_bytes = 24;
constexpr std::int64_t root = 1;

/// Room is left in packed nodes, or the first insertion into each would split it.
constexpr double fill = 0.85;
constexpr std::size_t least_to_pack = 2000;

std::uint64_t spread(std::uint64_t bits) {
    bits = (bits | bits << 16U) & 0x0000ffff0000ffffU;
    bits = (bits | bits << 8U) & 0x00ff00ff00ff00ffU;
    bits = (bits | bits << 4U) & 0x0f0f0f0f0f0f0f0fU;
    bits = (bits | bits << 2U) & 0x3333333333333333U;
    bits = (bits | bits << 1U) & 0x5555555555555555U;
    return bits;
}

/// Place along a Z-order curve over the whole world, cells of about 1 cm.
std::uint64_t z_order(const geometry::Box& box) {
    constexpr double cells_per_degree = 4294967295.0 / 360.0;
    const auto x = ((box.min_lon + box.max_lon) / 2 + 180.0) * cells_per_degree;
    const auto y = ((box.min_lat + box.max_lat) / 2 + 180.0) * cells_per_degree;
    return spread(static_cast<std::uint64_t>(x)) | spread(static_cast<std::uint64_t>(y)) << 1U;
}

float round_down(double value) {
    const auto rounded = static_cast<float>(value);
    return rounded > value ? std::nextafter(rounded, -std::numeric_limits<float>::infinity())
                           : rounded;
}

float round_up(double value) {
    const auto rounded = static_cast<float>(value);
    return rounded < value ? std::nextafter(rounded, std::numeric_limits<float>::infinity())
                           : rounded;
}

/// One node's bytes, of the size that SQLite chose.
class Node {
public:
    Node(std::size_t bytes, int depth, std::size_t cells) {
        m_bytes.reserve(bytes);
        append(static_cast<std::uint16_t>(depth));
        append(static_cast<std::uint16_t>(cells));
        m_size = bytes;
    }
    void cell(std::int64_t id, const geometry::Box& box) {
        append(static_cast<std::uint64_t>(id));
        append(std::bit_cast<std::uint32_t>(round_down(box.min_lon)));
        append(std::bit_cast<std::uint32_t>(round_up(box.max_lon)));
        append(std::bit_cast<std::uint32_t>(round_down(box.min_lat)));
        append(std::bit_cast<std::uint32_t>(round_up(box.max_lat)));
    }
    [[nodiscard]] std::span<const std::byte> bytes() {
        m_bytes.resize(m_size);
        return m_bytes;
    }

private:
    template <class Unsigned>
    void append(Unsigned value) {
        for (auto shift = 8 * static_cast<int>(sizeof(value)) - 8; shift >= 0; shift -= 8) {
            m_bytes.push_back(static_cast<std::byte>(value >> shift & 0xffU));
        }
    }

    std::vector<std::byte> m_bytes;
    std::size_t m_size = 0;
};

std::string sql(std::string_view pattern, std::string_view table) {
    return fmt::format(fmt::runtime(pattern), table);
}

} // namespace

BoxIndex::BoxIndex(Connection& connection, std::string_view table)
    : m_connection(&connection), m_name(table), m_put(connection, sql(put_box, table)),
      m_remove(connection, sql(remove_box, table)), m_any(connection, sql(select_any, table)),
      m_node_bytes(connection, sql(select_node_bytes, table)) {}

void BoxIndex::note(std::int64_t id, const geometry::Box& box) {
    m_pending.push_back({id, box});
}

bool BoxIndex::is_empty() {
    m_any.reset();
    const bool any = m_any.step();
    m_any.reset();
    return !any;
}

void BoxIndex::write() {
    auto entries = std::exchange(m_pending, {});
    if (entries.empty()) {
        return;
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return z_order(a.box) < z_order(b.box);
    });
    if (entries.size() >= least_to_pack && is_empty()) {
        pack(std::move(entries));
    } else {
        insert_one_by_one(entries);
    }
}

void BoxIndex::insert_one_by_one(const std::vector<Entry>& entries) {
    for (const auto& [id, box] : entries) {
        if (box.empty()) {
            m_remove.run(id);
        } else {
            m_put.run(id, box.min_lon, box.max_lon, box.min_lat, box.max_lat);
        }
    }
}

std::vector<BoxIndex::Entry> BoxIndex::write_level(const std::vector<Entry>& members, int depth,
                                                   std::int64_t first_node, Statement& put_node,
                                                   Statement& put_member) {
    m_node_bytes.reset();
    const auto bytes = m_node_bytes.step() ? static_cast<std::size_t>(m_node_bytes.integer(0)) : 0;
    m_node_bytes.reset();
    const auto most = (bytes - node_header_bytes) / cell_bytes;
    const bool is_root = members.size() <= most;
    const auto wanted = static_cast<std::size_t>(static_cast<double>(most) * fill);
    const auto nodes = is_root ? 1 : (members.size() + wanted - 1) / wanted;
    std::vector<Entry> level;
    for (std::size_t i = 0; i < nodes; ++i) {
        const auto begin = members.size() * i / nodes; // shares that differ by one at most
        const auto end = members.size() * (i + 1) / nodes;
        const auto number = is_root ? root : first_node + static_cast<std::int64_t>(i);
        Node node{bytes, is_root ? depth : 0, end - begin};
        Entry entry{number, {}};
        for (auto at = begin; at < end; ++at) {
            node.cell(members[at].id, members[at].box);
            entry.box.add(members[at].box);
            put_member.run(members[at].id, number);
        }
        put_node.run(number, node.bytes());
        level.push_back(entry);
    }
    return level;
}

void BoxIndex::pack(std::vector<Entry> entries) {
    // A row may have been noted twice, and a row without geometry has no box.
    std::unordered_set<std::int64_t> seen;
    const bool plain = std::all_of(entries.begin(), entries.end(), [&seen](const Entry& entry) {
        return !entry.box.empty() && seen.insert(entry.id).second;
    });
    if (!plain) {
        insert_one_by_one(entries);
        return;
    }
    const WithoutDefence writing_the_tables_of_the_tree{*m_connection};
    Statement put_node{*m_connection, sql(put_node_sql, m_name)};
    Statement put_rowid{*m_connection, sql(put_rowid_sql, m_name)};
    Statement put_parent{*m_connection, sql(put_parent_sql, m_name)};
    std::int64_t next_node = root + 1;
    int depth = 0;
    auto level = write_level(entries, depth, next_node, put_node, put_rowid);
    while (level.size() > 1) {
        next_node += static_cast<std::int64_t>(level.size());
        level = write_level(level, ++depth, next_node, put_node, put_parent);
    }
}

} // namespace gis::store
