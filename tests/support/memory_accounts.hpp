#pragma once

#include "gis/core/error.hpp"
#include "gis/store/accounts.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

namespace test_support {

/// Accounts in memory, with the rules of a store.
class MemoryAccounts final : public gis::store::Accounts {
public:
    [[nodiscard]] gis::store::AccountData load() const override { return m_data; }

    void apply(std::span<const gis::store::AccountChange> changes,
               std::span<const gis::store::AccountEvent> events) override {
        auto data = m_data;
        for (const auto& change : changes) {
            std::visit([&](const auto& value) { put(data, value); }, change);
        }
        m_data = std::move(data);
        for (auto event : events) {
            event.id = static_cast<std::int64_t>(m_events.size()) + 1;
            m_events.push_back(std::move(event));
        }
    }

    [[nodiscard]] std::vector<gis::store::AccountEvent>
    events(std::size_t limit, std::optional<std::int64_t> before) const override {
        std::vector<gis::store::AccountEvent> page;
        for (auto event = m_events.rbegin(); event != m_events.rend() && page.size() < limit;
             ++event) {
            if (!before || event->id < *before) {
                page.push_back(*event);
            }
        }
        return page;
    }

private:
    using Data = gis::store::AccountData;

    template <class T, class Same>
    static void replace_or_add(std::vector<T>& list, const T& value, const Same& same) {
        const auto found = std::find_if(list.begin(), list.end(), same);
        if (found == list.end()) {
            list.push_back(value);
        } else {
            *found = value;
        }
    }
    template <class T>
    static void by_secret(std::vector<T>& list, const T& value) {
        replace_or_add(list, value, [&](const T& other) { return other.secret == value.secret; });
    }
    static void require_user(const Data& data, const std::string& name) {
        const bool known =
            std::any_of(data.users.begin(), data.users.end(),
                        [&](const auto& stored) { return stored.user.name == name; });
        if (!known) {
            throw gis::Error{
                gis::ErrorKind::storage, "store-refused", {"Không có.", "No such user."}};
        }
    }

    static void put(Data& data, const gis::store::StoredUser& stored) {
        replace_or_add(data.users, stored,
                       [&](const auto& other) { return other.user.name == stored.user.name; });
    }
    static void put(Data& data, const gis::store::StoredSession& session) {
        require_user(data, session.user);
        by_secret(data.sessions, session);
    }
    static void put(Data& data, const gis::store::ApplicationPassword& password) {
        require_user(data, password.user);
        by_secret(data.passwords, password);
    }
    static void put(Data& data, const gis::store::SetupLink& link) { by_secret(data.links, link); }
    static void put(Data& data, const gis::store::EndSession& end) {
        std::erase_if(data.sessions,
                      [&](const auto& session) { return session.secret == end.secret; });
    }
    static void put(Data& data, const gis::store::EndSetupLink& end) {
        std::erase_if(data.links, [&](const auto& link) { return link.secret == end.secret; });
    }

    Data m_data;
    std::vector<gis::store::AccountEvent> m_events;
};

} // namespace test_support
