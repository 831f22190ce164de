#pragma once

#include "server/dispatch.hpp"
#include "server/http/asio.hpp"
#include "server/router.hpp"

#include <utility>

namespace server::http {

/// A request on its way through a lane. Lives in the session that waits for it.
struct Job {
    const Route* route = nullptr;
    const Request* request = nullptr;
    Response response; ///< of a second lane: what the first one left, with its remainder

    void run() noexcept {
        response = response.remainder ? dispatch_remainder(response, *route, *request)
                                      : dispatch(*route, *request);
    }
};

/// The worker pool and what runs on it one after another.
class Lanes {
public:
    explicit Lanes(unsigned workers)
        : m_pool(workers), m_write(m_pool.get_executor()), m_files(m_pool.get_executor()) {}

    template <class Work>
    void post(Lane lane, Work work) {
        switch (lane) {
        case Lane::write:
            net::post(m_write, std::move(work));
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

    void join() {
        m_passwords.join(); // may still post to the others
        m_pool.join();
    }

private:
    using Strand = net::strand<net::thread_pool::executor_type>;

    net::thread_pool m_pool;
    Strand m_write;
    Strand m_files;
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
        lanes->post(lane, Run<std::decay_t<Completion>>{job, std::forward<Completion>(completion),
                                                        net::make_work_guard(io)});
    }

private:
    template <class Completion>
    struct Run {
        Job* job;
        Completion completion;
        net::executor_work_guard<IoExecutor> io;

        void operator()() {
            job->run();
            net::post(io.get_executor(), std::move(completion));
        }
    };
};

} // namespace server::http
