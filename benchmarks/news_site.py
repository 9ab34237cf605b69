"""A news site on loopback that has many articles, says when it changed, and counts requests.

Articles come 100 a day, numbered from the oldest; a sitemap a month lists them, an index the
sitemaps. Texts are made of a few invented phrases.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread

A_DAY = 100  # articles
LISTED = 50  # articles in the feed, and on a page of a section
SECTIONS = ("harbour", "town", "culture")
MOST_MONTHS = 24  # sitemaps in the index

_WHO = ("The harbour master", "A retired pilot", "The rowing club", "A group of commuters",
        "The school's choir", "The lighthouse keeper")  # fmt: skip
_DID = ("repaired the old crane", "opened a small exhibition", "painted the benches",
        "collected signatures", "bought a second ferry", "measured the water")  # fmt: skip
_WHERE = ("behind the customs house", "at the northern quay", "in the fish market",
          "beside the boatyard", "near the railway bridge")  # fmt: skip


@dataclass
class NewsSite:
    """The site while it is served.

    Attributes:
        url: Its root, without a slash at the end.
        articles: How many it has; the newest has the highest number.
        begun: When the newest of those it began with was published.
        first: How many it began with.
        log: Path and status of each answer.
        made: Listings that were asked for, by path and number of articles: making one takes
            longer than the crawl that is measured.
    """

    url: str
    articles: int
    begun: datetime
    first: int
    log: list[tuple[str, int]] = field(default_factory=list)
    made: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def publish(self, number: int) -> None:
        """Publish more articles, now."""
        self.articles += number

    def published(self, number: int) -> datetime:
        """When an article was published; those since the beginning a second after each other."""
        if number > self.first:
            return self.begun + timedelta(seconds=number - self.first)
        return self.begun - timedelta(days=(self.first - number) / A_DAY)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body of a path."""
        if path == "/robots.txt":
            return 200, "text/plain", f"Sitemap: {self.url}/sitemap.xml\n".encode()
        if path.endswith((".xml", "/feed")):
            at = path, self.articles
            if at not in self.made:
                self.made[at] = self._listing(path).encode()
            return 200, "application/xml", self.made[at]
        if path == "/":
            return 200, "text/html", self._home().encode()
        if path.strip("/") in SECTIONS:
            return 200, "text/html", self._section(SECTIONS.index(path.strip("/"))).encode()
        number = path.removesuffix(".html").rpartition("-")[2]
        if number.isdecimal() and 0 < int(number) <= self.articles:
            return 200, "text/html", article_page(int(number)).encode()
        return 404, "text/html", b"<p>Not here</p>"

    def _newest(self, count: int) -> range:
        return range(self.articles, max(self.articles - count, 0), -1)

    def _home(self) -> str:
        menu = "".join(f'<a href="/{name}/">{name}</a>' for name in SECTIONS)
        feed = '<link rel="alternate" type="application/rss+xml" href="/feed">'
        links = _links(self._newest(20))
        return f"<html><head>{feed}</head><body><nav>{menu}</nav>{links}</body></html>"

    def _section(self, number: int) -> str:
        ours = [n for n in self._newest(LISTED * len(SECTIONS)) if n % len(SECTIONS) == number]
        return f"<html><body>{_links(ours)}</body></html>"

    def _listing(self, path: str) -> str:
        if path == "/feed":
            items = "".join(
                f"<item><link>{self.url}{path_of(n)}</link>"
                f"<pubDate>{self.published(n):%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
                for n in self._newest(LISTED)
            )
            return f"<rss version='2.0'><channel>{items}</channel></rss>"
        if path == "/sitemap.xml":
            return self._index()
        month = path.removeprefix("/sitemap-").removesuffix(".xml")
        return "<urlset>" + "".join(self._entries(month)) + "</urlset>"

    def _index(self) -> str:
        months: dict[str, datetime] = {}
        for number in self._newest(MOST_MONTHS * 31 * A_DAY):
            months.setdefault(f"{self.published(number):%Y-%m}", self.published(number))
        children = "".join(
            f"<sitemap><loc>{self.url}/sitemap-{month}.xml</loc>"
            f"<lastmod>{changed.isoformat()}</lastmod></sitemap>"
            for month, changed in list(months.items())[:MOST_MONTHS]
        )
        return f"<sitemapindex>{children}</sitemapindex>"

    def _entries(self, month: str) -> Iterator[str]:
        for number in self._newest(MOST_MONTHS * 31 * A_DAY):
            date = self.published(number)
            if f"{date:%Y-%m}" == month:
                yield (
                    f"<url><loc>{self.url}{path_of(number)}</loc>"
                    f"<lastmod>{date.isoformat()}</lastmod></url>"
                )


def path_of(number: int) -> str:
    """The path of an article."""
    return f"/{SECTIONS[number % len(SECTIONS)]}/the-ferry-stops-again-{number:07}.html"


def sentences(number: int) -> list[str]:
    """The text of an article: three sentences, others for each number."""
    words = Random(number)  # noqa: S311 - the same text for the same number
    return [
        f"{words.choice(_WHO)} {words.choice(_DID)} {words.choice(_WHERE)} on day {number}, "
        f"and {words.choice(_WHO).lower()} {words.choice(_DID)} {words.choice(_WHERE)} as well."
        for _ in range(3)
    ]


def article_page(number: int) -> str:
    """The page of an article."""
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences(number))
    return (
        f"<html><head><title>Day {number} at the harbour</title></head><body>"
        f"<main><article><h1>Day {number} at the harbour</h1>{text}</article></main></body></html>"
    )


def etag_of(body: bytes) -> str:
    """The ETag that the server sends with a body."""
    return f'"{sha256(body).hexdigest()[:16]}"'


def _links(numbers: range | list[int]) -> str:
    return "".join(f'<a href="{path_of(n)}">Day {n} at the harbour</a>' for n in numbers)


@contextmanager
def serve(articles: int, now: datetime) -> Iterator[NewsSite]:
    """Serve a site that has so many articles, the newest an hour old, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, kind, body = site.answer(self.path)
            etag = etag_of(body)
            if status == 200 and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            site.log.append((self.path, status))
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing: the crawler's log says it all."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    url = f"http://127.0.0.1:{server.server_port}"
    site = NewsSite(url, articles, now - timedelta(hours=1), articles)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
