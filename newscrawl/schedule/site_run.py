"""SiteRun: what the crawl of one site still waits for, and what it does when that is nothing."""

from __future__ import annotations

from enum import IntEnum

from newscrawl.schedule.seen import Seen


class Phase(IntEnum):
    """The phases of a site's crawl, in their order. In some a crawl may have nothing to do."""

    FIND = 0  # home page, feeds, sitemaps and sections are read
    FETCH = 1  # articles' pages are fetched and kept, and the site's memory learns from them
    LEARN = 2  # pages are fetched for the memory alone
    APART = 3  # what may end the process is fetched and learned from, each page alone
    EXTRACT = 4  # the pages kept go to the pipelines
    DONE = 5


class SiteRun:
    """The requests of one site's crawl that have no answer yet.

    Whoever sends a request calls `ask` before it is sent, `keep` when its page is safe, and
    `answer` when its callback or errback is through. When nothing is waited for, `next_phase`
    moves on, once.

    Args:
        phase: The phase to begin with.
        max_articles: Pages to fetch at most; None for no limit.
    """

    def __init__(self, phase: Phase = Phase.FIND, max_articles: int | None = None) -> None:
        self.phase = phase
        self.max_articles = max_articles
        self._waiting: set[str] = set()
        self._in_flight: set[str] = set()
        self._asked = Seen()
        self._articles = 0

    @property
    def waiting(self) -> frozenset[str]:
        """The URLs that have no answer yet."""
        return frozenset(self._waiting)

    def ask(self, url: str) -> bool:
        """Note a request that is about to be sent; False where this run has sent it before."""
        if url in self._asked:
            return False
        self._asked.add(url)
        self._waiting.add(url)
        self._in_flight.add(url)
        self._articles += self.phase is Phase.FETCH
        return True

    def keep(self, url: str) -> None:
        """Note that a page is safe: a crash would not lose it, so another may be asked for."""
        self._in_flight.discard(url)

    def answer(self, url: str) -> None:
        """Note that a request came to its end, well or not."""
        self._in_flight.discard(url)
        self._waiting.discard(url)

    def room(self, batch: int) -> int:
        """How many articles' pages may be asked for now, so that at most `batch` are in flight."""
        room = batch - len(self._in_flight)
        if self.max_articles is not None:
            room = min(room, self.max_articles - self._articles)
        return max(room, 0) if self.phase is Phase.FETCH else 0

    @property
    def left(self) -> int | None:
        """How many articles' pages may still be asked for; None for no limit."""
        return None if self.max_articles is None else max(self.max_articles - self._articles, 0)

    def next_phase(self) -> Phase | None:
        """Move on to the next phase, and name it; None while an answer is waited for."""
        if self._waiting or self.phase is Phase.DONE:
            return None
        self.phase = Phase(self.phase + 1)
        if self.phase is Phase.DONE:  # it sends no others, and a crawl may have thousands of runs
            self._asked, self._waiting, self._in_flight = Seen(), set(), set()
        return self.phase

    def give_up(self, but: frozenset[str] = frozenset()) -> frozenset[str]:
        """Wait no longer, `but` for some; the URLs that were never answered."""
        lost = self.waiting - but
        self._waiting -= lost
        self._in_flight -= lost
        return lost
