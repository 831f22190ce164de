#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace gis {

/// The current version of an immutable value. Readers take a shared pointer and work on it without
/// any lock; a writer puts a new version in its place. A mutex guards the pointer alone, for the
/// length of a copy.
template <class T>
class Published {
public:
    Published() = default;
    explicit Published(std::shared_ptr<const T> value) : m_value(std::move(value)) {}

    /// The version now in force; null before the first set().
    [[nodiscard]] std::shared_ptr<const T> get() const {
        const std::scoped_lock lock{m_mutex};
        return m_value;
    }

    void set(std::shared_ptr<const T> value) {
        {
            const std::scoped_lock lock{m_mutex};
            m_value.swap(value);
        }
        // The old version, if this was its last owner, is destroyed here, outside the lock.
    }

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const T> m_value;
};

} // namespace gis
