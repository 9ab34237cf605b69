"""`python -m benchmarks.speeds.page_server SITES.json PORT`: serves sites from memory.

A process of its own, so that its share of the cores can be told. All answers are made before
the first request; then "ready" is printed. On SIGTERM it prints what it did as JSON.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import signal
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from benchmarks.speeds.served import ServedPage, ServedSite, body_of, listings

_GONE = b"<!doctype html><title>Not here</title><p>Not here.</p>"
Answers = Mapping[tuple[str, str], bytes]


@dataclass(slots=True)
class Served:
    """What the server did.

    Attributes:
        requests: All requests.
        pages: Different pages that were asked for.
        missing: Requests for what is not there.
        cpu_seconds: Its CPU time from the first moment it was ready.
    """

    requests: int = 0
    pages: int = 0
    missing: int = 0
    cpu_seconds: float = 0.0
    asked: set[tuple[str, str]] = field(default_factory=set)

    def row(self) -> dict[str, float]:
        """As it is printed."""
        row = asdict(self) | {"pages": len(self.asked)}
        del row["asked"]
        return row


def response(status: str, kind: str, body: bytes) -> bytes:
    """A whole answer."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def answers(sites: Iterable[ServedSite], port: int, now: datetime) -> dict[tuple[str, str], bytes]:
    """Every answer by host and path."""
    made = {}
    bodies: dict[str, bytes] = {}  # a file is read once, however many copies of it are served
    for site in sites:
        for path, kind, body in listings(site, port, now):
            made[site.host, path] = response("200 OK", kind, body)
        for page in site.pages:
            if page.file not in bodies:
                bodies[page.file] = gzip.decompress(Path(page.file).read_bytes())
            body = body_of(page, bodies[page.file])
            made[site.host, page.path] = response("200 OK", "text/html", body)
    return made


def write_sites(sites: Iterable[ServedSite], file: Path) -> None:
    """For the server to read."""
    file.write_text(json.dumps([asdict(site) for site in sites]), encoding="utf-8")


def read_sites(file: Path) -> list[ServedSite]:
    """What `write_sites` wrote."""
    return [
        ServedSite(row["host"], tuple(ServedPage(**page) for page in row["pages"]))
        for row in json.loads(file.read_text(encoding="utf-8"))
    ]


class Connection(asyncio.Protocol):
    """One connection, kept until the other side closes it or asks for that."""

    def __init__(self, made: Answers, served: Served) -> None:
        self._made = made
        self._served = served
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answers go here; by the address asked the site is known."""
        self._transport = cast(asyncio.Transport, transport)
        self._host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        *requests, self._rest = (self._rest + data).split(b"\r\n\r\n")
        for request in requests:
            self._answer(request)

    def _answer(self, request: bytes) -> None:
        line, _, headers = request.partition(b"\r\n")
        wanted = self._host, line.split(b" ")[1].decode("ascii", "replace")
        found = self._made.get(wanted)
        self._served.requests += 1
        if found is None:
            self._served.missing += 1
        elif wanted[1].startswith("/news/"):
            self._served.asked.add(wanted)
        self._transport.write(found or response("404 Not Found", "text/html", _GONE))
        if b"connection: close" in headers.lower():
            self._transport.close()


async def serve(made: Answers, hosts: Sequence[str], port: int, served: Served) -> None:
    """Serve until SIGTERM."""
    loop = asyncio.get_running_loop()
    over = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, over.set)
    server = await loop.create_server(lambda: Connection(made, served), list(hosts), port)
    begin = time.process_time()
    print("ready", flush=True)
    await over.wait()
    served.cpu_seconds = round(time.process_time() - begin, 3)
    server.close()


def main(argv: Sequence[str]) -> int:
    """Serve, then say what was done."""
    sites, port = read_sites(Path(argv[0])), int(argv[1])
    served = Served()
    made = answers(sites, port, datetime.now(UTC))
    asyncio.run(serve(made, [site.host for site in sites], port, served))
    print(json.dumps(served.row()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
