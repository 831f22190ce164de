"""Many connections that do nothing, and some that drip their heads, while a normal client asks."""
import selectors
import socket
import sys
import tempfile
import time

import http_load

IDLE = 10_000
DRIPPING = 500
ASKS = 400


def connect(port, count):
    sockets = []
    for _ in range(count):
        link = socket.create_connection(("127.0.0.1", port), timeout=10)
        sockets.append(link)
    return sockets


def drip(sockets, text):
    """One byte each; those that the server has closed are left out."""
    alive = []
    for link in sockets:
        try:
            link.send(text)
            alive.append(link)
        except OSError:
            link.close()
    return alive


def ask(port, path, count):
    """p99 of a client that opens a connection a request, milliseconds."""
    took = []
    for _ in range(count):
        start = time.monotonic()
        response, _ = http_load.get(port, path, http_load.GZIP)
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status}")
        took.append(time.monotonic() - start)
        time.sleep(0.002)
    return 1000 * sorted(took)[int(count * 0.99)]


def closed(sockets):
    """How many of them the server has ended."""
    selector = selectors.DefaultSelector()
    for link in sockets:
        link.setblocking(False)
        selector.register(link, selectors.EVENT_READ)
    ended = 0
    for key, _ in selector.select(timeout=0):
        try:
            ended += key.fileobj.recv(65536) in (b"",) or key.fileobj.recv(1) == b""
        except OSError:
            pass
    selector.close()
    return ended


def add_rows(table, build):
    with tempfile.TemporaryDirectory() as data, \
            http_load.atlas(build, data, "--demo", "--max-connections", IDLE + DRIPPING + 1000) as server:
        path = "/api/reports/roads?by=commune"
        calm = ask(server.port, path, ASKS)
        before = server.rss_mb()
        idle = connect(server.port, IDLE)
        dripping = drip(connect(server.port, DRIPPING), b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
        start = time.monotonic()
        held = server.rss_mb()
        crowded = ask(server.port, path, ASKS)
        while dripping and time.monotonic() - start < 15:
            dripping = drip(dripping, b"y")
            time.sleep(0.5)
        cut_after = time.monotonic() - start
        gone = closed(idle)
        for link in idle:
            link.close()
        if gone:
            print(f"bench: {gone} idle connections were closed early", file=sys.stderr)
        table.add(f"p99 of a client beside {IDLE:,} idle and {DRIPPING} dripping connections".replace(",", " "), crowded, "ms",
                  ("alone", calm), "50 ms")
        table.add("the same, memory a connection", 1000 * (held - before) / (IDLE + DRIPPING), "KB", None, "8 KB")
        table.add("dripping heads are cut after", cut_after, "s", None, "12 s")
