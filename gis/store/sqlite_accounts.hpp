#pragma once

#include "gis/store/accounts.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/write_switch.hpp"

namespace gis::store {

/// Accounts in the atlas's own file.
class SqliteAccounts final : public Accounts {
public:
    /// @pre both outlive it
    SqliteAccounts(Connection& connection, WriteSwitch& writing)
        : m_connection(connection), m_writing(writing) {}

    [[nodiscard]] AccountData load() const override;
    void apply(std::span<const AccountChange> changes,
               std::span<const AccountEvent> events) override;
    [[nodiscard]] std::vector<AccountEvent>
    events(std::size_t limit, std::optional<std::int64_t> before) const override;

private:
    Connection& m_connection;
    WriteSwitch& m_writing;
};

} // namespace gis::store
