"""Components that end the process with a page in hand, as a parser that runs wild does."""

from __future__ import annotations

import os
import signal
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.extraction import Page
from newscrawl.pipelines import extract
from newscrawl.spiders.shelf import Shelf
from tests.spiders import deadly_tasks
from tests.spiders.deadly_tasks import DEADLY


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
    """Extension: that the page is to be learned from ends the process."""

    @classmethod
    def from_crawler(cls, _crawler: Crawler) -> DeadlyLesson:
        lesson = Shelf._lesson  # noqa: SLF001

        async def deadly(shelf: Shelf, page: Page, *known: Any) -> Any:
            _die_of(page.url)
            return await lesson(shelf, page, *known)

        Shelf._lesson = deadly  # type: ignore[method-assign]  # noqa: SLF001
        return cls()


class DeadlyReading:
    """Extension: reading the page ends, hangs or fills the process that does it.

    The setting DEADLY_READING names the task that does it.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DeadlyReading:
        extract.compare_seen = deadly_tasks.unseen
        extract.compare_learned = getattr(deadly_tasks, crawler.settings["DEADLY_READING"])
        return cls()


def _die_of(url: str) -> None:
    if DEADLY in url:
        os.kill(os.getpid(), signal.SIGKILL)
