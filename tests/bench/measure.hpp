#pragma once

#include "gis/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace bench {

/// Wall-clock seconds that `work()` takes.
template <class Work>
[[nodiscard]] double seconds_of(Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    std::forward<Work>(work)();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds of CPU that the whole process spends while `work()` runs: on a machine with other work
/// less of a lottery than the clock on the wall.
template <class Work>
[[nodiscard]] double cpu_seconds_of(Work&& work) {
    const auto start = std::clock();
    std::forward<Work>(work)();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The same work measured several times.
class Samples {
public:
    void add(double value) { m_values.push_back(value); }

    /// The value below which a share of the samples lies; 0 without samples.
    [[nodiscard]] double quantile(double share) const {
        if (m_values.empty()) {
            return 0;
        }
        auto sorted = m_values;
        std::sort(sorted.begin(), sorted.end());
        const auto last = static_cast<double>(sorted.size() - 1);
        return sorted[static_cast<std::size_t>(share * last + 0.5)];
    }

    [[nodiscard]] double median() const { return quantile(0.5); }

private:
    std::vector<double> m_values;
};

/// Median seconds of `work()` over `times` runs.
template <class Work>
[[nodiscard]] double median_seconds(int times, Work work) {
    Samples samples;
    for (int i = 0; i < times; ++i) {
        samples.add(seconds_of(work));
    }
    return samples.median();
}

/// One figure on its own line of stdout, for run.py to read.
inline void report(std::string_view name, double value) {
    std::cout << name << ' ' << value << std::endl;
}

/// Resident memory of this process in megabytes, now or at its highest ("VmRSS", "VmHWM").
[[nodiscard]] inline double memory_mb(const std::string& what) {
    std::ifstream status{"/proc/self/status"};
    std::string key;
    while (status >> key) {
        if (key == what + ":") {
            double kibibytes = 0; // whatever the file calls them
            status >> kibibytes;
            return kibibytes * 1024 / 1e6;
        }
        std::getline(status, key);
    }
    return 0;
}

/// Spreads work over `threads` threads that are started for each call.
[[nodiscard]] inline gis::ParallelFor on_threads(std::size_t threads) {
    return [threads](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (auto i = next++; i < count; i = next++) {
                body(i);
            }
        };
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(threads, count); ++i) {
            helpers.emplace_back(work);
        }
        work();
    };
}

} // namespace bench
