#include "gis/store/statement.hpp"

#include "gis/store/connection.hpp"
#include "gis/store/failures.hpp"

#include <sqlite3.h>

namespace gis::store {

void StatementReturner::operator()(sqlite3_stmt* statement) const noexcept {
    connection->idle_statements().give(statement);
}

Statement::Statement(const Connection& connection, std::string_view sql)
    : m_connection(&connection),
      m_statement(connection.idle_statements().take(sql), StatementReturner{&connection}) {
    if (m_statement) {
        return;
    }
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    m_statement.reset(statement);
    if (code == SQLITE_ERROR) {
        const char* file = sqlite3_db_filename(connection.handle(), nullptr);
        const char* detail = sqlite3_errmsg(connection.handle());
        throw damaged_file(file != nullptr ? file : "", detail, detail);
    }
    check(code);
}

bool Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code != SQLITE_DONE) {
        const int extended = sqlite3_extended_errcode(m_connection->handle());
        const Error failure = engine_failure(extended, sqlite3_errmsg(m_connection->handle()),
                                             sqlite3_db_filename(m_connection->handle(), nullptr));
        reset();
        throw failure;
    }
    reset();
    return false;
}

void Statement::reset() noexcept {
    sqlite3_reset(m_statement.get());
}

int Statement::columns() const noexcept {
    return sqlite3_column_count(m_statement.get());
}

ValueType Statement::type(int column) const noexcept {
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return ValueType::integer;
    case SQLITE_FLOAT:
        return ValueType::real;
    case SQLITE_TEXT:
        return ValueType::text;
    case SQLITE_BLOB:
        return ValueType::blob;
    default:
        return ValueType::null;
    }
}

std::int64_t Statement::integer(int column) const noexcept {
    return sqlite3_column_int64(m_statement.get(), column);
}

double Statement::real(int column) const noexcept {
    return sqlite3_column_double(m_statement.get(), column);
}

std::string_view Statement::text(int column) const {
    const auto* text = sqlite3_column_text(m_statement.get(), column);
    if (text == nullptr) {
        if (type(column) != ValueType::null) {
            m_connection->fail(SQLITE_NOMEM);
        }
        return {};
    }
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::span<const std::byte> Statement::blob(int column) const noexcept {
    const auto* blob =
        static_cast<const std::byte*>(sqlite3_column_blob(m_statement.get(), column));
    if (blob == nullptr) {
        return {};
    }
    return {blob, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

void Statement::bind(int index, std::nullptr_t) {
    check(sqlite3_bind_null(m_statement.get(), index));
}

void Statement::bind(int index, bool value) {
    bind(index, std::int64_t{value ? 1 : 0});
}

void Statement::bind(int index, int value) {
    bind(index, std::int64_t{value});
}

void Statement::bind(int index, std::int64_t value) {
    check(sqlite3_bind_int64(m_statement.get(), index, value));
}

void Statement::bind(int index, double value) {
    check(sqlite3_bind_double(m_statement.get(), index, value));
}

void Statement::bind(int index, std::string_view value) {
    // A null pointer would bind NULL instead of the empty text.
    const char* data = value.data() != nullptr ? value.data() : "";
    check(sqlite3_bind_text64(m_statement.get(), index, data, value.size(), SQLITE_STATIC,
                              SQLITE_UTF8));
}

void Statement::bind(int index, std::span<const std::byte> value) {
    check(sqlite3_bind_blob64(m_statement.get(), index, value.data(), value.size(), SQLITE_STATIC));
}

void Statement::bind(int index, Date value) {
    const auto text = value.iso();
    check(sqlite3_bind_text64(m_statement.get(), index, text.data(), text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) {
        m_connection->fail(code);
    }
}

} // namespace gis::store
