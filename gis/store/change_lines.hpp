#pragma once

#include "gis/core/ids.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::store {

/// Which line of the table changes, and of which rows.
struct ChangeKey {
    std::int64_t id = 0;
    model::EntityRef entity; ///< the first of a run
    std::int64_t last_id = 0;
};

/// One line of the table changes, its JSON as it stands.
struct ChangeLine {
    ChangeKey key;
    ChangesetId changeset;
    std::optional<std::string> before;
    std::optional<std::string> after;

    [[nodiscard]] bool is_run() const { return !before && !after; }
};

/// The columns that read_line() takes, in its order.
inline constexpr std::string_view select_changes_of_changeset =
    "SELECT id, changeset, entity, first_id, last_id, before, after FROM changes"
    " WHERE changeset = ?1 ORDER BY id";

/// The entity of a line. @throws Error{storage, "damaged-store"} for an unknown word
[[nodiscard]] model::EntityKind kind_from(const Statement& row, int column);
/// @throws Error{storage, "damaged-store"}
[[nodiscard]] ChangeLine read_line(const Statement& row);

template <class... Values>
std::vector<ChangeLine> read_lines(const Connection& connection, std::string_view sql,
                                   const Values&... values) {
    Statement select{connection, sql};
    select.bind_all(values...);
    std::vector<ChangeLine> lines;
    while (select.step()) {
        lines.push_back(read_line(select));
    }
    return lines;
}

/// A row of the history. @param column  "before" or "after"
/// @throws Error{storage, "damaged-store"} naming line and column
[[nodiscard]] model::Row parse(const ChangeLine& line, const std::string& json,
                               std::string_view column);
[[nodiscard]] std::optional<model::Row> parse_before(const ChangeLine& line);

} // namespace gis::store
