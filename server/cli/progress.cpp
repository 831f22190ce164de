#include "server/cli/progress.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace server::cli {

Progress::Progress(std::string what)
    : m_what(std::move(what)), m_terminal(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (m_terminal && m_shown) {
        std::fputs("\r\x1b[K", stderr); // the work is done: what follows is its result
    }
}

void Progress::update(std::int64_t done, std::int64_t total) {
    const auto now = Clock::now();
    const auto pause =
        m_terminal ? std::chrono::milliseconds{200} : std::chrono::milliseconds{5000};
    if (now - m_last < pause) {
        return;
    }
    m_last = now;
    m_shown = true;
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const double rate = static_cast<double>(done) / seconds;
    auto line = fmt::format("{}: {} ({:.0f}/s)", m_what, done, rate);
    if (total > 0 && rate > 0) {
        line = fmt::format("{}: {}/{} ({:.0f}/s, còn/left {:.0f} s)", m_what, done, total, rate,
                           static_cast<double>(total - done) / rate);
    }
    std::fputs(m_terminal ? ("\r" + line + "\x1b[K").c_str() : (line + "\n").c_str(), stderr);
}

} // namespace server::cli
