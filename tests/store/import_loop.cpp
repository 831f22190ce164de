// Imports `rows` roads again and again until it is killed: import_loop FOLDER ROWS. Writes one byte
// to standard output for each import that was acknowledged.
#include "gis/store/store.hpp"

#include "rows.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>

int main(int argc, char** argv) {
    if (argc != 3) {
        return EXIT_FAILURE;
    }
    auto draft =
        gis::store::testing::bulk_draft_of(gis::store::testing::many_roads(std::stoul(argv[2]), 5));
    const auto store = gis::store::open_store(argv[1], gis::store::Access::read_write);
    for (;;) {
        const auto base = store->revision();
        draft.key = {"import " + std::to_string(base.get()), ""};
        store->apply(draft, base);
        if (write(STDOUT_FILENO, ".", 1) != 1) {
            return EXIT_FAILURE;
        }
    }
}
