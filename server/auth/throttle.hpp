#pragma once

#include "gis/store/accounts.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

/// How patient a Throttle is.
struct ThrottleLimits {
    int free_tries = 5;                 ///< wrong passwords for one account from one network
    int free_tries_of_network = 20;     ///< from one network for all accounts: an office shares one
    int suspicious_account = 20;        ///< wrong passwords for one account from anywhere
    std::chrono::seconds first_wait{1}; ///< doubled with each further one
    std::chrono::seconds longest_wait{900};
    std::chrono::seconds memory{3600}; ///< failures older than this are forgotten
    std::size_t entries = 10'000;      ///< kept of each sort; the oldest leave first
};

/// Slows down the guessing of passwords, by account and by network. It never locks an account: the
/// right password from a network that has not failed is always taken. An account that is under
/// attack from many networks leaves each of them one try instead of five. From any thread.
class Throttle {
public:
    using Instant = gis::store::Instant;

    explicit Throttle(ThrottleLimits limits = {}) : m_limits(limits) {}

    /// How long this network must wait before it may try this account; absent = it may now.
    /// @param account  as it was sent, whether there is one or not
    /// @param network  network_of() an address
    [[nodiscard]] std::optional<std::chrono::seconds> wait(const std::string& account,
                                                           const std::string& network, Instant now);

    /// A wrong password. @return true when the account has just become suspicious
    bool failed(const std::string& account, const std::string& network, Instant now);

    /// The right one: the network's failures for this account are forgotten, those for other
    /// accounts are not.
    void succeeded(const std::string& account, const std::string& network);

private:
    struct Failures {
        std::string key;
        int count = 0;
        Instant last;
    };

    /// Failures by key, the freshest at the front.
    class Table {
    public:
        [[nodiscard]] const Failures* find(const std::string& key, Instant forget_before);
        int add(const std::string& key, Instant now, std::size_t most);
        void erase(const std::string& key);

    private:
        std::list<Failures> m_list;
        std::unordered_map<std::string, std::list<Failures>::iterator> m_by_key;
    };

    [[nodiscard]] std::optional<std::chrono::seconds> wait_for(const Failures* failures,
                                                               int free_tries, Instant now) const;
    static std::string pair_of(const std::string& account, const std::string& network);

    ThrottleLimits m_limits;
    std::mutex m_mutex;
    Table m_by_pair;
    Table m_by_network;
    Table m_by_account;
};

} // namespace server
