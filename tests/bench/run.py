#!/usr/bin/env python3
"""Runs the benchmarks of one synthetic set and prints one markdown table. Called by script/bench."""
import argparse
import os
import pathlib
import platform
import subprocess
import sys

import coverage_peers
import crowd_load
import http_load
import peers
import write_load

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build" / "bench"


def measure(what, size, folder):
    """Figures of one measurement of atlas_bench, by name."""
    print(f"bench: {what} {size}", file=sys.stderr)
    program = BUILD / "tests" / "bench" / "atlas_bench"
    output = subprocess.run([program, what, size, folder], check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (line.split() for line in output.stdout.splitlines())}


def number(value):
    """Three significant digits, thousands with a thin gap."""
    if value >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


class Table:
    """Rows of name, ours, peer, ratio, target."""

    def __init__(self):
        self.rows = []

    def add(self, name, ours, unit, peer=None, target=""):
        """peer: (name, value in the same unit); the ratio is ours to the peer's, over 1 is better."""
        faster_is_more = unit.endswith("/s")
        peer_text, ratio = "", ""
        if peer and peer[1]:
            peer_text = f"{number(peer[1])} {unit} ({peer[0]})"
            ratio = ours / peer[1] if faster_is_more else peer[1] / ours
            ratio = f"{number(ratio)}×"
        ours_text = f"{number(ours)} {unit}" if ours is not None else "–"
        self.rows.append((name, ours_text, peer_text, ratio, target))

    def print(self):
        print("| name | ours | peer | ratio | target |\n|---|--:|--:|--:|--:|")
        for row in self.rows:
            print("| " + " | ".join(row) + " |")


def make_files(size, folder):
    """GeoPackage and shapefiles in EPSG:9212, from the generator's GeoJSON; kept between runs."""
    if (folder / "atlas.gpkg").exists():
        return
    measure("files", size, folder)
    unfinished = folder / "unfinished.gpkg"
    unfinished.unlink(missing_ok=True)
    for layer in ("communes", "hamlets", "roads"):
        update = ["-update"] if unfinished.exists() else []
        peers.run(["ogr2ogr", "-q", "-f", "GPKG", *update, "-s_srs", "EPSG:4326", "-t_srs", "EPSG:9212",
                   "-nln", layer, unfinished, folder / f"{layer}.geojsonl"])
        (folder / f"{layer}.shp").unlink(missing_ok=True)
        peers.run(["ogr2ogr", "-q", "-lco", "ENCODING=UTF-8", folder / f"{layer}.shp", unfinished, layer])
    unfinished.rename(folder / "atlas.gpkg")


def add_library_rows(table, size, folder, with_peers):
    ledger = measure("ledger", size, folder)
    target = {"province": "0.3 s", "nation": "6 s"}.get(size, "")
    table.add("road ledger, 1 thread", ledger["ledger_1_thread_s"], "s",
              with_peers and peers.spatialite_ledger(folder, size))
    table.add("road ledger, 2 threads", ledger["ledger_2_threads_s"], "s",
              with_peers and peers.postgis_ledger(folder, size), target)
    prepared = measure("prepare", size, folder)
    table.add("write a bulk changeset", prepared["apply_roads_per_s"], "roads/s")
    start = measure("start", size, folder)
    for part in ("load", "snapshot", "ledger", "tiles"):
        table.add(f"start: {part}", start[f"{part}_s"], "s")
    table.add("start: ready", start["ready_s"], "s", target="3 s" if size == "province" else "")
    table.add("memory once ready (RSS)", start["rss_mb"], "MB")
    edit = measure("edit", size, folder)
    table.add("edit → snapshot, ledger, report", edit["edit_to_report_ms"], "ms", target="5 ms")
    table.add("edit → snapshot, ledger, report, p99", edit["edit_to_report_ms_p99"], "ms")
    table.add("edit: durable in the store", edit["edit_store_ms"], "ms")
    table.add("edit: of which a sync of this disk", edit["disk_sync_ms"], "ms")
    table.add("edit → tile set", edit["edit_tiles_ms"], "ms", target="50 ms")
    table.add("report of all hamlets", edit["report_all_hamlets_ms"], "ms")


def add_coverage_rows(table, size, folder, with_peers):
    figures = measure("coverage", size, folder)
    times = coverage_peers.measure(folder, size, measure("peer-files", size, folder)) if with_peers else {}
    whole = ("pgRouting, roads cut before, people not attached", times.get("reach"))
    graph, access = ("pgRouting, roads cut before", times.get("reach")), ("PostGIS SQL", times.get("access_index"))
    share = 100 * figures["covered"] / figures["population"]
    targets = {"province": {"network_coverage": "0.2 s", "access_index": "0.7 s", "edit": "200 ms"},
               "nation": {"network_coverage": "10 s", "peak": "6 GB"}, "district": {"edit": "20 ms"}}[size]
    name = f"network coverage ({number(figures['points'])} points, {number(figures['schools'])} schools, {share:.1f} %)"
    table.add(name, figures["network_coverage_s"], "s", whole, target=targets.get("network_coverage", ""))
    table.add("network coverage, CPU", figures["network_coverage_cpu_s"], "s")
    table.add("graph and distances of its nodes", figures["graph_distances_s"], "s", graph,
              target={"province": "15×", "nation": "20×"}.get(size, ""))
    for part, text in (("population", "points of people"), ("grids", "roads by place"),
                       ("graph_and_attachments", "graph, points on it"), ("reach", "distances"), ("report", "report")):
        table.add(f"network coverage: {text}", figures[f"{part}_s"], "s")
    table.add("straight coverage", figures["straight_coverage_s"], "s")
    table.add("rural access index", figures["access_index_s"], "s", access, target=targets.get("access_index", ""))
    table.add("rural access index, CPU", figures["access_index_cpu_s"], "s")
    table.add("what if: one more school", 1000 * figures["what_if_facility_s"], "ms", target="50 ms")
    for edit, text in (("edit_road", "edit of a road → network coverage"),
                       ("edit_school", "edit of a school → network coverage"),
                       ("edit_school_straight", "edit of a school → straight coverage"),
                       ("edit_surface_straight", "edit of a surface → straight coverage"),
                       ("edit_surface_all_season", "edit of a surface → coverage, all-season roads"),
                       ("edit_surface_access_index", "edit of a surface → rural access index")):
        if f"{edit}_ms" in figures:
            table.add(text, figures[f"{edit}_ms"], "ms", target=targets.get("edit", ""))
    table.add("network coverage: memory at the peak, atlas included (RSS)", figures["network_coverage_peak_mb"], "MB",
              target=targets.get("peak", ""))


