"""Sites made of gold pages, as a crawler meets them: robots.txt, a home page, a feed, pages.

Each site has an address of its own in 127.0.0.0/8, all of which is this machine on Linux, so
that crawlers take them for different hosts without any name server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

from benchmarks.gold import GoldPage, by_site

_REFRESH = re.compile(rb"<meta\b[^>]*http-equiv\s*=\s*[\"']?refresh\b[^>]*>", re.IGNORECASE)
_NAMES_ITSELF = re.compile(
    rb"<link\b[^>]*\brel\s*=\s*[\"']?canonical\b[^>]*>|<meta\b[^>]*\bog:url\b[^>]*>", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"(<(p|h1|title)\b[^>]*>)(.*?)(?=</\2|<p\b|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"(<[^>]*>|&[#\w]+;)")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_PHRASE = re.compile("[\u3040-\u9fff]")  # kana and Han: a "word" is a phrase


@dataclass(frozen=True, slots=True)
class ServedPage:
    """One page of a site.

    Attributes:
        path: Where it is asked for.
        file: Its gzipped body.
        copy: Which copy it is: the long words of its paragraphs and headlines are turned, and
            phrases of Han and kana put in another order, so that it is no duplicate and no copy
            of the same story; 0: as it is.
        listed: Whether the home page and the feed name it.
    """

    path: str
    file: str
    copy: int = 0
    listed: bool = True


@dataclass(frozen=True, slots=True)
class ServedSite:
    """One site: its address and its pages."""

    host: str
    pages: tuple[ServedPage, ...]

    def urls(self, port: int) -> list[str]:
        """The URLs of the pages that are listed."""
        return [f"http://{self.host}:{port}{page.path}" for page in self.pages if page.listed]

    def home(self, port: int) -> str:
        """The URL of the home page."""
        return f"http://{self.host}:{port}/"


def sites_of(golds: Iterable[GoldPage], at_least: int, at_most: int) -> list[ServedSite]:
    """The sites that have enough pages, each with its first ones."""
    large = [site for site in by_site(golds).values() if len(site) >= at_least]
    return [
        ServedSite(host(number), tuple(_page(at, gold) for at, gold in enumerate(site[:at_most])))
        for number, site in enumerate(large)
    ]


def host(number: int) -> str:
    """The address of a site.

    >>> host(0), host(250)
    ('127.0.1.1', '127.0.2.1')
    """
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


def halves(sites: Sequence[ServedSite]) -> tuple[list[ServedSite], list[ServedSite]]:
    """The same sites twice: what they list at first, and what is new the next time."""
    return [_listing(site, 0) for site in sites], [_listing(site, 1) for site in sites]


def many(sites: Sequence[ServedSite], pages: int) -> list[ServedSite]:
    """So many pages: the same sites again under other addresses, and in other words."""
    made: list[ServedSite] = []
    left = pages
    while left > 0:
        time, number = divmod(len(made), len(sites))
        again = tuple(replace(page, copy=time) for page in sites[number].pages[:left])
        made.append(ServedSite(host(len(made)), again))
        left -= len(again)
    return made


def body_of(page: ServedPage, body: bytes) -> bytes:
    """A page's body as it is served.

    Without refreshes, which lead away from the server; a copy says nothing of where it came from.
    """
    body = _REFRESH.sub(b"", body)
    if not page.copy:
        return body
    bare = _NAMES_ITSELF.sub(b"", body)
    try:
        return _in_other_words(bare.decode(), page.copy).encode()
    except UnicodeDecodeError:  # ASCII words are turned all the same
        return _in_other_words(bare.decode("latin-1"), page.copy).encode("latin-1", "replace")


def _in_other_words(html: str, copy: int) -> str:
    def turned(word: re.Match[str]) -> str:
        length = len(word[0])
        if _PHRASE.match(word[0]):
            step = 2 + copy % (length - 2)
            return "".join(word[0][start::step] for start in range(step))
        at = 1 + copy % (length - 1)
        return word[0][at:] + word[0][:at]

    def told(paragraph: re.Match[str]) -> str:
        parts = _TAG.split(paragraph[3])
        parts[::2] = [_LONG_WORD.sub(turned, part) for part in parts[::2]]
        return paragraph[1] + "".join(parts)

    return _PARAGRAPH.sub(told, html)


def listings(site: ServedSite, port: int, now: datetime) -> Iterator[tuple[str, str, bytes]]:
    """Path, content type and body of all that is no page."""
    yield "/robots.txt", "text/plain", b"User-agent: *\nAllow: /\n"
    yield "/", "text/html; charset=utf-8", _home(site).encode()
    yield "/feed.xml", "application/rss+xml", _feed(site, port, now).encode()


def _page(number: int, gold: GoldPage) -> ServedPage:
    return ServedPage(f"/news/what-the-council-said-{number:06}.html", str(gold.path.resolve()))


def _listing(site: ServedSite, half: int) -> ServedSite:
    pages = (replace(page, listed=n % 2 == half) for n, page in enumerate(site.pages))
    return replace(site, pages=tuple(pages))


def _home(site: ServedSite) -> str:
    links = "".join(
        f'<li><a href="{page.path}">What the council said, part {number}</a></li>'
        for number, page in enumerate(site.pages)
        if page.listed
    )
    return (
        '<!doctype html><html lang="en"><head><title>The Harbour Post</title>'
        '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
        f"<body><ul>{links}</ul></body></html>"
    )


def _feed(site: ServedSite, port: int, now: datetime) -> str:
    items = "".join(
        f"<item><title>What the council said, part {number}</title><link>{url}</link>"
        f"<pubDate>{format_datetime(now - timedelta(minutes=number))}</pubDate></item>"
        for number, url in enumerate(site.urls(port))
    )
    return f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"
