#pragma once

#include "gis/core/error.hpp"

#include <cstdint>

namespace gis::store {

/// Error{storage, "read-only-store"}
[[nodiscard]] Error read_only_store();

/// Whether a store may be written. After a failed flush nobody knows what is on the disk: no more
/// writing until a restart has looked.
class WriteSwitch {
public:
    enum class State : std::uint8_t { on, read_only, stopped };

    explicit WriteSwitch(State state) : m_state(state) {}

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
            }
            throw;
        }
    }

private:
    void require_on() const;

    State m_state;
};

} // namespace gis::store
