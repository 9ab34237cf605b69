"""Serves the demo site on loopback.

    python -m demo.serve [--port PORT] [--edition 1|2]

prints the site's URL and serves it until interrupted. Tests and other programs use
`serving()`, which does the same in a thread.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from demo.pages import Site
from demo.routes import Answer, answer

CENTRAL_EUROPE = timezone(timedelta(hours=1))


class DemoServer(ThreadingHTTPServer):
    """The demo site behind a socket on 127.0.0.1.

    Attributes:
        edition: Which edition is served; may be changed while it runs.
        requested: The paths asked for so far, with their queries, in order.
    """

    daemon_threads = True

    def __init__(self, port: int = 0, now: datetime | None = None, edition: int = 1) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.now = now or datetime.now(CENTRAL_EUROPE).replace(microsecond=0)
        self.edition = edition
        self.requested: list[str] = []

    @property
    def url(self) -> str:
        """The URL of the home page, with a slash at its end."""
        return f"{self.site.base}/"

    @property
    def site(self) -> Site:
        """The site as it is served now."""
        return Site(f"http://127.0.0.1:{self.server_port}", self.now, self.edition)


class _Handler(BaseHTTPRequestHandler):
    server: DemoServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.requested.append(self.path)
        self._send(answer(self.server.site, urlsplit(self.path).path))

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

    def _send(self, found: Answer) -> None:
        etag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        unchanged = found.status == 200 and self.headers.get("If-None-Match") == etag
        self.send_response(304 if unchanged else found.status)
        self.send_header("Content-Type", found.content_type)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", "0" if unchanged else str(len(found.body)))
        self.end_headers()
        if not unchanged and self.command == "GET":
            self.wfile.write(found.body)

    def log_message(self, *args: object) -> None:
        """Say nothing: the crawl's own log is what one wants to read."""


@contextmanager
def serving(port: int = 0, now: datetime | None = None, edition: int = 1) -> Iterator[DemoServer]:
    """Serve the demo site from a thread as long as the context is open.

    Args:
        port: The port; 0 takes a free one.
        now: The moment from which the site's dates count back, aware; None for the present.
        edition: 1, or 2 for the site after an update.
    """
    server = DemoServer(port, now, edition)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the demo news site on loopback.")
    parser.add_argument("--port", type=int, default=0, help="port; default: a free one")
    parser.add_argument("--edition", type=int, default=1, choices=(1, 2), help="2: after an update")
    args = parser.parse_args()
    server = DemoServer(args.port, edition=args.edition)
    print(server.url, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
