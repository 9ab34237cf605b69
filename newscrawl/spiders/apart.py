"""What is in the pipelines' hands at a time, and what is run apart from all else.

A page with which the process died again and again waits until nothing else is under way; then it
has its turn, alone. Its site waits with extraction until its memory has learned from it, too.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

from scrapy import Request

LONGEST = 120.0  # seconds; a page that nobody has let go by then is counted no longer


class Hands:
    """How many pages the pipelines have at a time.

    Scrapy itself would hand out a hundred, and a crash would suspect them all.
    """

    def __init__(self, hands: int) -> None:
        self._free = asyncio.Semaphore(hands)
        self._busy: dict[str, asyncio.Event] = {}  # set when a page is through with its turn

    async def take(self, url: str) -> None:
        """Wait until a hand is free for a page."""
        with suppress(TimeoutError):  # lost by a component: it holds up nothing for good
            async with asyncio.timeout(LONGEST):
                await self._free.acquire()
            self._busy[url] = asyncio.Event()

    def free(self, url: str) -> None:
        """Free the hand that had a page, if any had."""
        if url in self._busy:
            self._busy.pop(url).set()
            self._free.release()

    async def in_turn(self, url: str) -> None:
        """Wait until the pages that were taken before this one are through with their turn.

        All of them are in the pipelines, or on their way: nothing is waited for that waits itself.
        """
        taken = list(self._busy.items())
        own = next((number for number, (one, _) in enumerate(taken) if one == url), 0)
        for _, through in taken[:own]:
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST):
                    await through.wait()

    def through(self, url: str) -> None:
        """Note that a page is through with its turn."""
        if url in self._busy:
            self._busy[url].set()


@dataclass(frozen=True, slots=True)
class Turn:
    """What is done with a page alone: it is requested, where there is a request; else learned from.

    Attributes:
        site: The page's site.
        url: The URL to request, or that of a page that is kept.
        request: The request, None for a page that is kept.
    """

    site: str
    url: str
    request: Request | None = None


class Apart:
    """The pages of a crawl that are run alone."""

    def __init__(self) -> None:
        self._urls: set[str] = set()
        self._turns: deque[Turn] = deque()
        self._last: deque[str] = deque()
        self._copies: set[str] = set()
        self._postponed: set[str] = set()

    def __contains__(self, url: object) -> bool:
        return url in self._urls

    def add(self, *urls: str) -> None:
        """Note that pages are run alone: by the URL that is requested, and by their own."""
        self._urls.update(urls)

    def wait(self, turn: Turn) -> None:
        """Let a page wait for its turn to be requested or learned from."""
        self.add(turn.url)
        self._turns.append(turn)

    def extract_last(self, url: str) -> None:
        """Let a page wait until all others of the crawl are extracted."""
        self._last.append(url)

    def postpone(self, url: str) -> bool:
        """Let a copy wait until its original is through; False where it has waited before."""
        if url in self._postponed:
            return False
        self._postponed.add(url)
        self._copies.add(url)
        return True

    def waiting(self, site: str) -> frozenset[str]:
        """The URLs that a site waits for."""
        return frozenset(turn.url for turn in self._turns if turn.site == site)

    def next_turn(self) -> Turn | None:
        """Whose turn it is; None when nobody waits."""
        return self._turns.popleft() if self._turns else None

    def next_page(self) -> str | None:
        """The next page to be extracted when nothing else is; None when there is none."""
        if self._last:
            return self._last.popleft()
        url = min(self._copies, default=None)
        self._copies.discard(url or "")
        return url
