#pragma once

#include "tests/bench/synthetic.hpp"

#include <filesystem>

namespace bench {

/// What is measured and where files go.
struct Setting {
    SyntheticSize size;
    std::filesystem::path folder;  ///< of this set, below build/bench
    std::filesystem::path project; ///< root of the source tree, for data/
};

/// Checks that a set is what it says: valid borders, hamlets that fill their communes.
/// @throws std::runtime_error when a border is not valid
void check_set(const Setting& setting);

/// Road ledger of the whole set, on one thread and on two.
void bench_ledger(const Setting& setting);

} // namespace bench
