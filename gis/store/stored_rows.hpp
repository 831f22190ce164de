#pragma once

#include "gis/core/error.hpp"
#include "gis/core/sha256.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/connection.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

namespace gis::store {

/// The hash of every row of a store, made from the rows as they stand.
class RowHashes {
public:
    /// @pre ids of a kind come in ascending order
    void add(model::EntityRef entity, const Digest& hash);
    /// Of a row as it is on the way back through the history; nothing when it is not there (any
    /// more).
    [[nodiscard]] const Digest* find(model::EntityRef entity) const noexcept;
    void set(model::EntityRef entity, const Digest& hash) noexcept;
    void remove(model::EntityRef entity) noexcept;
    /// Calls for every row that is there.
    void each(const std::function<void(model::EntityRef)>& visit) const;
    [[nodiscard]] std::int64_t count(model::EntityKind kind) const noexcept;

private:
    struct Entry {
        std::int64_t id = 0;
        Digest hash{};
        bool present = true;
    };
    [[nodiscard]] const Entry* entry(model::EntityRef entity) const noexcept;

    std::array<std::vector<Entry>, std::variant_size_v<model::Row>> m_rows;
};

/// A row as the table has it.
struct StoredRow {
    std::int64_t id = 0;
    model::Row row;
    std::optional<Digest> hash; ///< that the table has of it
};

/// Calls `visit` for every row of a kind, by id; `damaged` instead for one that cannot be what we
/// wrote, with the Error that says so. A page that cannot be read ends it after such a call.
void scan_rows(const Connection& connection, model::EntityKind kind,
               const std::function<void(const StoredRow&)>& visit,
               const std::function<void(std::int64_t id, const Error&)>& damaged);

/// Where a row lies; empty for rows without geometry.
[[nodiscard]] geometry::Box box_of(const model::Row& row);

} // namespace gis::store
