#pragma once

#include <functional>
#include <optional>
#include <string>

namespace server {

/// Text that comes bit by bit while its connection lives, such as server-sent events.
class TextStream {
public:
    virtual ~TextStream() = default;

    /// What has come since the last call; empty: nothing yet; absent: the end.
    [[nodiscard]] virtual std::optional<std::string> take() = 0;
    /// `wake` is called, on any thread and shortly, whenever take() has something new; an empty
    /// function ends that. Returns when no call is under way.
    virtual void set_wake(std::function<void()> wake) = 0;

protected:
    TextStream() = default;
    TextStream(const TextStream&) = default;
    TextStream& operator=(const TextStream&) = default;
    TextStream(TextStream&&) = default;
    TextStream& operator=(TextStream&&) = default;
};

} // namespace server
