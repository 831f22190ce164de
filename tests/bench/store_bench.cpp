// How fast an import is written and the atlas is loaded: store_bench FOLDER [ROADS [VERTICES]]
#include "gis/store/store.hpp"
#include "tests/store/rows.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <utility>

namespace {

template <class Work>
auto timed(const char* what, std::size_t roads, Work work) {
    const auto start = std::chrono::steady_clock::now();
    const auto cpu_start = std::clock();
    auto result = work();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const auto cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
    std::cout << what << ": " << seconds.count() << " s (" << cpu << " s of CPU), "
              << static_cast<double>(roads) / seconds.count() << " roads/s\n";
    return result;
}

} // namespace

int main(int argc, char** argv) {
    using namespace gis::store;
    const auto folder = argc > 1 ? argv[1] : "store-bench";
    const std::size_t roads = argc > 2 ? std::stoul(argv[2]) : 100000;
    const std::size_t vertices = argc > 3 ? std::stoul(argv[3]) : 35;
    const auto draft = testing::bulk_draft_of(testing::many_roads(roads, vertices));
    {
        const auto store = open_store(folder, Access::read_write);
        timed("apply", roads, [&] { return store->apply(draft, store->revision()); });
        timed("load (writer)", roads, [&] { return store->load(); });
    }
    const auto store = timed("open", roads, [&] { return open_store(folder, Access::read_only); });
    const auto data = timed("load (reader)", roads, [&] { return store->load(); });
    std::cout << data.roads.size() << " roads in the store\n";
    return EXIT_SUCCESS;
}
