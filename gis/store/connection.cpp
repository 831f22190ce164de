#include "gis/store/connection.hpp"

#include "gis/core/error.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/seals.hpp"
#include "gis/store/statement.hpp"
#include "gis/store/store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

// Needs sqlite3.h before it.
#include <spatialite.h>

#include <mutex>
#include <new>

namespace gis::store {

namespace {

constexpr int busy_timeout_ms = 5000;
constexpr std::size_t most_idle_statements = 128;

/// spatialite_init_ex and spatialite_cleanup_ex touch state of the whole process (libxml2's among
/// it).
std::mutex& spatialite_mutex() {
    static std::mutex mutex;
    return mutex;
}

int open_flags(Purpose purpose) {
    switch (purpose) {
    case Purpose::build:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Purpose::write:
        return SQLITE_OPEN_READWRITE;
    case Purpose::read:
        break;
    }
    return SQLITE_OPEN_READONLY;
}

} // namespace

void initialize_engine() noexcept {
    // With memory statistics on, a global mutex halves the speed of two threads. Refused, without
    // harm, when another library has used SQLite before.
    static const bool done = [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return sqlite3_initialize() == SQLITE_OK;
    }();
    static_cast<void>(done);
}

IdleStatements::~IdleStatements() {
    for (const auto& [sql, statement] : m_statements) {
        sqlite3_finalize(statement);
    }
}

sqlite3_stmt* IdleStatements::take(std::string_view sql) noexcept {
    const auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        return nullptr;
    }
    auto* statement = found->second;
    m_statements.erase(found);
    return statement;
}

void IdleStatements::give(sqlite3_stmt* statement) noexcept {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (m_statements.size() < most_idle_statements) {
        try {
            m_statements.emplace(sqlite3_sql(statement), statement);
            return;
        } catch (const std::bad_alloc&) { // then it is made anew when it is needed
        }
    }
    sqlite3_finalize(statement);
}

void DatabaseCloser::operator()(sqlite3* database) const noexcept {
    sqlite3_close_v2(database);
}

void SpatialiteCloser::operator()(void* spatialite) const noexcept {
    const std::scoped_lock lock{spatialite_mutex()};
    spatialite_cleanup_ex(spatialite);
}

Connection::Connection(const std::filesystem::path& file, Purpose purpose) : m_file(file.string()) {
    initialize_engine();
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(m_file.c_str(), &database,
                                     open_flags(purpose) | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(database); // given even when opening fails
    if (code != SQLITE_OK) {
        fail(code);
    }
    sqlite3_extended_result_codes(database, 1);
    if (purpose == Purpose::build) {
        const std::scoped_lock lock{spatialite_mutex()};
        m_spatialite.reset(spatialite_alloc_connection());
        spatialite_init_ex(database, m_spatialite.get(), 0);
    }
    configure(purpose);
}

void Connection::configure(Purpose purpose) {
    auto* database = handle();
    add_hash_function(database);
    sqlite3_busy_timeout(database, busy_timeout_ms);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    execute("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
            "PRAGMA foreign_keys = ON");
    if (purpose == Purpose::read) {
        execute("PRAGMA query_only = ON");
        return;
    }
    // The triggers of the schema stop other programs. Ours checks for itself, and would pay for
    // them with every row.
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    if (purpose == Purpose::write) {
        require("journal_mode", "wal");
        execute("PRAGMA trusted_schema = OFF");
    }
    // 64 MiB of page cache: the inner nodes of every index stay in memory during an import.
    execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;"
            "PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -65536");
    require("synchronous", "2");
}

/// Sets a PRAGMA and checks that SQLite took it: on some file systems it declines write-ahead
/// logging, silently.
void Connection::require(std::string_view pragma, std::string_view value) const {
    static_cast<void>(text(fmt::format("PRAGMA {} = {}", pragma, value)));
    if (text(fmt::format("PRAGMA {}", pragma)) != value) {
        throw Error{
            ErrorKind::storage,
            "unsafe-file-system",
            {fmt::format("Không đặt được {} = {} cho {}. Hãy đặt thư mục dữ liệu trên ổ "
                         "đĩa cục bộ.",
                         pragma, value, m_file),
             fmt::format("{} = {} was declined for {}. Put the data folder on a local disk.",
                         pragma, value, m_file)}};
    }
}

void Connection::execute(const std::string& sql) {
    const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        fail(code);
    }
}

void Connection::run(std::string_view sql) const {
    Statement{*this, sql}.run();
}

std::int64_t Connection::integer(std::string_view sql) const {
    Statement statement{*this, sql};
    return statement.step() ? statement.integer(0) : 0;
}

std::string Connection::text(std::string_view sql) const {
    Statement statement{*this, sql};
    return statement.step() ? std::string{statement.text(0)} : std::string{};
}

std::int64_t Connection::last_insert_id() const noexcept {
    return sqlite3_last_insert_rowid(handle());
}

void Connection::fail(int code) const {
    auto* database = handle();
    const char* detail = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    throw engine_failure(code, detail, m_file);
}

bool Connection::autocommits() const noexcept {
    return sqlite3_get_autocommit(handle()) != 0;
}

Transaction::Transaction(Connection& connection)
    : m_connection(connection), m_nested(connection.grouped()) {
    if (m_nested && (m_connection.autocommits() || m_connection.m_spoilt)) {
        throw group_lost();
    }
    m_connection.run(m_nested ? "SAVEPOINT one" : "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    if (!m_open) {
        return;
    }
    // SQLite may have rolled back by itself (disk full); then this fails and there is nothing to
    // do.
    const int code =
        sqlite3_exec(m_connection.handle(), m_nested ? "ROLLBACK TO one; RELEASE one" : "ROLLBACK",
                     nullptr, nullptr, nullptr);
    m_connection.m_spoilt = m_nested && code != SQLITE_OK;
}

void Transaction::commit() {
    m_connection.run(m_nested ? "RELEASE one" : "COMMIT");
    m_open = false;
}

GroupTransaction::GroupTransaction(Connection& connection) : m_connection(connection) {
    m_connection.run("BEGIN IMMEDIATE");
    m_connection.m_grouped = true;
    m_connection.m_spoilt = false;
}

GroupTransaction::~GroupTransaction() {
    m_connection.m_grouped = false;
    if (m_open) {
        sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

bool GroupTransaction::holds() const noexcept {
    return m_open && !m_connection.m_spoilt && !m_connection.autocommits();
}

void GroupTransaction::commit() {
    if (!holds()) {
        throw group_lost();
    }
    m_connection.run("COMMIT");
    m_open = false;
}

WithoutDefence::WithoutDefence(Connection& connection) noexcept : m_connection(connection) {
    sqlite3_db_config(m_connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
}

WithoutDefence::~WithoutDefence() {
    sqlite3_db_config(m_connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

ReadTransaction::ReadTransaction(Connection& connection)
    : m_connection(connection), m_nested(!connection.autocommits()) {
    if (!m_nested) {
        m_connection.run("BEGIN");
    }
}

ReadTransaction::~ReadTransaction() {
    if (!m_nested) {
        sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

} // namespace gis::store
