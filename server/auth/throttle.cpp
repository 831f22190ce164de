#include "server/auth/throttle.hpp"

#include <algorithm>

namespace server {

const Throttle::Failures* Throttle::Table::find(const std::string& key, Instant forget_before) {
    const auto found = m_by_key.find(key);
    if (found == m_by_key.end()) {
        return nullptr;
    }
    if (found->second->last < forget_before) {
        erase(key);
        return nullptr;
    }
    return &*found->second;
}

int Throttle::Table::add(const std::string& key, Instant now, std::size_t most) {
    const auto found = m_by_key.find(key);
    if (found != m_by_key.end()) {
        m_list.splice(m_list.begin(), m_list, found->second);
    } else {
        if (m_list.size() >= most) {
            m_by_key.erase(m_list.back().key);
            m_list.pop_back();
        }
        m_list.push_front({key, 0, now});
        m_by_key.emplace(key, m_list.begin());
    }
    auto& failures = m_list.front();
    failures.last = now;
    return ++failures.count;
}

void Throttle::Table::erase(const std::string& key) {
    if (const auto found = m_by_key.find(key); found != m_by_key.end()) {
        m_list.erase(found->second);
        m_by_key.erase(found);
    }
}

std::string Throttle::pair_of(const std::string& account, const std::string& network) {
    return network + '\n' + account;
}

std::optional<std::chrono::seconds> Throttle::wait_for(const Failures* failures, int free_tries,
                                                       Instant now) const {
    if (failures == nullptr || failures->count < free_tries) {
        return std::nullopt;
    }
    constexpr int most_doublings = 20;
    const auto doublings = std::min(failures->count - free_tries, most_doublings);
    const auto pause = std::min(m_limits.longest_wait, m_limits.first_wait * (1 << doublings));
    const auto left = failures->last + pause - now;
    return left > std::chrono::seconds{0} ? std::optional{left} : std::nullopt;
}

std::optional<std::chrono::seconds> Throttle::wait(const std::string& account,
                                                   const std::string& network, Instant now) {
    const std::scoped_lock lock{m_mutex};
    const auto forget_before = now - m_limits.memory;
    const auto* everywhere = m_by_account.find(account, forget_before);
    const bool suspicious =
        everywhere != nullptr && everywhere->count >= m_limits.suspicious_account;
    const auto by_pair = wait_for(m_by_pair.find(pair_of(account, network), forget_before),
                                  suspicious ? 1 : m_limits.free_tries, now);
    const auto by_network =
        wait_for(m_by_network.find(network, forget_before), m_limits.free_tries_of_network, now);
    return std::max(by_pair, by_network);
}

bool Throttle::failed(const std::string& account, const std::string& network, Instant now) {
    const std::scoped_lock lock{m_mutex};
    const auto forget_before = now - m_limits.memory;
    // find() drops what is forgotten, so that counting begins anew.
    static_cast<void>(m_by_pair.find(pair_of(account, network), forget_before));
    static_cast<void>(m_by_network.find(network, forget_before));
    static_cast<void>(m_by_account.find(account, forget_before));
    m_by_pair.add(pair_of(account, network), now, m_limits.entries);
    m_by_network.add(network, now, m_limits.entries);
    return m_by_account.add(account, now, m_limits.entries) == m_limits.suspicious_account;
}

void Throttle::succeeded(const std::string& account, const std::string& network) {
    const std::scoped_lock lock{m_mutex};
    m_by_pair.erase(pair_of(account, network));
}

} // namespace server
