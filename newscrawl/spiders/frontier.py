"""Frontier: what discovery finds goes to the store, and what is due comes back. Off the loop."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from newscrawl.discovery.candidates import Candidate, first_of_each
from newscrawl.discovery.scope import Window, may_be_article, taken_and_left, window_of
from newscrawl.discovery.sites import Site
from newscrawl.schedule.seen import Seen
from newscrawl.spiders.ledger import off_loop
from newscrawl.storage import Recovered, SourceTable, Store, UrlRow


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of some candidates.

    Attributes:
        new: Recorded for the first time, to be fetched.
        aside: Recorded for the first time, outside the window.
        foreign: Not recorded: on other hosts, against the site's patterns, or no articles.
    """

    new: int
    aside: int
    foreign: int


AHEAD = 100  # URLs read at a time


class Frontier:
    """The URLs of a crawl's sites.

    Args:
        store: Where they are kept.
        began: When the crawl began: what is due by then is fetched, and nothing twice.
        days: NEWSCRAWL_FIRST_CRAWL_DAYS.
    """

    def __init__(self, store: Store, began: datetime, days: int) -> None:
        self._store = store
        self._began = began
        self._days = days
        self._ahead: defaultdict[str, deque[UrlRow]] = defaultdict(deque)  # read, by site
        self._read: defaultdict[str, Seen] = defaultdict(Seen)  # URLs read so far, by site
        self._all_read: set[str] = set()  # sites of which nothing else is due

    async def recover(self, site: Site, spooled: Collection[str]) -> Recovered:
        """Let what a crawl that died left behind go on; what that is."""
        return await off_loop(self._store.recover, site.name, spooled, self._began)

    async def suspects(self, site: Site) -> list[str]:
        """URLs to request when nothing else is: the process died with them in hand too often."""
        return await off_loop(self._store.suspects, site.name, self._began)

    async def window(self, site: Site) -> Window:
        """The window of a crawl of the site that nobody gave another one."""
        last = await off_loop(self._last_crawl, site.name)
        return window_of(site, self._began, self._days, last)

    async def record(self, site: Site, window: Window, candidates: Iterable[Candidate]) -> Recorded:
        """Record candidates: due now if they are in the window, else set aside."""
        self._all_read.discard(site.name)
        return await off_loop(self._record, site, window, list(candidates))

    async def make_due(self, site: Site, window: Window) -> int:
        """Make due what earlier crawls set aside and the window holds; how many URLs that are."""
        self._all_read.discard(site.name)
        return await off_loop(self._make_due, site, window)

    async def due(self, site: Site, limit: int) -> list[UrlRow]:
        """URLs to request now, at most `limit`: new ones first, then known articles.

        Each is given once.
        """
        ahead = self._ahead[site.name]
        if limit and not ahead and site.name not in self._all_read:
            self._all_read.add(site.name)  # unless something is recorded meanwhile
            rows = await off_loop(self._store.due, site.name, self._began, AHEAD)
            read = self._read[site.name]
            ahead += (row for row in rows if row.url not in read)
            read.update(row.url for row in rows)
            if len(rows) == AHEAD:
                self._all_read.discard(site.name)
        return [ahead.popleft() for _ in range(min(limit, len(ahead)))]

    def read_again(self, site: str) -> None:
        """Ask the store anew what is due at a site: some of it has been put off."""
        for row in self._ahead.pop(site, ()):
            self._read[site].discard(row.url)
        self._all_read.discard(site)

    def let_go(self, site: str) -> None:
        """Keep nothing of a site that is done; should a page lead there, the store is asked."""
        self._ahead.pop(site, None)
        self._read.pop(site, None)
        self._all_read.discard(site)

    def _last_crawl(self, site: str) -> datetime | None:
        """When the last crawl began that asked all of the site's sources; None for none."""
        at = SourceTable(self._store).crawled_at(site)
        return datetime.fromisoformat(at) if at else None

    def _record(self, site: Site, window: Window, candidates: list[Candidate]) -> Recorded:
        own = [one for one in first_of_each(candidates) if may_be_article(site, one)]
        undated = [one.url for one in own if not one.published]
        known = self._store.known(undated) if window.undated else set()
        taken, left = taken_and_left(own, window, known)
        new = self._store.discover(taken, self._began, site.name)
        aside = self._store.set_aside(left, self._began, site.name)
        return Recorded(new, aside, len(candidates) - len(own))

    def _make_due(self, site: Site, window: Window) -> int:
        due = 0
        for rows in self._store.aside(site.name):
            aside = [Candidate(row.url, row.discovered_by, row.published) for row in rows]
            found = [one for one in aside if window.holds(one)]
            self._store.discover(found, self._began, site.name)
            due += len(found)
        return due
