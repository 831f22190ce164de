"""Acknowledged writes over HTTP beside a bare SQLite loop on the same disk, and readers meanwhile. wrk is the load."""
import base64
import http.client
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import http_load

SECONDS = 8
WRITERS = (16, 64)  # connections: edits that wait together are flushed together
READS_PER_SECOND = 200
PASSWORD = "bench-only-password-1"


def bare_inserts_per_second(folder):
    """One row of the size of a surface record a transaction: WAL, synchronous=FULL."""
    path = pathlib.Path(folder) / "bare.sqlite"
    store = sqlite3.connect(path, isolation_level=None)
    try:
        store.execute("PRAGMA journal_mode=WAL")
        store.execute("PRAGMA synchronous=FULL")
        store.execute("CREATE TABLE records (id INTEGER PRIMARY KEY, content TEXT)")
        content = "x" * 200
        count, start = 0, time.monotonic()
        while time.monotonic() - start < SECONDS / 2:
            store.execute("BEGIN IMMEDIATE")
            store.execute("INSERT INTO records (content) VALUES (?)", (content,))
            store.execute("COMMIT")
            count += 1
        return count / (time.monotonic() - start)
    finally:
        store.close()
        path.unlink()


def application_password(build, data, port):
    """Of an administrator made for this run, for HTTP Basic."""
    origin = f"http://127.0.0.1:{port}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    fields = {"Content-Type": "application/json", "Origin": origin, "X-Requested-With": "bench"}

    def post(path, body):
        connection.request("POST", path, body=json.dumps(body), headers=fields)
        response = connection.getresponse()
        text = response.read()
        if response.status not in (200, 201):
            raise RuntimeError(f"{path}: {response.status} {text}")
        return response, json.loads(text)

    response, _ = post("/api/session", {"name": "bench", "password": PASSWORD})
    fields["Cookie"] = response.headers["Set-Cookie"].split(";")[0]
    _, made = post("/api/account/passwords", {"label": "bench", "scope": "edit"})
    return "Basic " + base64.b64encode(f"bench:{made['secret']}".encode()).decode()


def add_user(build, data):
    subprocess.run([build / "server" / "ntm-atlas", "user", "add", "bench", "--role", "administrator", "--data", data],
                   input=PASSWORD + "\n", check=True, text=True, capture_output=True)


WRITER = """
local ids = {%s}
local next = math.random(#ids)
request = function()
    next = next %% #ids + 1
    return wrk.format("POST", "/api/roads/" .. ids[next] .. "/surfaces", nil,
        '{"surface":"btxm","width_m":3.5,"effective_on":"2024-11-05","work":"bench"}')
end
"""


class Readers:
    """Asks for a tile and a report at a steady rate; how long answers take, from when they were due."""

    def __init__(self, port, paths):
        self.port, self.paths = port, paths
        self.took, self.ended = [], threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        due = time.monotonic()
        for turn in range(10**9):
            if self.ended.is_set():
                return
            due += 1 / READS_PER_SECOND
            time.sleep(max(0, due - time.monotonic()))
            start = time.monotonic()
            connection.request("GET", self.paths[turn % len(self.paths)], headers=http_load.GZIP)
            connection.getresponse().read()
            self.took.append(time.monotonic() - start)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def p99_ms(self):
        return 1000 * sorted(self.took)[int(len(self.took) * 0.99)]


def write_at_full_speed(port, folder, roads, authorization, writers):
    """Acknowledged changes a second, by the revision before and after: what wrk counts must be what is stored."""
    script = pathlib.Path(folder) / "writer.lua"
    script.write_text(WRITER % ",".join(str(road) for road in roads), encoding="ascii")

    def revision():
        return json.loads(http_load.get(port, "/readyz")[1])["revision"]

    before, start = revision(), time.monotonic()
    output = subprocess.run(
        ["wrk", "-t1", f"-c{writers}", f"-d{SECONDS}s", "-s", script, "-H", f"Authorization: {authorization}",
         "-H", "If-Match: *", "-H", "Content-Type: application/json", f"http://127.0.0.1:{port}"],
        check=True, capture_output=True, text=True).stdout
    seconds = time.monotonic() - start
    if "Non-2xx or 3xx" in output:
        raise RuntimeError(f"writes failed:\n{output}")
    stored = revision() - before
    answered = int(re.search(r"(\d+) requests in", output)[1])
    if stored < answered:
        raise RuntimeError(f"{answered} changes were acknowledged, {stored} are stored")
    return stored / seconds


def road_ids(port):
    """Roads found by search, of all communes."""
    units = json.loads(http_load.get(port, "/api/units")[1])["units"]
    for unit in units:
        if unit["level"] == "commune":
            text = http_load.get(port, f"/api/exports/roads.geojson?unit={unit['code']}")[1]
            ids = {feature["properties"].get("road_id") for feature in json.loads(text)["features"]}
            yield from (road for road in list(ids)[:50] if road)


def add_rows(table, folder, build):
    if not shutil.which("wrk"):
        print("bench: no wrk, no rows about writing", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory(dir=folder) as copy:
        data = pathlib.Path(copy) / "data"
        shutil.copytree(folder / "store", data)
        add_user(build, data)
        bare = bare_inserts_per_second(copy)
        with http_load.atlas(build, data) as server:
            authorization = application_password(build, data, server.port)
            roads = list(road_ids(server.port))
            paths = ["/api/reports/roads?by=commune", http_load.tiles_of(folder, {14})[0], "/tiles/0/0/0.mvt"]
            with Readers(server.port, paths) as calm:
                time.sleep(SECONDS)
            for writers in WRITERS:
                with Readers(server.port, paths) as busy:
                    rate = write_at_full_speed(server.port, copy, roads, authorization, writers)
                table.add(f"acknowledged surface records over HTTP, {writers} connections", rate, "changes/s",
                          ("SQLite, a bare row a transaction", bare), "0.5×")
                table.add("readers' p99 meanwhile", busy.p99_ms(), "ms", ("nobody writes", calm.p99_ms()), "0.67×")
            table.add("server after the writes (RSS)", server.rss_mb(), "MB")
