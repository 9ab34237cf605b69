"""Attempts: the store knows of a request before it leaves, so that a crash leaves a trace."""

from __future__ import annotations

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler


class Attempts:
    """Tells the spider of each request that is about to be sent, and waits until it has noted it.

    Stands behind all other middlewares: what they refuse or answer is no attempt.

    Args:
        crawler: Its spider may have `async def attempted(request)`.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the spider's note; spiders that take none are not asked."""
        attempted: Any = getattr(self._crawler.spider, "attempted", None)
        if attempted is not None:
            await attempted(request)
