"""Slots: the only place that reaches into the downloader's queues, one for each host.

Scrapy sends the requests of a slot one after the other, `delay` seconds apart counted from
`lastseen`; AutoThrottle moves the delay with every answer. Here it is kept from falling below
what a host or its entry in sites.toml asks for, and a slot is held still.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, ClassVar, Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

_SHORTEST = 0.05  # seconds: a slot without any delay does not look at `lastseen`


class Slots:
    """The downloader's slots of one crawl, by host."""

    _of_crawler: ClassVar[WeakKeyDictionary[Crawler, Slots]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._floors: dict[str, float] = {}

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The slots that all middlewares of a crawl share."""
        return cls._of_crawler.setdefault(crawler, cls(crawler))  # type: ignore[return-value]

    def key_of(self, request: Request) -> str:
        """The slot that a request waits in."""
        return self._downloader.get_slot_key(request)

    def delay(self, key: str) -> float:
        """Seconds between two requests of a slot at present."""
        slot = self._slot(key)
        return slot.delay if slot else self._floors.get(key, 0.0)

    def keep_apart(self, key: str, seconds: float) -> None:
        """From now on, requests of the slot are at least this far apart, to the second.

        Without the jitter that Scrapy puts on delays: half of what a host asks for is too little.
        """
        self._floors[key] = max(self._floors.get(key, 0.0), seconds)
        settings: dict[str, Any] = self._downloader.per_slot_settings.setdefault(key, {})
        settings["delay"] = max(settings.get("delay", 0.0), self._floors[key])
        settings["jitter"] = 0.0
        slot = self._slot(key)
        if slot is not None:
            slot.jitter = 0.0
        self.raise_to_floor(key)

    def raise_to_floor(self, key: str) -> None:
        """Undo what AutoThrottle lowered too far."""
        slot = self._slot(key)
        if slot is not None:
            slot.delay = max(slot.delay, self._floors.get(key, 0.0))

    def hold(self, key: str, seconds: float) -> None:
        """Send nothing of the slot before so many seconds have passed; what waits stays."""
        slot = self._slot(key)
        if slot is not None:
            slot.delay = max(slot.delay, _SHORTEST)
            slot.lastseen = max(slot.lastseen, monotonic() + seconds - slot.delay)

    def turn_away(self, key: str, netloc: str, why: Exception) -> None:
        """End the requests to a host that wait in a slot and have not been sent."""
        slot = self._slot(key)
        waiting = list(slot.queue) if slot else []
        for one in waiting:
            request, answer = one
            if slot is not None and urlparse_cached(request).netloc == netloc:
                slot.queue.remove(one)
                answer.errback(why)

    @property
    def _downloader(self) -> Downloader:
        return self._crawler.engine.downloader

    def _slot(self, key: str) -> Slot | None:
        return self._downloader.slots.get(key)
