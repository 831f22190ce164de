#pragma once

#include "server/text_stream.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// Tells listeners what happens, as server-sent events. An event belongs to a revision, which is
/// its id: a client that comes back with `Last-Event-ID` gets what it missed, or is told to look at
/// everything anew. Has its own locks.
class Events {
public:
    struct Limits {
        std::size_t listeners = 200;
        std::size_t waiting = 64; ///< events that a slow listener may be behind; then it is cut off
        std::size_t kept = 256;   ///< events that a client that comes back may have missed
        std::chrono::steady_clock::duration life = std::chrono::minutes{30}; ///< of a connection
    };

    explicit Events(Limits limits) : m_limits(limits) {}
    Events() : Events(Limits{}) {}

    /// @param name  "revision" or "proposals"
    /// @param data  one line
    void publish(std::int64_t revision, std::string_view name, std::string_view data);

    /// How things stand when somebody begins to listen.
    struct Present {
        std::int64_t revision = 0;
        std::string_view revision_data;
        std::string_view proposals_data;
    };

    /// A new listener; null when there are too many. It begins with the event "proposals" of the
    /// present and with what came after `last_seen`; when that is not kept any more, or nothing was
    /// seen, with the event "revision" of the present.
    [[nodiscard]] std::shared_ptr<TextStream> listen(std::optional<std::int64_t> last_seen,
                                                     const Present& present);

    [[nodiscard]] std::size_t listeners() const;

private:
    class Listener;
    struct Event {
        std::int64_t revision = 0;
        std::shared_ptr<const std::string> text;
    };

    Limits m_limits;
    mutable std::mutex m_mutex;
    std::vector<std::weak_ptr<Listener>> m_listeners;
    std::deque<Event> m_kept;
};

} // namespace server
