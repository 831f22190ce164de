#pragma once

#include "server/dispatch.hpp"
#include "server/http/asio.hpp"
#include "server/metrics.hpp"
#include "server/router.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace server::http {

/// A request on its way through lanes. Lives in the session that waits for it.
struct Job {
    const Route* route = nullptr;
    const Request* request = nullptr;
    Response response; ///< between two lanes: what the first one left, with its remainder

    void run() noexcept {
        response = response.remainder ? dispatch_remainder(response, *route, *request)
                                      : dispatch(*route, *request);
    }
};

/// Edits that wait for the writer. Those that came while it was at work are carried out as one
/// group: one flush of the disk and one new version of the atlas for all of them.
class WaitingEdits {
public:
    using Together = std::function<void(const std::function<void()>&)>;

    explicit WaitingEdits(Together together) : m_together(std::move(together)) {}

    /// @param done  called when the edit is durable or refused
    /// @return whether it is the first that waits: somebody has to call carry_out()
    [[nodiscard]] bool add(Job& job, std::function<void()> done) {
        const std::scoped_lock lock{m_mutex};
        m_waiting.push_back({&job, std::move(done)});
        return m_waiting.size() == 1;
    }

    /// Carries out what waits; nothing when an earlier call has. On the writer's thread.
    void carry_out() noexcept;

private:
    struct Waiting {
        Job* job;
        std::function<void()> done;
    };

    void carry_out(std::span<const Waiting> edits) noexcept;

    Together m_together;
    std::mutex m_mutex;
    std::vector<Waiting> m_waiting;
};

/// The worker pool and what runs on it one after another.
class Lanes {
public:
    Lanes(unsigned workers, WaitingEdits::Together together, Metrics& metrics)
        : m_metrics(metrics), m_pool(workers), m_files(m_pool.get_executor()),
          m_edits(std::move(together)) {
        net::post(m_writer, yield_to_readers);
        net::post(m_effects, yield_to_readers);
    }

    /// Runs a job on a lane, what that leaves of its answer on the next, and so on to the end.
    /// @param finish  called then, from any thread
    void start(Lane lane, Job& job, std::function<void()> finish);

    template <class Work>
    void post(Lane lane, Work work) {
        switch (lane) {
        case Lane::write:
        case Lane::edits:
            net::post(m_writer, std::move(work));
            break;
        case Lane::effects:
            net::post(m_effects, std::move(work));
            break;
        case Lane::files:
            net::post(m_files, std::move(work));
            break;
        case Lane::password:
            net::post(m_passwords, std::move(work));
            break;
        case Lane::io:
        case Lane::read:
            net::post(m_pool, std::move(work));
            break;
        }
    }

    /// Each may still post to those below it.
    void join() {
        m_passwords.join();
        m_pool.join();
        m_writer.join();
        m_effects.join();
    }

private:
    using Strand = net::strand<net::thread_pool::executor_type>;

    /// Lowers the priority of the thread that calls it: many edits at once must not slow down those
    /// who look at the map.
    static void yield_to_readers() noexcept;

    Metrics& m_metrics;
    net::thread_pool m_pool;
    net::thread_pool m_writer{1}; ///< the single writer
    net::thread_pool m_effects{1};
    Strand m_files;
    WaitingEdits m_edits;
    net::thread_pool m_passwords{1}; ///< never the workers: a storm of sign-ins must not stop tiles
};

/// Starts a job on a lane; the completion handler runs on the I/O thread. An initiation in Asio's
/// sense; always a named object (g++ 12 corrupts the heap when a capturing temporary stands inside
/// a co_await expression).
struct StartJob {
    Lanes* lanes;
    Lane lane;
    Job* job;
    IoExecutor io;

    template <class Completion>
    void operator()(Completion&& completion) const {
        // A completion handler can be moved only, a std::function wants to be copied.
        auto waiting = std::make_shared<Finish<std::decay_t<Completion>>>(
            std::forward<Completion>(completion), net::make_work_guard(io));
        lanes->start(lane, *job, [waiting] { (*waiting)(); });
    }

private:
    template <class Completion>
    struct Finish {
        Finish(Completion handler, net::executor_work_guard<IoExecutor> guard)
            : completion(std::move(handler)), io(std::move(guard)) {}

        void operator()() { net::post(io.get_executor(), std::move(completion)); }

        Completion completion;
        net::executor_work_guard<IoExecutor> io;
    };
};

} // namespace server::http
