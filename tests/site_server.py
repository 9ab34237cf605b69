"""A news site for tests: pages from a dict, served on a free port of loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What the site answers."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class SiteServer:
    """The site while it is served.

    Attributes:
        url: Its root, without a slash at the end.
        pages: What it answers, by path with query: a body, a Reply, or a function of neither
            arguments nor haste that gives one. All else is 404.
        log: The paths that were asked for, in order.
        unchanged: Those of them that were answered with 304: the reply has an ETag or a
            Last-Modified, and the request names it.
        clients: Of each request the port that it came from.
    """

    url: str
    pages: dict[str, bytes | Reply | Callable[[], Reply]]
    log: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    clients: list[int] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Host and port."""
        return self.url.removeprefix("http://")

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return self.log.count(path)

    def reply(self, path: str) -> Reply:
        """The answer to a path."""
        page = self.pages.get(path, Reply(b"<p>No such page.</p>", 404))
        if callable(page):
            page = page()
        return page if isinstance(page, Reply) else Reply(page)


@contextmanager
def serving(
    pages: Mapping[str, bytes | Reply | Callable[[], Reply]] | None = None,
) -> Iterator[SiteServer]:
    """Serve pages until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # keeps connections, as real servers do

        def do_GET(self) -> None:
            site.log.append(self.path)
            site.clients.append(self.client_address[1])
            reply = site.reply(self.path)
            asked = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}
            if any(self.headers.get(asked.get(n, n), "-") == v for n, v in reply.headers.items()):
                site.unchanged.append(self.path)
                reply = Reply(b"", 304, "", reply.headers)
            self.send_response(reply.status)
            headers = {"Content-Type": reply.content_type, "Content-Length": str(len(reply.body))}
            for name, value in {**headers, **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that was killed left its connection

    server = Server(("127.0.0.1", 0), Handler)
    site = SiteServer(f"http://127.0.0.1:{server.server_port}", dict(pages or {}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
