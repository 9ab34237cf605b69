"""SiteRun: what the crawl of one site still waits for, and what it does when that is nothing."""

from __future__ import annotations

from enum import IntEnum


class Phase(IntEnum):
    """The phases of a site's crawl, in their order."""

    SOURCES = 0  # home page, feeds, sitemaps and sections are read
    FETCH = 1  # articles' pages go to the spool, and the site's memory learns from them
    EXTRACT = 2  # pages leave the spool for the pipelines
    DONE = 3


class SiteRun:
    """The requests of one site's crawl that have no answer yet.

    Whoever sends a request says so with `asked` before it is sent, and with `answered` when its
    callback or errback is through. When nothing is waited for, `next_phase` moves on, once.

    Args:
        max_articles: Pages to fetch at most; None for no limit.
    """

    def __init__(self, max_articles: int | None = None) -> None:
        self.phase = Phase.SOURCES
        self._max_articles = max_articles
        self._waiting: dict[str, int] = {}
        self._articles = 0

    @property
    def waiting(self) -> frozenset[str]:
        """The URLs that have no answer yet."""
        return frozenset(self._waiting)

    def asked(self, url: str) -> None:
        """A request is about to be sent."""
        if self.phase is Phase.FETCH:
            self._articles += 1
        self._waiting[url] = self._waiting.get(url, 0) + 1

    def answered(self, url: str) -> None:
        """A request came to its end, well or not. One that nobody asked for changes nothing."""
        left = self._waiting.pop(url, 0) - 1
        if left > 0:
            self._waiting[url] = left

    def room(self, batch: int) -> int:
        """How many articles' pages may be asked for now, so that at most `batch` are waited for."""
        room = batch - len(self._waiting)
        if self._max_articles is not None:
            room = min(room, self._max_articles - self._articles)
        return max(room, 0) if self.phase is Phase.FETCH else 0

    def next_phase(self) -> Phase | None:
        """Move on to the next phase, and name it; None while an answer is waited for."""
        if self._waiting or self.phase is Phase.DONE:
            return None
        self.phase = Phase(self.phase + 1)
        return self.phase

    def give_up(self) -> frozenset[str]:
        """Wait no longer; the URLs that were never answered."""
        lost = self.waiting
        self._waiting.clear()
        return lost
