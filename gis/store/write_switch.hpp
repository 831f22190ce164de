#pragma once

#include "gis/core/error.hpp"

#include <cstdint>
#include <functional>
#include <utility>

namespace gis::store {

/// Error{storage, "read-only-store"}
[[nodiscard]] Error read_only_store();

/// Whether a store may be written. After a failed flush nobody knows what is on the disk: no more
/// writing until a restart has looked.
class WriteSwitch {
public:
    enum class State : std::uint8_t { on, read_only, stopped };

    /// @param on_full  called when the disk is full, to make room; may be empty
    explicit WriteSwitch(State state, std::function<void()> on_full = {})
        : m_state(state), m_on_full(std::move(on_full)) {}

    /// Does `work`, which writes. @throws Error{storage} with "read-only-store" or
    /// "writing-stopped", and what `work` throws
    template <class Work>
    auto run(const Work& work) {
        require_on();
        try {
            return work();
        } catch (const Error& error) {
            if (error.code() == "store-failed") {
                m_state = State::stopped;
            } else if (error.kind() == ErrorKind::no_space && m_on_full) {
                m_on_full();
            }
            throw;
        }
    }

private:
    void require_on() const;

    State m_state;
    std::function<void()> m_on_full;
};

} // namespace gis::store
