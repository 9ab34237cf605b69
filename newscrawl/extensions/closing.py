"""A spider that is closed while items of its start() are in the pipelines does close."""

from __future__ import annotations

import asyncio
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

_DELAY = 0.05  # seconds: Scrapy counts an item as done just after it has told of it


class Closing:
    """Lets a closing spider go once its last item is through.

    Scrapy 2.19 looks whether the pipelines are empty when a response is done, and not when an
    item that came from start() is: without this, ending such a crawl early waits for good.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Look again after each item, whatever became of it."""
        extension = cls(crawler)
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(extension.look_soon, signal=signal)
        return extension

    def look_soon(self, **_item: Any) -> None:
        """Look when Scrapy has counted the item as done."""
        asyncio.get_running_loop().call_later(_DELAY, self.look)

    def look(self) -> None:
        """Tell a closing scraper that it is idle, where it is and was not told."""
        engine = self._crawler.engine
        slot, spider = (engine.scraper.slot, engine.spider) if engine else (None, None)
        if slot and slot.closing and not slot.closing.called and slot.is_idle() and spider:
            slot.closing.callback(spider)
