"""A PostGIS server of our own for the length of a run: a private folder, a socket, no network."""
import atexit
import os
import pathlib
import pwd
import shutil
import statistics
import subprocess
import tempfile
import time

BINARIES = pathlib.Path("/usr/lib/postgresql/15/bin")
SETTINGS = {"listen_addresses": "", "shared_buffers": "1GB", "work_mem": "64MB", "jit": "off", "fsync": "off",
            "effective_cache_size": "4GB", "max_parallel_workers_per_gather": "2"}
LEDGER = """
SELECT h.ma, r.loai, r.mat, SUM(CASE WHEN ST_CoveredBy(r.geom, h.geom) THEN ST_Length(r.geom::geography)
                                ELSE ST_Length(ST_Intersection(r.geom, h.geom)::geography) END)
FROM hamlets h JOIN roads r ON ST_Intersects(r.geom, h.geom) GROUP BY 1, 2, 3
"""
TILE = """
SELECT SUM(length(mvt)) FROM (
  SELECT ST_AsMVT(t, 'communes') AS mvt FROM (SELECT ma, ten, ST_AsMVTGeom(mercator, box, 4096, 64) AS geom
    FROM communes, (SELECT ST_TileEnvelope({z}, {x}, {y}) AS box) b WHERE mercator && box) t
  UNION ALL SELECT ST_AsMVT(t, 'hamlets') FROM (SELECT ma, ten, ma_xa, ST_AsMVTGeom(mercator, box, 4096, 64) AS geom
    FROM hamlets, (SELECT ST_TileEnvelope({z}, {x}, {y}) AS box) b WHERE mercator && box) t
  UNION ALL SELECT ST_AsMVT(t, 'roads') FROM (SELECT ogc_fid, ten, loai, mat, rong_m,
    ST_AsMVTGeom(mercator, box, 4096, 64) AS geom
    FROM roads, (SELECT ST_TileEnvelope({z}, {x}, {y}) AS box) b WHERE mercator && box) t
) layers;
"""


def available():
    extension = pathlib.Path("/usr/share/postgresql/15/extension/postgis.control")
    return BINARIES.exists() and extension.exists() and shutil.which("psql") is not None


class Server:
    """Started with the tables of one set, stopped and deleted at the end."""

    def __init__(self, folder):
        # PostgreSQL refuses to run as root; then the user of the Debian package runs it.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="ntm-bench-pg-"))
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(self.home, owner.pw_uid, owner.pw_gid)
        self.run([BINARIES / "initdb", "-D", self.home / "data", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items()) + f" -k {self.home}"
        self.run([BINARIES / "pg_ctl", "-D", self.home / "data", "-o", options, "-l", self.home / "log", "-w", "start"])
        self.load(folder)

    def run(self, command, **options):
        command = [str(part) for part in command]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        return subprocess.run(command, check=True, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              **options)

    def sql(self, text):
        return self.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.home, "-d", "postgres"],
                        input=text).stdout

    def load(self, folder):
        self.sql("CREATE EXTENSION postgis")
        for layer in ("communes", "hamlets", "roads"):
            kind = "LINESTRING" if layer == "roads" else "MULTIPOLYGON"
            dump = subprocess.run(["ogr2ogr", "-q", "-f", "PGDump", "/vsistdout/", folder / "atlas.gpkg", layer,
                                   "-t_srs", "EPSG:4326", "-nlt", kind, "-lco", "GEOMETRY_NAME=geom", "-lco",
                                   "FID=ogc_fid", "-lco", "CREATE_SCHEMA=OFF"],
                                  check=True, capture_output=True, text=True).stdout
            self.sql(dump)
            self.sql(f"ALTER TABLE {layer} ADD mercator geometry; UPDATE {layer} SET mercator = ST_Transform(geom, 3857);"
                     f"CREATE INDEX ON {layer} USING gist (mercator);")
        self.sql("VACUUM FULL communes; VACUUM FULL hamlets; VACUUM FULL roads; VACUUM ANALYZE;")

    def copy(self, table, file):
        """Fills a table from a CSV file without a header."""
        self.sql(f"COPY {table} FROM STDIN CSV;\n{file.read_text(encoding='utf-8')}\\.\n")

    def seconds(self, text):
        start = time.monotonic()
        self.sql(text)
        return time.monotonic() - start

    def ledger_seconds(self):
        return self.seconds(LEDGER + ";")

    def tile_ms(self, tiles):
        """Median milliseconds by zoom, as psql's \\timing has them: the query and its way over the socket."""
        queries = "".join(TILE.format(z=z, x=x, y=y) for z, x, y in tiles)
        output = self.sql("\\timing on\n" + queries)
        times = [float(line.split()[1]) for line in output.splitlines() if line.startswith("Time:")]
        by_zoom = {}
        for (zoom, _, _), ms in zip(tiles, times):
            by_zoom.setdefault(zoom, []).append(ms)
        return {zoom: statistics.median(values) for zoom, values in by_zoom.items()}

    def stop(self):
        self.run([BINARIES / "pg_ctl", "-D", self.home / "data", "-m", "immediate", "stop"])
        shutil.rmtree(self.home)


_servers = {}


def server(folder):
    if folder not in _servers:
        _servers[folder] = Server(folder)
    return _servers[folder]


def stop():
    for running in list(_servers.values()):
        running.stop()
    _servers.clear()


atexit.register(stop)
