#include "server/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace server {

namespace {

using Text = std::shared_ptr<const std::string>;

Text event_text(std::int64_t revision, std::string_view name, std::string_view data) {
    return std::make_shared<const std::string>(
        fmt::format("id: {}\nevent: {}\ndata: {}\n\n", revision, name, data));
}

} // namespace

class Events::Listener final : public TextStream {
public:
    Listener(std::size_t most_waiting, std::chrono::steady_clock::time_point end)
        : m_most_waiting(most_waiting), m_end(end) {}

    std::optional<std::string> take() override {
        const std::scoped_lock lock{m_mutex};
        if (m_cut_off || (m_waiting.empty() && std::chrono::steady_clock::now() >= m_end)) {
            return std::nullopt; // the client connects again
        }
        std::string text;
        for (const auto& each : std::exchange(m_waiting, {})) {
            text += *each;
        }
        return text;
    }

    void set_wake(std::function<void()> wake) override {
        const std::scoped_lock lock{m_mutex};
        m_wake = std::move(wake);
    }

    void put(Text text) {
        const std::scoped_lock lock{m_mutex};
        if (m_waiting.size() >= m_most_waiting) {
            m_cut_off = true;
            m_waiting.clear();
        } else {
            m_waiting.push_back(std::move(text));
        }
        if (m_wake) {
            m_wake();
        }
    }

private:
    std::size_t m_most_waiting;
    std::chrono::steady_clock::time_point m_end;
    std::mutex m_mutex;
    std::deque<Text> m_waiting;
    std::function<void()> m_wake;
    bool m_cut_off = false;
};

void Events::publish(std::int64_t revision, std::string_view name, std::string_view data) {
    const auto text = event_text(revision, name, data);
    const std::scoped_lock lock{m_mutex};
    m_kept.push_back({revision, text});
    if (m_kept.size() > m_limits.kept) {
        m_kept.pop_front();
    }
    std::erase_if(m_listeners, [&](const std::weak_ptr<Listener>& each) {
        const auto listener = each.lock();
        if (listener) {
            listener->put(text);
        }
        return !listener;
    });
}

std::shared_ptr<TextStream> Events::listen(std::optional<std::int64_t> last_seen,
                                           const Present& present) {
    const std::scoped_lock lock{m_mutex};
    std::erase_if(m_listeners, [](const auto& each) { return each.expired(); });
    if (m_listeners.size() >= m_limits.listeners) {
        return nullptr;
    }
    auto listener = std::make_shared<Listener>(std::max(m_limits.waiting, m_limits.kept + 2),
                                               std::chrono::steady_clock::now() + m_limits.life);
    listener->put(event_text(present.revision, "proposals", present.proposals_data));
    // All that came after `last_seen` is kept when something that it had seen still is.
    const bool complete = last_seen && !m_kept.empty() && m_kept.front().revision <= *last_seen;
    if (complete) {
        for (const auto& event : m_kept) {
            if (event.revision > *last_seen) {
                listener->put(event.text);
            }
        }
    } else if (last_seen != present.revision) {
        listener->put(event_text(present.revision, "revision", present.revision_data));
    }
    m_listeners.push_back(listener);
    return listener;
}

std::size_t Events::listeners() const {
    const std::scoped_lock lock{m_mutex};
    return static_cast<std::size_t>(std::count_if(
        m_listeners.begin(), m_listeners.end(), [](const auto& each) { return !each.expired(); }));
}

} // namespace server
