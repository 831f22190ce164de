// Measures one thing on one synthetic set and prints a figure a line; run.py makes the table.
#include "gis/core/allocation.hpp"
#include "tests/bench/benches.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <string>

namespace {

const std::map<std::string, void (*)(const bench::Setting&)>& measurements() {
    static const std::map<std::string, void (*)(const bench::Setting&)> all{
        {"check", bench::check_set},
        {"ledger", bench::bench_ledger},
        {"prepare", bench::prepare_store},
        {"start", bench::bench_start},
        {"edit", bench::bench_edit},
        {"tiles", bench::bench_tiles},
        {"files", bench::write_files},
        {"import", bench::bench_import},
        {"export", bench::bench_export},
        {"coverage", bench::bench_coverage},
        {"peer-files", bench::write_peer_files},
    };
    return all;
}

} // namespace

int main(int argc, char** argv) {
    gis::keep_freed_memory(); // as the server does
    const auto found = argc == 4 ? measurements().find(argv[1]) : measurements().end();
    if (found == measurements().end()) {
        std::cerr << "usage: atlas_bench MEASUREMENT SET FOLDER\nmeasurements:";
        for (const auto& [name, measure] : measurements()) {
            std::cerr << ' ' << name;
        }
        std::cerr << '\n';
        return 2;
    }
    try {
        std::cout.precision(9);
        const bench::Setting setting{bench::synthetic_size(argv[2]), argv[3], NTM_SOURCE_DIR};
        std::filesystem::create_directories(setting.folder);
        found->second(setting);
    } catch (const std::exception& error) {
        std::cerr << "atlas_bench: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
