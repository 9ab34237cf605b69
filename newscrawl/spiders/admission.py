"""Admission: of many sites a crawl has a few under way at a time; the others wait their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from scrapy.core.engine import ExecutionEngine

from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders.apart import Apart

ANSWERS = 100  # in hand, from which no other site is asked what is new; each takes 50 KB
# Sites under way for each request in flight. AutoThrottle asks a site once a second or more
# seldom; one that answers in a quarter of that keeps a fourth of a request busy. Each takes 50 KB,
# and a connection or some.
SITES_A_REQUEST = 4
_A_MOMENT = 0.05  # seconds
_QUIET = 1.0  # seconds in which nothing is under way: what sites wait for never comes


class Admission:
    """Lets a crawl begin with another site when those under way leave room.

    No more are asked what is new than there are requests in flight, among which Scrapy counts those
    that wait for their host's delay. Were all asked at once, nobody would have a page to read until
    the last has answered.

    Args:
        runs: Of the sites that the crawl has begun with.
        apart: What waits until nothing else is under way, and takes no room.
        requests: How many the crawl has in flight at most.
    """

    def __init__(self, runs: Mapping[str, SiteRun], apart: Apart, requests: int) -> None:
        self._runs = runs
        self._apart = apart
        self._requests = requests
        self._stuck: set[str] = set()  # sites that wait for what never comes take no room

    async def wait(self, engine: ExecutionEngine | None, is_stopping: Callable[[], bool]) -> None:
        """Wait for room. Where nothing would make any, those under way count no longer.

        Args:
            engine: The crawl's.
            is_stopping: Whether the crawl is to end.
        """
        quiet = 0.0
        while engine is not None and not self._is_room(engine):
            if is_stopping():
                return
            if quiet >= _QUIET:
                self._stuck.update(self._under_way())
            await asyncio.sleep(_A_MOMENT)
            quiet = 0.0 if _is_busy(engine) else quiet + _A_MOMENT

    def _is_room(self, engine: ExecutionEngine) -> bool:
        slot = engine.scraper.slot
        if slot is not None and len(slot.active) >= ANSWERS:
            return False
        under_way = self._under_way()
        asked = sum(self._runs[site].phase is Phase.FIND for site in under_way)
        return asked < self._requests and len(under_way) < SITES_A_REQUEST * self._requests

    def _under_way(self) -> list[str]:
        under_way = (site for site, run in self._runs.items() if run.phase is not Phase.DONE)
        return [s for s in under_way if s not in self._stuck and not self._apart.waiting(s)]


def _is_busy(engine: ExecutionEngine) -> bool:
    slot = engine.scraper.slot
    return bool(engine.downloader.active) or (slot is not None and not slot.is_idle())
