"""Serves gold pages on loopback, each publisher under its own host name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from benchmarks.gold import GoldPage


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is asked for: a host without its port, a path, a query."""

    host: str
    path: str
    query: str = ""

    @classmethod
    def of(cls, url: str) -> Address:
        """The address of a URL, whatever its scheme and port."""
        parts = urlsplit(url)
        return cls(parts.hostname or "", parts.path or "/", parts.query)

    def url(self, port: int) -> str:
        """The URL that asks a server on this port for it."""
        query = f"?{self.query}" if self.query else ""
        return f"http://{self.host}:{port}{self.path}{query}"


def addresses(pages: Iterable[GoldPage]) -> dict[Address, GoldPage]:
    """The pages that have a URL, by their address; of two at one address the first."""
    found: dict[Address, GoldPage] = {}
    for page in pages:
        if page.url:
            found.setdefault(Address.of(page.url), page)
    return found


def answer(wanted: Address, pages: Mapping[Address, GoldPage]) -> GoldPage | None:
    """The page at an address; a crawler may have taken tracking parameters off its query."""
    exact = pages.get(wanted)
    if exact or wanted.query:
        return exact
    return next(
        (page for at, page in pages.items() if (at.host, at.path) == (wanted.host, wanted.path)),
        None,
    )


@contextmanager
def serve(pages: Mapping[Address, GoldPage]) -> Iterator[int]:
    """A server of the pages; gives its port. All else is 404, robots.txt too."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = answer(Address.of(f"http://{self.headers['Host']}{self.path}"), pages)
            body = page.body() if page else b"not here"
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the crawler's log says it all."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
