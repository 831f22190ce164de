#pragma once

#include "server/auth/account_book.hpp"
#include "server/auth/gate.hpp"
#include "server/auth/peer.hpp"

#include <string>
#include <vector>

namespace server {

/// Finds out by session cookie or application password who makes a request, and refuses what
/// another site made a browser send.
class AccountGate final : public Gate {
public:
    /// @param book             must outlive the gate
    /// @param trusted_proxies  addresses that are believed who they talk to, and how
    AccountGate(AccountBook& book, std::vector<std::string> trusted_proxies)
        : m_book(book), m_trusted_proxies(std::move(trusted_proxies)) {}

    [[nodiscard]] std::shared_ptr<const Actor> identify(const Request& request) const override;

    /// Who is at the other end.
    [[nodiscard]] Peer peer(const Request& request) const {
        return peer_of(request, m_trusted_proxies);
    }

private:
    [[nodiscard]] std::shared_ptr<const Actor> by_password(const Request& request,
                                                           const Peer& peer) const;

    AccountBook& m_book;
    std::vector<std::string> m_trusted_proxies;
};

/// gis::Error{forbidden, "insecure-line"}: what is secret does not go over an open line.
[[nodiscard]] gis::Error insecure_line();

} // namespace server
