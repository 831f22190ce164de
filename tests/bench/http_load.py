"""The real server under load: hot tiles, 304, cold tiles of many clients, memory. wrk is the load."""
import concurrent.futures
import http.client
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

CONNECTIONS = 32
SECONDS = 8
GZIP = {"Accept-Encoding": "gzip"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    return response, response.read()


class Process:
    """A server, stopped at the end of a `with`."""

    def __init__(self, command, port, probe):
        self.port = port
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {self.process.returncode}")
            try:
                if get(port, probe)[0].status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        self.process.terminate()
        raise RuntimeError(f"{command[0]} was not ready in a minute")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def rss_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024 / 1e6

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100


def atlas(build, data, *options):
    port = free_port()
    return Process([build / "server" / "ntm-atlas", "serve", "--data", data, "--listen", f"127.0.0.1:{port}", *options],
                   port, "/readyz")


def requests_per_second(port, path, headers):
    arguments = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    output = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *arguments,
                             f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx or 3xx" in output:
        raise RuntimeError(f"{path} failed under load:\n{output}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def tiles_of(folder, zooms):
    lines = (folder / "tiles.txt").read_text(encoding="utf-8").split("\n")
    tiles = [line.split() for line in lines if line]
    return [f"/tiles/{z}/{x}/{y}.mvt" for z, x, y in tiles if int(z) in zooms]


def cold_tiles(server, paths):
    """Tiles a second and CPU milliseconds a tile when 16 clients ask for every tile once."""

    def client(which):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        for path in paths[which::16]:
            connection.request("GET", path, headers=GZIP)
            response = connection.getresponse()
            response.read()
            if response.status not in (200, 204):
                raise RuntimeError(f"{path}: {response.status}")

    cpu = server.cpu_seconds()
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(16) as clients:
        list(clients.map(client, range(16)))
    seconds = time.monotonic() - start
    return len(paths) / seconds, 1000 * (server.cpu_seconds() - cpu) / len(paths)


def nginx(home, body):
    """One worker that serves the same bytes from the page cache."""
    (home / "tile.mvt").write_bytes(b"not sent")
    (home / "tile.mvt.gz").write_bytes(body)
    home.chmod(0o755)
    port = free_port()
    (home / "nginx.conf").write_text(
        f"daemon off; pid {home}/pid; error_log {home}/errors; worker_processes 1;\n"
        "events { worker_connections 1024; }\n"
        "http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; etag on;\n"
        "  open_file_cache max=16 inactive=600s; types { application/vnd.mapbox-vector-tile mvt; }\n"
        f"  server {{ listen 127.0.0.1:{port}; root {home}; gzip_static on; }} }}\n", encoding="ascii")
    return Process(["nginx", "-p", home, "-c", home / "nginx.conf", "-e", home / "errors"], port, "/tile.mvt")


def nginx_rates(body):
    """Requests a second of nginx with a body and with 304, or nothing without nginx."""
    if not shutil.which("nginx"):
        return None, None
    home = pathlib.Path(tempfile.mkdtemp(prefix="ntm-bench-nginx-"))
    try:
        with nginx(home, body) as server:
            response, sent = get(server.port, "/tile.mvt", GZIP)
            assert sent == body
            return (requests_per_second(server.port, "/tile.mvt", GZIP),
                    requests_per_second(server.port, "/tile.mvt", GZIP | {"If-None-Match": response.headers["ETag"]}))
    finally:
        shutil.rmtree(home)


def hot_tile(server, folder):
    """Path, body and ETag of the z14 tile whose size is the median."""
    sized = sorted((len(get(server.port, path, GZIP)[1]), path) for path in tiles_of(folder, {14})[:101])
    path = sized[len(sized) // 2][1]
    response, body = get(server.port, path, GZIP)
    return path, body, response.headers["ETag"]


def add_rows(table, folder, build, with_peers):
    if not shutil.which("wrk"):
        print("bench: no wrk, no rows about HTTP", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as empty, atlas(build, empty, "--demo") as server:
        table.add("server with the demo district (RSS)", server.rss_mb(), "MB")
    with atlas(build, folder / "store") as server:
        table.add("server with this set (RSS)", server.rss_mb(), "MB")
        rate, cpu_ms = cold_tiles(server, tiles_of(folder, range(8, 17)))
        table.add("cold tiles z8..z16 over HTTP, 16 clients, each tile once", rate, "tiles/s")
        table.add("the same, the server's CPU a tile", cpu_ms, "ms")
        path, body, etag = hot_tile(server, folder)
        hot = requests_per_second(server.port, path, GZIP)
        unchanged = requests_per_second(server.port, path, GZIP | {"If-None-Match": etag})
        table.add("server after the load (RSS)", server.rss_mb(), "MB")
    nginx_hot, nginx_unchanged = nginx_rates(body) if with_peers else (None, None)
    size = f"{len(body) / 1000:.1f} KB"
    table.add(f"hot tile over HTTP ({size}, {CONNECTIONS} connections)", hot, "requests/s",
              ("nginx, 1 worker", nginx_hot), "60 000 /s")
    table.add(f"304 over HTTP ({CONNECTIONS} connections)", unchanged, "requests/s", ("nginx, 1 worker", nginx_unchanged),
              "70 000 /s")
