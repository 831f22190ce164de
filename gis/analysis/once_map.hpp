#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <future>
#include <limits>
#include <memory>
#include <mutex>
#include <utility>

namespace gis::analysis {

/// Keeps the last few values that were made. A value is made once even when several threads
/// ask for it together; while one makes it the others wait. Safe to use from several threads.
template <class Key, class Value>
class OnceMap {
public:
    explicit OnceMap(std::size_t most) : m_most(most) {}

    /// Bounded by what the values take: those made first go until the others weigh no more. The
    /// one made last stays, whatever it weighs.
    OnceMap(std::size_t most_weight, std::function<std::size_t(const Value&)> weight)
        : m_most_weight(most_weight), m_weight(std::move(weight)) {}

    /// @throws what make() throws; then the next who asks tries again
    std::shared_ptr<const Value> get(const Key& key, const std::function<Value()>& make) {
        std::promise<std::shared_ptr<const Value>> promise;
        {
            std::unique_lock lock{m_mutex};
            for (const auto& entry : m_entries) {
                if (entry.first == key) {
                    const auto future = entry.second;
                    lock.unlock();
                    return future.get();
                }
            }
            m_entries.emplace_back(key, promise.get_future().share());
            if (m_entries.size() > m_most) {
                m_entries.pop_front();
            }
        }
        try {
            const auto value = std::make_shared<const Value>(make());
            promise.set_value(value);
            drop_earlier(key);
            drop_weight();
            return value;
        } catch (...) {
            forget(key); // first, so that find() and carry() never meet a failure
            promise.set_exception(std::current_exception());
            throw;
        }
    }

    /// The value when it is there already, else null; never waits.
    [[nodiscard]] std::shared_ptr<const Value> find(const Key& key) const {
        const std::scoped_lock lock{m_mutex};
        for (const auto& [known, future] : m_entries) {
            if (known == key &&
                future.wait_for(std::chrono::seconds{0}) == std::future_status::ready) {
                return future.get();
            }
        }
        return nullptr;
    }

    /// Of all values that are made and kept; 0 in a map that is bounded by their number.
    [[nodiscard]] std::size_t weight() const {
        const std::scoped_lock lock{m_mutex};
        std::size_t sum = 0;
        for (const auto& entry : m_entries) {
            sum += weight_of(entry.second);
        }
        return sum;
    }

    /// Takes over what another map has finished, to be found by earlier().
    void carry(const OnceMap& other) {
        const std::scoped_lock lock{m_mutex, other.m_mutex};
        m_earlier = other.m_earlier;
        for (const auto& [key, future] : other.m_entries) {
            if (future.wait_for(std::chrono::seconds{0}) == std::future_status::ready) {
                std::erase_if(m_earlier, [&](const auto& entry) { return entry.first == key; });
                m_earlier.emplace_back(key, future);
            }
        }
        while (m_earlier.size() > m_most) {
            m_earlier.pop_front();
        }
    }

    /// The value that was carried over for a key, or null.
    [[nodiscard]] std::shared_ptr<const Value> earlier(const Key& key) const {
        const std::scoped_lock lock{m_mutex};
        for (const auto& [known, future] : m_earlier) {
            if (known == key) {
                return future.get();
            }
        }
        return nullptr;
    }

private:
    using Future = std::shared_future<std::shared_ptr<const Value>>;
    using Entries = std::deque<std::pair<Key, Future>>;

    /// 0 while it is being made.
    [[nodiscard]] std::size_t weight_of(const Future& future) const {
        const bool made =
            m_weight && future.wait_for(std::chrono::seconds{0}) == std::future_status::ready;
        return made ? m_weight(*future.get()) : 0;
    }

    void drop_weight() {
        if (!m_weight) {
            return;
        }
        const std::scoped_lock lock{m_mutex};
        std::size_t sum = 0;
        Entries kept;
        for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
            const auto weight = weight_of(entry->second);
            sum += weight;
            if (weight == 0 || weight == sum || sum <= m_most_weight) {
                kept.push_front(*entry);
            }
        }
        m_entries = std::move(kept);
    }

    void drop_earlier(const Key& key) {
        const std::scoped_lock lock{m_mutex};
        std::erase_if(m_earlier, [&](const auto& entry) { return entry.first == key; });
    }

    void forget(const Key& key) {
        const std::scoped_lock lock{m_mutex};
        std::erase_if(m_entries, [&](const auto& entry) { return entry.first == key; });
    }

    std::size_t m_most = std::numeric_limits<std::size_t>::max();
    std::size_t m_most_weight = 0;
    std::function<std::size_t(const Value&)> m_weight; ///< none: bounded by number
    mutable std::mutex m_mutex;
    Entries m_entries;
    Entries m_earlier;
};

} // namespace gis::analysis
