"""Components that lose requests and pages without a word, as careless ones do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.core.scheduler import Scheduler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newscrawl.middlewares import connections
from newscrawl.pipelines import extract
from newscrawl.spiders import admission
from tests.spiders import deadly_tasks

# In the URLs that each of them loses.
BY_MIDDLEWARE, BY_SIGNAL, BY_SCHEDULER, BY_FAILURE = "-100001", "-100002", "-100003", "-100004"


class LosingMiddleware:
    """Spider middleware: drops requests, as UrlLengthMiddleware does."""

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        async for output in start:
            if not _is_lost(output, BY_MIDDLEWARE):
                yield output

    async def process_spider_output(
        self,
        response: object,  # noqa: ARG002 - Scrapy names it
        result: AsyncIterator[Any],
    ) -> AsyncIterator[Any]:
        async for output in result:
            if not _is_lost(output, BY_MIDDLEWARE):
                yield output


class RefusingExtension:
    """Extension: refuses to schedule requests, as OffsiteMiddleware does."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RefusingExtension:
        extension = cls()
        crawler.signals.connect(extension.scheduled, signals.request_scheduled)
        return extension

    def scheduled(self, request: Request) -> None:
        if _is_lost(request, BY_SIGNAL):
            raise IgnoreRequest


class ForgetfulScheduler(Scheduler):
    """SCHEDULER: takes no such request, as one with a duplicate filter does."""

    def enqueue_request(self, request: Request) -> bool:
        return not _is_lost(request, BY_SCHEDULER) and super().enqueue_request(request)


class FailingMiddleware:
    """Downloader middleware: raises what nobody foresaw."""

    def process_response(self, request: Request, response: Any) -> Any:
        if BY_FAILURE in request.url:
            raise LookupError("nobody foresaw this")
        return response


def _is_lost(output: object, mark: str) -> bool:
    return isinstance(output, Request) and mark in output.url


class TidyingExtension:
    """Extension: deletes the pages that wait, as somebody's clean-up of old files might."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TidyingExtension:
        extension = cls()
        crawler.signals.connect(extension.scraped, signals.item_scraped)
        return extension

    def scraped(self) -> None:
        for file in Path("data/spool").rglob("*.page.gz"):
            file.unlink(missing_ok=True)  # the crawl may have been faster


class HastyExtension:
    """Extension: lets connections wait for a fifth of a second, and no longer."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> HastyExtension:
        connections.IDLE = 0.2
        return cls()


class SingleExtension:
    """Extension: lets a crawl have a site under way for each request in flight."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> SingleExtension:
        admission.SITES_A_REQUEST = 1
        return cls()


class NarrowExtension:
    """Extension: lets a crawl have one answer in hand before it asks another site what is new."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> NarrowExtension:
        admission.ANSWERS = 1
        return cls()


class NothingSeen:
    """Extension: what was seen of pages when they were learned from is not at hand."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> NothingSeen:
        extract.compare_seen = deadly_tasks.unseen
        return cls()
