// Stands in for libFuzzer where there is none: runs a fuzz target over its seed files and over
// mutations of them, the same ones every time.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr int mutations_per_seed = 500;

Input read(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

Input mutated(Input input, std::mt19937& random) {
    const auto below = [&](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>{0, count - 1}(random);
    };
    for (auto edits = 1 + below(4); edits > 0; --edits) {
        if (input.empty()) {
            input.push_back(0);
        }
        const auto at = static_cast<std::ptrdiff_t>(below(input.size()));
        switch (below(5)) {
        case 0: // flip a bit
            input[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1U << below(8));
            break;
        case 1: // a byte that parsers like to trip over
            input[static_cast<std::size_t>(at)] =
                std::vector<std::uint8_t>{0x00, 0xff, 0x7f, 0x80, '"', '{', '%', '\n'}[below(8)];
            break;
        case 2: // cut off the end
            input.resize(static_cast<std::size_t>(at));
            break;
        case 3: // drop a byte
            input.erase(input.begin() + at);
            break;
        default: // repeat a stretch
            const Input stretch(input.begin() + at, input.end());
            input.insert(input.end(), stretch.begin(), stretch.end());
            break;
        }
    }
    return input;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "usage: " << arguments[0] << " CORPUS_FOLDER\n";
        return EXIT_FAILURE;
    }
    std::mt19937 random{1};
    std::size_t seeds = 0;
    for (const auto& entry : std::filesystem::directory_iterator{arguments[1]}) {
        const auto seed = read(entry.path());
        ++seeds;
        LLVMFuzzerTestOneInput(seed.data(), seed.size());
        for (int i = 0; i < mutations_per_seed; ++i) {
            const auto input = mutated(seed, random);
            LLVMFuzzerTestOneInput(input.data(), input.size());
        }
    }
    std::cout << seeds << " seeds, " << seeds * (mutations_per_seed + 1) << " inputs\n";
    return seeds > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
