"""Components that lose requests without a word, as careless ones do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, signals
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

LOST = "-100001"  # in the URLs that are lost


class LosingMiddleware:
    """Spider middleware: drops requests, as UrlLengthMiddleware does."""

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for output in start:
            if not _is_lost(output):
                yield output

    async def process_spider_output(
        self,
        response: object,  # noqa: ARG002 - Scrapy names it
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        async for output in result:
            if not _is_lost(output):
                yield output


class RefusingExtension:
    """Extension: refuses to schedule requests, as OffsiteMiddleware does."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefusingExtension:
        extension = cls()
        crawler.signals.connect(extension.scheduled, signals.request_scheduled)
        return extension

    def scheduled(self, request: Request) -> None:
        if _is_lost(request):
            raise IgnoreRequest


class ForgetfulScheduler(Scheduler):
    """SCHEDULER: takes no such request, as one with a duplicate filter does."""

    def enqueue_request(self, request: Request) -> bool:
        return not _is_lost(request) and super().enqueue_request(request)


class FailingMiddleware:
    """Downloader middleware: raises what nobody foresaw."""

    def process_response(self, request: Request, response: Any) -> Any:
        if LOST in request.url:
            raise LookupError("nobody foresaw this")
        return response


def _is_lost(output: object) -> bool:
    return isinstance(output, Request) and LOST in output.url
