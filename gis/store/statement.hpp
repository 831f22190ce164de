#pragma once

#include "gis/core/date.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace gis::store {

class Connection;

/// Gives a statement back to its connection.
struct StatementReturner {
    const Connection* connection;
    void operator()(sqlite3_stmt* statement) const noexcept;
};

/// The type that a stored value has, whatever its column says: a damaged file may disagree.
enum class ValueType : std::uint8_t { null, integer, real, text, blob };

/// A prepared statement, taken from those that the connection keeps where there is one. Values are
/// always bound, never written into the SQL.
class Statement {
public:
    /// @pre the connection outlives the statement
    /// @throws Error{storage, "damaged-store"} when the SQL does not fit the schema: all SQL is
    /// ours, so the schema is not
    Statement(const Connection& connection, std::string_view sql);

    /// Binds every parameter in order and runs to the end; for statements that return no rows.
    /// @pre texts and blobs live until it returns
    template <class... Values>
    void run(const Values&... values) {
        bind_all(values...);
        while (step()) {
        }
    }

    /// Binds every parameter in order; then step() through the rows and reset().
    /// @pre texts and blobs live until reset() or the last row
    template <class... Values>
    void bind_all(const Values&... values) {
        reset();
        int index = 0;
        (bind(++index, values), ...);
    }

    /// True while there is a row; false at the end, when the statement is reset.
    [[nodiscard]] bool step();
    void reset() noexcept;

    [[nodiscard]] int columns() const noexcept;
    [[nodiscard]] ValueType type(int column) const noexcept;
    [[nodiscard]] std::int64_t integer(int column) const noexcept;
    [[nodiscard]] double real(int column) const noexcept;
    /// Valid until the next step() or reset(). @throws Error{storage} when memory is short: an
    /// empty text would be a wrong answer
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::span<const std::byte> blob(int column) const noexcept;

private:
    void bind(int index, std::nullptr_t);
    void bind(int index, bool value);
    void bind(int index, int value);
    void bind(int index, std::int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view value);
    void bind(int index, const std::string& value) { bind(index, std::string_view{value}); }
    void bind(int index, const char* value) = delete; ///< it would be bound as a bool
    void bind(int index, std::span<const std::byte> value);
    void bind(int index, Date value);

    template <class T>
    void bind(int index, const std::optional<T>& value) {
        if (value) {
            bind(index, *value);
        } else {
            bind(index, nullptr);
        }
    }

    void check(int code) const;

    const Connection* m_connection;
    std::unique_ptr<sqlite3_stmt, StatementReturner> m_statement;
};

} // namespace gis::store