def add_tile_rows(table, size, folder, with_peers):
    tiles = measure("tiles", size, folder)
    peer_times = with_peers and peers.postgis_tiles(folder, size)
    other_times = with_peers and peers.geojson_vt_tiles(folder, size)
    targets = {14: "0.2 ms", 10: "5 ms"}
    for zoom in (8, 10, 12, 14):
        size_text = f"{tiles[f'z{zoom}_gzip_bytes'] / 1000:.1f} KB gzip, {tiles[f'z{zoom}_tiles']:.0f} tiles"
        table.add(f"cold tile z{zoom}, median ({size_text})", tiles[f"z{zoom}_ms"], "ms",
                  peer_times and ("PostGIS ST_AsMVT", peer_times.get(zoom)), targets.get(zoom, ""))
        if other_times:
            table.add(f"cold tile z{zoom}, median", tiles[f"z{zoom}_ms"], "ms",
                      ("geojson-vt", other_times.get(zoom)))
        table.add(f"cold tile z{zoom}, p99", tiles[f"z{zoom}_ms_p99"], "ms")
        table.add(f"cold tile z{zoom}, CPU", tiles[f"z{zoom}_cpu_ms"], "ms")
    table.add("mixed z8..z16, 16 clients, gzip, no cache", tiles["mixed_tiles_per_s"], "tiles/s")


def add_file_rows(table, size, folder, with_peers):
    make_files(size, folder)
    figures = measure("import", size, folder)
    for file_format, name in (("gpkg", "GeoPackage"), ("shp", "shapefile")):
        table.add(f"import roads from {name}, EPSG:9212", figures[f"{file_format}_roads_per_s"], "roads/s",
                  with_peers and peers.ogr_import(folder, file_format, figures[f"{file_format}_roads"]))
    exported = measure("export", size, folder)
    table.add("export roads, shp.zip, EPSG:9212", exported["export_features_per_s"], "features/s",
              with_peers and peers.ogr_export(folder))


def add_http_rows(table, size, folder, with_peers):
    if not (folder / "store").exists():
        measure("prepare", size, folder)
    if not (folder / "tiles.txt").exists():
        measure("tiles", size, folder)
    http_load.add_rows(table, folder, BUILD, with_peers)


def add_load_rows(table, size, folder, with_peers):
    if not (folder / "store").exists():
        measure("prepare", size, folder)
    if not (folder / "tiles.txt").exists():
        measure("tiles", size, folder)
    write_load.add_rows(table, folder, BUILD)
    crowd_load.add_rows(table, BUILD)


def version_of(command, word):
    """The word of a program's version line, or nothing without the program."""
    try:
        output = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return (output.stdout + output.stderr).split()[word].strip(",")


def describe_machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    commit = subprocess.run(["git", "-C", PROJECT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True,
                            check=False).stdout.strip()
    date = subprocess.run(["date", "+%Y-%m-%d %H:%M"], capture_output=True, text=True, check=True).stdout.strip()
    versions = {"GDAL": version_of(["ogr2ogr", "--version"], 1), "PostgreSQL": version_of(["psql", "--version"], 2),
                "Node": version_of(["node", "--version"], 0), "nginx": version_of(["nginx", "-v"], 2)}
    load = os.getloadavg()[0]
    print(f"\n{date}, commit {commit}; {os.cpu_count()} × {model}, Linux {platform.release()}; "
          + ", ".join(f"{name} {version}" for name, version in versions.items() if version))
    print(f"Load average when finished: {load:.1f}"
          + (" – the machine had other work, take these figures as upper bounds." if load > os.cpu_count() + 1 else "."))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", default="district", choices=["district", "province", "nation"])
    parser.add_argument("--peers", action="store_true", help="the same work by other programs, where installed")
    parser.add_argument("--only", choices=["library", "coverage", "tiles", "files", "http", "load"], help="one group of rows")
    arguments = parser.parse_args()
    folder = BUILD / "data" / arguments.size
    folder.mkdir(parents=True, exist_ok=True)
    table = Table()
    groups = {"library": add_library_rows, "coverage": add_coverage_rows, "tiles": add_tile_rows,
              "files": add_file_rows, "http": add_http_rows, "load": add_load_rows}
    for name, add in groups.items():
        if arguments.only in (None, name):
            if arguments.peers and name in ("library", "coverage", "tiles"):
                make_files(arguments.size, folder)
            add(table, arguments.size, folder, arguments.peers)
    peers.stop()
    print(f"Synthetic {arguments.size}\n")
    table.print()
    describe_machine()


if __name__ == "__main__":
    main()
