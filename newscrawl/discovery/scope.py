"""Which URLs a crawl of a site takes: its hosts, its patterns, its window of time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.discovery.article_urls import is_article_url
from newscrawl.discovery.candidates import SHOWN_AS_NEW, SITEMAP, Candidate
from newscrawl.discovery.sites import Site
from newscrawl.urls import site_of

_OVERLAP = timedelta(days=1)  # sources name an article up to a day late


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a crawl takes articles.

    Attributes:
        since: Taken from here on, aware; None for no limit.
        until: Taken up to here, aware; None for no limit.
        undated: Whether an undated URL of a sitemap is taken where no earlier crawl found it.
            One that a feed or a page of the site shows always is.
    """

    since: datetime | None = None
    until: datetime | None = None
    undated: bool = False

    def holds(self, candidate: Candidate, *, seen: bool = False) -> bool:
        """Whether a candidate falls into the window; `seen`: whether an earlier crawl found it."""
        if not candidate.published:
            shown = candidate.discovered_by in SHOWN_AS_NEW
            return self.since is None or shown or (self.undated and not seen)
        moment = datetime.fromisoformat(candidate.published)
        return (self.since is None or moment >= self.since) and (
            self.until is None or moment <= self.until
        )


def window_of(site: Site, now: datetime, days: int, last_crawl: datetime | None) -> Window:
    """The window of a crawl that nobody gave another one.

    Args:
        site: Its own `since` and `until` count before all else.
        now: When the crawl began.
        days: How far back a first crawl looks.
        last_crawl: When the site was crawled before; None for a first crawl. Later crawls
            leave no gap, however long ago that is.
    """
    since = site.since
    if since is None:
        since = now - timedelta(days=days)
        if last_crawl is not None:
            since = min(since, last_crawl - _OVERLAP)
    return Window(since, site.until, undated=last_crawl is not None)


def in_scope(site: Site, url: str) -> bool:
    """Whether a URL is on one of the site's hosts and fits its patterns."""
    return (
        site_of(url) in site.hosts
        and (not site.allow or any(pattern.search(url) for pattern in site.allow))
        and not any(pattern.search(url) for pattern in site.deny)
    )


def may_be_article(site: Site, candidate: Candidate) -> bool:
    """Whether a candidate is the site's and may be an article.

    Feeds and news sitemaps, which give a title, name nothing else; plain sitemaps name all pages.
    """
    named = candidate.discovered_by != SITEMAP or candidate.title
    return in_scope(site, candidate.url) and bool(named or is_article_url(candidate.url))


def taken_and_left(
    candidates: Iterable[Candidate], window: Window, known: Collection[str]
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates a crawl fetches, the newest first, and those it only records.

    Args:
        candidates: In scope.
        window: The crawl's window.
        known: Those of their URLs that earlier crawls found.
    """
    taken: list[Candidate] = []
    left: list[Candidate] = []
    for candidate in candidates:
        wanted = window.holds(candidate, seen=candidate.url in known)
        (taken if wanted else left).append(candidate)
    taken.sort(key=_age, reverse=True)
    return taken, left


def _age(candidate: Candidate) -> float:
    """Seconds since the epoch; undated ones stand where the present ones stand."""
    if not candidate.published:
        return float("inf")
    return datetime.fromisoformat(candidate.published).timestamp()
