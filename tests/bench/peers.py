"""The same work as ours by other programs, from the same files. A peer that is not installed gives None."""
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

import postgis

LEDGER_LIMIT_S = 480
SPATIALITE_LEDGER = """
SELECT h.ma, r.loai, r.mat, SUM(ST_Length(ST_Intersection(r.geometry, h.geometry), 1))
FROM hamlets h JOIN roads r ON r.rowid IN
  (SELECT rowid FROM SpatialIndex WHERE f_table_name = 'roads' AND search_frame = h.geometry)
WHERE ST_Intersects(r.geometry, h.geometry) GROUP BY 1, 2, 3
"""


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def installed(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    for program in missing:
        print(f"bench: no {program}, its row stays empty", file=sys.stderr)
    return not missing


def timed(command, **options):
    start = time.monotonic()
    run(command, **options)
    return time.monotonic() - start


def spatialite_database(folder):
    """EPSG:4326 with R*Trees, made by ogr2ogr; kept between runs."""
    database = folder / "spatialite.sqlite"
    if not database.exists():
        unfinished = folder / "unfinished.sqlite"
        unfinished.unlink(missing_ok=True)
        for layer in ("hamlets", "roads"):
            update = ["-update"] if unfinished.exists() else ["-dsco", "SPATIALITE=YES"]
            run(["ogr2ogr", "-q", "-f", "SQLite", *update, "-gt", "65536", "-t_srs", "EPSG:4326",
                 "-lco", "GEOMETRY_NAME=geometry",
                 unfinished, folder / "atlas.gpkg", layer])
        unfinished.rename(database)
    return database


def spatialite_ledger(folder, size):
    """Seconds of the ledger in SQL: intersection and ellipsoidal length of every road and hamlet that meet."""
    if size == "nation" or not installed("spatialite", "ogr2ogr"):
        return None
    database = spatialite_database(folder)
    with open(folder / "spatialite-ledger.txt", "w", encoding="utf-8") as output:
        try:
            seconds = timed(["spatialite", "-silent", database, SPATIALITE_LEDGER + ";"], stdout=output,
                            stderr=subprocess.DEVNULL, timeout=LEDGER_LIMIT_S)
        except subprocess.TimeoutExpired:
            print("bench: SpatiaLite's ledger took more than eight minutes", file=sys.stderr)
            return None
    return "SpatiaLite SQL", seconds


def ogr_import(folder, file_format, features):
    """Features a second from the file to a SpatiaLite table in EPSG:4326 with its R*Tree."""
    if not installed("ogr2ogr"):
        return None
    source = [folder / "atlas.gpkg", "roads"] if file_format == "gpkg" else [folder / "roads.shp"]
    target = folder / "ogr-import.sqlite"
    seconds = []
    for _ in range(3):
        target.unlink(missing_ok=True)
        seconds.append(timed(["ogr2ogr", "-q", "-f", "SQLite", "-dsco", "SPATIALITE=YES", "-gt", "65536",
                              "-t_srs", "EPSG:4326", target, *source]))
    target.unlink()
    return "ogr2ogr to SpatiaLite", features / statistics.median(seconds)


def ogr_export(folder):
    """Features a second from a SpatiaLite table to a zipped shapefile in EPSG:9212."""
    if not installed("ogr2ogr"):
        return None
    database = spatialite_database(folder)
    target = folder / "ogr-export.shp.zip"
    count = json.loads(run(["ogrinfo", "-q", "-dialect", "sqlite", "-sql", "SELECT COUNT(*) AS n FROM roads", database],
                           capture_output=True, text=True).stdout.split("=")[-1])
    seconds = []
    for _ in range(3):
        target.unlink(missing_ok=True)
        seconds.append(timed(["ogr2ogr", "-q", "-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8",
                              "-t_srs", "EPSG:9212", target, database, "roads"]))
    target.unlink()
    return "ogr2ogr", count / statistics.median(seconds)


def tile_list(folder):
    """The tiles that our own measurement cut, as (z, x, y)."""
    lines = (folder / "tiles.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(int(part) for part in line.split()) for line in lines]


def geojson_vt_tiles(folder, size):
    """Median milliseconds a tile by zoom: geojson-vt, vt-pbf, gzip level 1, in Node."""
    if size == "nation" or not installed("node", "npm"):
        return None
    here = pathlib.Path(__file__).parent
    home = folder.parent.parent / "geojson-vt"
    if not (home / "node_modules").exists():
        home.mkdir(parents=True, exist_ok=True)
        run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", home, "geojson-vt@4.0.2",
             "vt-pbf@3.1.3"], stdout=subprocess.DEVNULL)
    shutil.copy(here / "geojson_vt.mjs", home)
    output = run(["node", "--max-old-space-size=8000", home / "geojson_vt.mjs", folder], capture_output=True, text=True)
    return {int(zoom): ms for zoom, ms in json.loads(output.stdout).items()}


def postgis_ledger(folder, size):
    """Seconds of the ledger in PostGIS, roads that lie in one hamlet taken whole."""
    if size == "nation" or not postgis.available():
        return None
    return "PostGIS SQL with containment", postgis.server(folder).ledger_seconds()


def postgis_tiles(folder, size):
    """Median milliseconds a tile by zoom: ST_AsMVT over layers stored in EPSG:3857, not compressed."""
    if size == "nation" or not postgis.available():
        return None
    return postgis.server(folder).tile_ms(tile_list(folder))


def stop():
    postgis.stop()
