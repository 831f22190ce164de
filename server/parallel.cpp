#include "server/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace server {

gis::ParallelFor parallel_on(unsigned threads) {
    return [threads](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::atomic<std::size_t> next{0};
        std::mutex mutex;
        std::exception_ptr failure;
        const auto work = [&] {
            for (auto i = next++; i < count; i = next++) {
                try {
                    body(i);
                } catch (const std::exception&) {
                    next = count;
                    const std::scoped_lock lock{mutex};
                    failure = failure ? failure : std::current_exception();
                }
            }
        };
        {
            std::vector<std::jthread> helpers;
            const auto wanted = std::min<std::size_t>(threads, count);
            for (std::size_t i = 1; i < wanted; ++i) {
                helpers.emplace_back(work);
            }
            work();
        }
        if (failure) {
            std::rethrow_exception(failure);
        }
    };
}

} // namespace server
