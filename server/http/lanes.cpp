#include "server/http/lanes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <exception>

namespace server::http {

namespace {

/// Edits of a group: more would keep the first of them waiting long.
constexpr std::size_t most_together = 64;
constexpr int writer_niceness = 5;

} // namespace

void Lanes::yield_to_readers() noexcept {
    // Linux has priorities by thread. Refused, it changes nothing but the order of work.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), writer_niceness));
}

std::vector<WaitingEdits::Waiting> WaitingEdits::take() {
    const std::scoped_lock lock{m_mutex};
    std::vector<Waiting> taken;
    while (!m_waiting.empty() && taken.size() < most_together) {
        taken.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
    }
    return taken;
}

void WaitingEdits::carry_out() noexcept {
    const auto edits = take();
    if (edits.empty()) {
        return;
    }
    try {
        m_together([&edits] {
            for (const auto& edit : edits) {
                edit.job->run();
            }
        });
    } catch (...) {
        // Also of those that changed nothing nobody knows whether their answer holds.
        for (const auto& edit : edits) {
            edit.job->response = answer_failure(std::current_exception(), *edit.job->request);
        }
    }
    for (const auto& edit : edits) {
        edit.finish();
    }
}

} // namespace server::http
