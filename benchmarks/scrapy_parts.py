"""Scrapy components that a benchmark puts in by `-s`: a resolver and stats collectors."""

from __future__ import annotations

import asyncio
import json
import time
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IResolverSimple
from zope.interface import implementer

LAG_TIMER = 0.01  # seconds


@implementer(IResolverSimple)
class LoopbackResolver:
    """TWISTED_DNS_RESOLVER: every host is this machine, so no packet leaves it."""

    def __init__(self, reactor: ReactorBase) -> None:
        self.reactor = reactor

    @classmethod
    def from_crawler(cls, _crawler: Crawler, reactor: ReactorBase) -> Self:
        """As Scrapy makes a resolver."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self.reactor.installResolver(self)

    def getHostByName(self, name: str, timeout: object = ()) -> Deferred[str]:  # noqa: N802, ARG002 - Twisted's interface
        """127.0.0.1, whatever the name; an address of this machine is itself."""
        return succeed(name if name.startswith("127.") else "127.0.0.1")


class StatsFile(StatsCollector):
    """STATS_CLASS: writes the crawl's stats as JSON to the file BENCHMARK_STATS_FILE."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.path = Path(crawler.settings["BENCHMARK_STATS_FILE"])

    def _persist_stats(self, stats: dict[str, Any]) -> None:
        self.path.write_text(json.dumps(stats, default=str, indent=1), encoding="utf-8")


class LagFile(StatsFile):
    """STATS_CLASS: as StatsFile, with how late a timer of the event loop comes, milliseconds.

    `benchmark/lag_ms` holds the median, the 99th of 100 parts, and the latest, from the
    opening of the spider to the end.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._late = array("f")  # not objects: their memory would count as the crawler's
        crawler.signals.connect(self._begin, signals.spider_opened)

    def _begin(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._set()

    def _set(self) -> None:
        self._due = time.perf_counter() + LAG_TIMER
        self._loop.call_later(LAG_TIMER, self._ring)

    def _ring(self) -> None:
        self._late.append(1000 * (time.perf_counter() - self._due))
        self._set()

    def _persist_stats(self, stats: dict[str, Any]) -> None:
        super()._persist_stats({**stats, "benchmark/lag_ms": lag_of(self._late)})


def lag_of(late: Sequence[float]) -> list[float]:
    """Median, 99th of 100 parts, and the most; none where nothing was measured.

    >>> lag_of([float(n) for n in range(101)])
    [50.0, 99.0, 100.0]
    """
    ordered = sorted(late)
    if not ordered:
        return []
    last = len(ordered) - 1
    return [round(ordered[round(share * last)], 1) for share in (0.5, 0.99, 1)]
