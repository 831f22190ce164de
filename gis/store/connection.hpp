#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace gis::store {

/// What a connection is for; it decides the settings.
enum class Purpose : std::uint8_t {
    build, ///< makes or migrates a store: SpatiaLite is loaded; rollback journal while the file is
           ///< new
    write, ///< the one connection of all processes that writes and checkpoints
    read,  ///< reads beside the writer; cannot checkpoint
};

struct DatabaseCloser {
    void operator()(sqlite3* database) const noexcept;
};

struct SpatialiteCloser {
    void operator()(void* spatialite) const noexcept;
};

/// Prepared statements that nobody uses at the moment: to prepare one takes longer than to run it.
class IdleStatements {
public:
    IdleStatements() = default;
    ~IdleStatements();
    IdleStatements(const IdleStatements&) = delete;
    IdleStatements& operator=(const IdleStatements&) = delete;
    IdleStatements(IdleStatements&&) = delete;
    IdleStatements& operator=(IdleStatements&&) = delete;

    /// The caller's from now on; null when there is none with this SQL.
    [[nodiscard]] sqlite3_stmt* take(std::string_view sql) noexcept;
    /// Resets it, and finalizes it when there are enough.
    void give(sqlite3_stmt* statement) noexcept;

private:
    std::unordered_multimap<std::string_view, sqlite3_stmt*> m_statements; ///< by their own SQL
};

/// A connection to one SQLite file. One thread at a time.
class Connection {
public:
    /// Opens the file and applies the settings, each read back where SQLite may decline it. Only
    /// `build` makes a file.
    /// @throws Error{storage} or Error{busy}
    Connection(const std::filesystem::path& file, Purpose purpose);

    /// Runs statements that bind nothing and whose rows nobody wants. @throws Error{storage},
    /// Error{busy}
    void execute(const std::string& sql);
    /// Runs one such statement and keeps it prepared.
    void run(std::string_view sql) const;

    /// The first column of the only row of a PRAGMA or query without parameters.
    [[nodiscard]] std::int64_t integer(std::string_view sql) const;
    [[nodiscard]] std::string text(std::string_view sql) const;

    /// Id of the row that was inserted last.
    [[nodiscard]] std::int64_t last_insert_id() const noexcept;

    [[nodiscard]] sqlite3* handle() const noexcept { return m_database.get(); }
    [[nodiscard]] IdleStatements& idle_statements() const noexcept { return m_idle; }
    /// Whether no transaction is open.
    [[nodiscard]] bool autocommits() const noexcept;
    /// Whether a GroupTransaction lives.
    [[nodiscard]] bool grouped() const noexcept { return m_grouped; }
    /// @throws the Error that `code` stands for
    [[noreturn]] void fail(int code) const;

private:
    friend class Transaction;
    friend class GroupTransaction;

    void configure(Purpose purpose);
    void require(std::string_view pragma, std::string_view value) const;

    std::string m_file;
    /// Declared first: SpatiaLite wants to be cleaned up after the connection is closed.
    std::unique_ptr<void, SpatialiteCloser> m_spatialite;
    std::unique_ptr<sqlite3, DatabaseCloser> m_database;
    mutable IdleStatements m_idle; ///< no state that anybody sees
    bool m_grouped = false;
    bool m_spoilt = false; ///< something could not be taken out of the group
};

/// BEGIN IMMEDIATE, and ROLLBACK unless commit() was reached. While a GroupTransaction is open on
/// the connection, a savepoint in it: what is committed then lasts when the group does.
class Transaction {
public:
    /// @throws Error{storage}, also "group-lost" when the group it would belong to was rolled back
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&&) = delete;
    Transaction& operator=(Transaction&&) = delete;

    /// On return the changes survive power loss. @throws Error{storage}
    void commit();

private:
    Connection& m_connection;
    bool m_nested;
    bool m_open = true;
};

/// A transaction for several others: those that begin while it is open become durable with it.
class GroupTransaction {
public:
    /// @pre no transaction is open on the connection
    explicit GroupTransaction(Connection& connection);
    ~GroupTransaction();
    GroupTransaction(const GroupTransaction&) = delete;
    GroupTransaction& operator=(const GroupTransaction&) = delete;
    GroupTransaction(GroupTransaction&&) = delete;
    GroupTransaction& operator=(GroupTransaction&&) = delete;

    /// Whether it can be committed: SQLite ends it by itself after some failures (disk full).
    [[nodiscard]] bool holds() const noexcept;
    /// On return the changes survive power loss. @throws Error{storage}
    void commit();

private:
    Connection& m_connection;
    bool m_open = true;
};

/// While it lives, the connection may write the tables behind a virtual table.
class WithoutDefence {
public:
    explicit WithoutDefence(Connection& connection) noexcept;
    ~WithoutDefence();
    WithoutDefence(const WithoutDefence&) = delete;
    WithoutDefence& operator=(const WithoutDefence&) = delete;
    WithoutDefence(WithoutDefence&&) = delete;
    WithoutDefence& operator=(WithoutDefence&&) = delete;

private:
    Connection& m_connection;
};

/// A consistent view of the store while it lives.
class ReadTransaction {
public:
    explicit ReadTransaction(Connection& connection);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ReadTransaction(ReadTransaction&&) = delete;
    ReadTransaction& operator=(ReadTransaction&&) = delete;

private:
    Connection& m_connection;
    bool m_nested; ///< in a transaction of somebody else, which is a consistent view as well
};

} // namespace gis::store
