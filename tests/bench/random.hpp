#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numbers>

namespace bench {

/// Pseudo-random numbers that are the same with every compiler and library (SplitMix64; the
/// distributions of the standard library are not).
class Random {
public:
    /// @param seed, a, b, c  one stream for each combination, so that any part of a set can be made
    /// without the others
    explicit Random(std::uint64_t seed, std::uint64_t a = 0, std::uint64_t b = 0,
                    std::uint64_t c = 0) noexcept
        : m_state(seed) {
        for (const auto part : {a, b, c}) {
            m_state = next() ^ (part * 0xd1342543de82ef95ULL);
        }
    }

    std::uint64_t next() noexcept {
        m_state += 0x9e3779b97f4a7c15ULL;
        auto z = m_state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// In [0, 1).
    double share() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    double between(double low, double high) noexcept { return low + (high - low) * share(); }

    /// In [0, count). @pre count > 0
    std::size_t below(std::size_t count) noexcept {
        return static_cast<std::size_t>(share() * static_cast<double>(count));
    }

    bool chance(double probability) noexcept { return share() < probability; }

    /// Mean 0, standard deviation 1 (Box and Muller).
    double normal() noexcept {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - share()));
        return radius * std::cos(2.0 * std::numbers::pi * share());
    }

    /// Position in a list of weights that sum up to 1.
    template <class Weights>
    std::size_t weighted(const Weights& weights) noexcept {
        double left = share();
        for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.size() - 1;
    }

private:
    std::uint64_t m_state;
};

} // namespace bench
