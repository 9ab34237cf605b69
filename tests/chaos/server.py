"""Serves the sites of the chaos test from a process of its own, and writes down every request.

    python -m tests.chaos.server ARTICLES WAIT LOG

prints the sites' root URLs, one a line. The log has two lines a request, written at once: `begin`
and `end`, a number, the moment (seconds, the machine's monotonic clock), the URL.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

from tests.chaos.pages import Site, sites_of


@dataclass(frozen=True)
class Request:
    """A request that was sent: when it came, and when its answer had gone; None for not yet."""

    url: str
    began: float
    ended: float | None

    def is_open(self, at: float) -> bool:
        """Whether it was in flight at a moment."""
        return self.began <= at and (self.ended is None or self.ended > at)


def read_log(path: Path) -> list[Request]:
    """The requests so far, in the order in which they came."""
    begun: dict[str, tuple[float, str]] = {}
    ended: dict[str, float] = {}
    for line in path.read_text("utf-8").splitlines():
        what, number, moment, url = line.split(" ", 3)
        if what == "begin":
            begun[number] = float(moment), url
        else:
            ended[number] = float(moment)
    return [Request(url, at, ended.get(number)) for number, (at, url) in begun.items()]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site, log: int, numbers: count[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site, self.log, self.numbers = site, log, numbers
        self.base = f"http://127.0.0.1:{self.server_port}"

    def note(self, what: str, number: int, path: str) -> None:
        line = f"{what} {number} {time.monotonic():.6f} {self.base}{path}\n"
        os.write(self.log, line.encode())  # one write: lines of several threads do not mix

    def handle_error(self, *_: object) -> None:
        """Say nothing: a client that was killed left its connection."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        server, number = self.server, next(self.server.numbers)
        server.note("begin", number, self.path)
        time.sleep(server.site.wait)
        with suppress(OSError):
            self._answer()
        server.note("end", number, self.path)

    def _answer(self) -> None:
        found = self.server.site.page(self.path, self.server.base)
        content_type, body = found or ("text/html", b"<p>No such page.</p>")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def main(articles: str, wait: str, log: str) -> None:
    """Serve until the process is ended."""
    file, numbers = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), count()
    servers = [_Server(site, file, numbers) for site in sites_of(int(articles), float(wait))]
    threads = [Thread(target=server.serve_forever) for server in servers]
    for thread in threads:
        thread.start()
    print(*(server.base for server in servers), sep="\n", flush=True)  # noqa: T201 - for the test
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
