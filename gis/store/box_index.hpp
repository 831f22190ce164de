#pragma once

#include "gis/geometry/types.hpp"
#include "gis/store/statement.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace gis::store {

/// The R*Tree of one spatial table, idx_<table>_geometry, kept in the transaction that writes the
/// rows.
class BoxIndex {
public:
    /// @pre the connection outlives the index
    BoxIndex(Connection& connection, std::string_view table);

    /// Remembers a new or changed row. @param box  empty: the row has no geometry
    void note(std::int64_t id, const geometry::Box& box);
    /// Forgets what was noted: the rows were rolled back.
    void discard() noexcept { m_pending.clear(); }

    /// Writes what was noted, near places together, so that the nodes which an insertion touches
    /// are in the cache. An empty tree that gets many rows is packed from below, which takes a
    /// tenth of the time and makes a tree of full nodes.
    void write();

private:
    struct Entry {
        std::int64_t id;
        geometry::Box box;
    };

    [[nodiscard]] bool is_empty();
    void insert_one_by_one(const std::vector<Entry>& entries);
    void pack(std::vector<Entry> entries);
    [[nodiscard]] std::vector<Entry> write_level(const std::vector<Entry>& members, int depth,
                                                 std::int64_t first_node, Statement& put_node,
                                                 Statement& put_member);

    Connection* m_connection;
    std::string m_name;
    Statement m_put;
    Statement m_remove;
    Statement m_any;
    Statement m_node_bytes;
    std::vector<Entry> m_pending;
};

} // namespace gis::store
