#include "gis/store/seals.hpp"

#include "gis/store/canonical.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace gis::store {

namespace {

std::string_view bytes_of(sqlite3_value* value, const void* data) {
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
    return size == 0 ? std::string_view{} : std::string_view{static_cast<const char*>(data), size};
}

void put(Canonical& bytes, sqlite3_value* value) {
    const int type = sqlite3_value_type(value);
    bytes.integer(type);
    switch (type) {
    case SQLITE_INTEGER:
        bytes.integer(sqlite3_value_int64(value));
        break;
    case SQLITE_FLOAT:
        bytes.number(sqlite3_value_double(value));
        break;
    case SQLITE_TEXT:
        bytes.text(bytes_of(value, sqlite3_value_text(value)));
        break;
    case SQLITE_BLOB:
        bytes.text(bytes_of(value, sqlite3_value_blob(value)));
        break;
    default:
        break;
    }
}

void hash_arguments(sqlite3_context* context, int count, sqlite3_value** values) {
    try {
        Canonical bytes;
        bytes.integer(hash_version);
        for (int i = 0; i < count; ++i) {
            put(bytes, values[i]);
        }
        const auto digest = bytes.hash();
        sqlite3_result_blob(context, digest.data(), static_cast<int>(digest.size()),
                            SQLITE_TRANSIENT);
    } catch (const std::bad_alloc&) {
        sqlite3_result_error_nomem(context);
    }
}

} // namespace

void add_hash_function(sqlite3* database) {
    sqlite3_create_function_v2(database, "ntm_hash", -1,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                               hash_arguments, nullptr, nullptr, nullptr);
}

std::string seal_expression(const SealedTable& table) {
    return fmt::format("ntm_hash({})", table.columns);
}

void seal(const Connection& connection, const SealedTable& table, std::int64_t id) {
    Statement{connection, fmt::format("UPDATE OR FAIL {} SET seal = {} WHERE id = ?1", table.name,
                                      seal_expression(table))}
        .run(id);
}

void seal_all(Connection& connection) {
    for (const auto& table : sealed_tables) {
        connection.execute(
            fmt::format("UPDATE {} SET seal = {}", table.name, seal_expression(table)));
    }
}

} // namespace gis::store
