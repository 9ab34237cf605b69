"""Scrapy components that a benchmark puts in by `-s`: a resolver and a stats collector."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IResolverSimple
from zope.interface import implementer


@implementer(IResolverSimple)
class LoopbackResolver:
    """TWISTED_DNS_RESOLVER: every host name is this machine, so no packet leaves it."""

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
        """127.0.0.1, whatever the name."""
        return succeed("127.0.0.1")


class StatsFile(StatsCollector):
    """STATS_CLASS: writes the crawl's stats as JSON to the file BENCHMARK_STATS_FILE."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.path = Path(crawler.settings["BENCHMARK_STATS_FILE"])

    def _persist_stats(self, stats: dict[str, Any]) -> None:
        self.path.write_text(json.dumps(stats, default=str, indent=1), encoding="utf-8")
