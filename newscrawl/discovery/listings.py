"""What a source of any kind says: articles, and other sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newscrawl.discovery.candidates import FEED, HOME, SECTION, SITEMAP, Candidate
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.sections import read_section
from newscrawl.discovery.sitemaps import read_sitemap
from newscrawl.discovery.sources import find_sources

ROBOTS = "robots"
MAX_FEEDS = 20  # of one home page; some name a feed for every tag


@dataclass(frozen=True, slots=True)
class Named:
    """A source that another one names.

    Attributes:
        url: Its absolute URL.
        kind: FEED, SITEMAP or SECTION.
        modified: When an index says that it changed, ISO 8601; "" where nobody says.
    """

    url: str
    kind: str
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source says.

    Attributes:
        candidates: URLs that may be articles.
        names: Other sources.
    """

    candidates: tuple[Candidate, ...] = ()
    names: tuple[Named, ...] = ()


def read_listing(kind: str, body: bytes, url: str) -> Listing:
    """What a source says; of a broken one what can be read.

    Args:
        kind: HOME, FEED, SITEMAP, SECTION or ROBOTS.
        body: Its body, as it came.
        url: Where it came from.
    """
    return _READERS[kind](body, url)


def sitemaps_of(robots_txt: str, url: str) -> tuple[Named, ...]:
    """The sitemaps that a robots.txt names; `url` is one of its host."""
    return tuple(Named(one, SITEMAP) for one in find_sources(b"", robots_txt, url).sitemaps)


def _home(body: bytes, url: str) -> Listing:
    found = find_sources(body, "", url)
    feeds = [Named(feed, FEED) for feed in found.feeds[:MAX_FEEDS]]
    sections = [Named(section, SECTION) for section in found.sections]
    return Listing(tuple(read_section(body, url, HOME)), (*feeds, *sections))


def _feed(body: bytes, url: str) -> Listing:
    return Listing(tuple(read_feed(body, url)))


def _section(body: bytes, url: str) -> Listing:
    return Listing(tuple(read_section(body, url)))


def _sitemap(body: bytes, url: str) -> Listing:
    found = read_sitemap(body, url)
    names = tuple(Named(child.url, SITEMAP, child.modified) for child in found.children)
    return Listing(found.candidates, names)


def _robots(body: bytes, url: str) -> Listing:
    return Listing(names=sitemaps_of(body.decode("utf-8", "replace"), url))


_READERS: dict[str, Callable[[bytes, str], Listing]] = {
    HOME: _home,
    FEED: _feed,
    SECTION: _section,
    SITEMAP: _sitemap,
    ROBOTS: _robots,
}
