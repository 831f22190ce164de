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

/// Writes the set into a new store as one bulk changeset; `start` and `edit` need it.
void prepare_store(const Setting& setting);

/// From a store on the disk to everything that a server needs to answer.
void bench_start(const Setting& setting);

/// From a surface record to a report that knows it; the store's write stands apart, since most of
/// it is waiting for the disk.
void bench_edit(const Setting& setting);

/// Tiles that nobody has asked for before, by zoom and mixed.
void bench_tiles(const Setting& setting);

/// Writes the set as GeoJSON sequences, from which run.py makes `atlas.gpkg` and shapefiles.
void write_files(const Setting& setting);

/// From those files to a store and a snapshot that hold the roads.
void bench_import(const Setting& setting);

/// All roads into a zipped shapefile in EPSG:9212, one feature a surface interval.
void bench_export(const Setting& setting);

/// Who reaches what: the road graph, coverage of all people, the Rural Access Index, what-if.
void bench_coverage(const Setting& setting);

/// Writes what peers of coverage need beside the roads, and our answers: points, schools, hardened
/// stretches and hamlets as CSV without headers.
void write_peer_files(const Setting& setting);

} // namespace bench
