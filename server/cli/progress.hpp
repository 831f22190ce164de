#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace server::cli {

/// Says on stderr how far long work has come: a line that renews itself on a terminal, a plain line
/// every five seconds elsewhere.
class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    Progress(Progress&&) = delete;
    Progress& operator=(Progress&&) = delete;

    /// @param total  0 when not known
    void update(std::int64_t done, std::int64_t total);

private:
    using Clock = std::chrono::steady_clock;

    std::string m_what;
    bool m_terminal;
    bool m_shown = false;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_last = m_start;
};

} // namespace server::cli
