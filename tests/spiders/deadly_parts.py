"""Components that end the process with a page in hand, as a parser that runs wild does."""

from __future__ import annotations

import os
import signal
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.extraction import Page, SiteMemory

DEADLY = "-100002"  # in the URL of the page that does it


class DeadlyAnswer:
    """Downloader middleware: the answer ends the process."""

    def process_response(self, request: Request, response: Any) -> Any:
        _die_of(request.url)
        return response


class DeadlyItem:
    """Pipeline: the page ends the process before it is an article."""

    async def process_item(self, item: Any) -> Any:
        _die_of(item.url)
        return item


class DeadlyLesson:
    """Extension: a memory that learns from the page ends the process."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> DeadlyLesson:
        class DeadlyMemory(SiteMemory):
            def observe(self, page: Page) -> None:
                _die_of(page.url)
                super().observe(page)

        from newscrawl.storage import memories  # noqa: PLC0415 - of this process alone

        memories.SiteMemory = DeadlyMemory  # type: ignore[misc]
        return cls()


def _die_of(url: str) -> None:
    if DEADLY in url:
        os.kill(os.getpid(), signal.SIGKILL)
