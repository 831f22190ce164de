#include "server/http/lanes.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <exception>

namespace server::http {

namespace {

/// Edits of a group: more would keep the first of them waiting long.
constexpr std::size_t most_together = 64;
constexpr int writer_niceness = 10;

} // namespace

void Lanes::yield_to_readers() noexcept {
    // Linux has priorities by thread. Refused, it changes nothing but the order of work.
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), writer_niceness));
}

void Lanes::start(Lane lane, Job& job, std::function<void()> finish) {
    const auto number = static_cast<std::size_t>(lane);
    m_metrics.job_posted(number);
    auto done = [this, number, &job, finish = std::move(finish)]() mutable {
        m_metrics.job_done(number);
        if (job.response.remainder) {
            start(job.response.remainder->lane, job, std::move(finish));
        } else {
            finish();
        }
    };
    if (lane != Lane::edits) {
        post(lane, [&job, done = std::move(done)]() mutable {
            job.run();
            done();
        });
    } else if (m_edits.add(job, std::move(done))) {
        post(lane, [this] { m_edits.carry_out(); });
    }
}

void WaitingEdits::carry_out() noexcept {
    std::vector<Waiting> taken;
    {
        const std::scoped_lock lock{m_mutex};
        taken.swap(m_waiting);
    }
    for (std::span<const Waiting> rest{taken}; !rest.empty();) {
        const auto group = rest.first(std::min(rest.size(), most_together));
        carry_out(group);
        rest = rest.subspan(group.size());
    }
}

void WaitingEdits::carry_out(std::span<const Waiting> edits) noexcept {
    try {
        m_together([edits] {
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
        edit.done();
    }
}

} // namespace server::http
