"""Fakes at the edges of the middlewares."""

from __future__ import annotations

from collections import Counter

from twisted.internet.defer import Deferred, succeed

from newscrawl.middlewares.resolver import PublicResolver


class FakeStats(Counter[str]):
    """Counts as Scrapy's stats do."""

    def inc_value(self, name: str) -> None:
        self[name] += 1


class LoopbackResolver(PublicResolver):
    """Answers every name with loopback, as the resolver of a hostile domain may."""

    def getHostByName(self, name: str, timeout: object = ()) -> Deferred[str]:  # noqa: ARG002, N802
        return succeed("127.0.0.1").addCallback(self._public, name)
