"""Extract: a Page comes in, an Article goes on."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.errors import ExtractionError, StorageError
from newscrawl.extraction import explain
from newscrawl.items import Article, Page
from newscrawl.pipelines.dropped import Dropped, ExtractionCrashed, NothingExtracted
from newscrawl.pipelines.fit import fit_of
from newscrawl.pipelines.outcome import Outcome
from newscrawl.schedule.measures import Tally
from newscrawl.storage import State
from newscrawl.storage.memories import Memories

logger = logging.getLogger(__name__)

# Extraction is computation: more threads than this make nothing faster, and the event loop late.
THREADS = 2


class Extract:
    """Turns pages into articles, in threads, with the memory of each page's site.

    The memories are the spider's own where it has some, else the store's. Items that are no
    pages go on as they are.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._outcome = Outcome.of(crawler)
        self._memories = Memories(None)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="extract")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Find the store and the memories."""
        self._outcome.open()
        own = getattr(self._crawler.spider, "memories", None)
        self._memories = own if own is not None else Memories(self._outcome.store)

    def close_spider(self) -> None:
        """End the threads; they are idle by now."""
        self._threads.shutdown()
        self._outcome.close()

    async def process_item(self, item: Any) -> Any:
        """The article of a page.

        Raises:
            Dropped: There is none; the state of the page's URL says why.
        """
        if not isinstance(item, Page):
            return item
        self._outcome.check()
        try:
            return await self._article(item)
        except ExtractionError as error:
            why: Dropped = NothingExtracted(str(error).removeprefix(f"{item.url}: "))
        except StorageError as error:
            self._outcome.fail(error)
        except Exception as error:
            logger.debug("%s: extraction crashed", item.url, exc_info=True)
            first_line = f"{type(error).__name__}: {error}".splitlines()[0]
            why = ExtractionCrashed(first_line)
        if (tally := self._tally(item)) is not None:
            tally.unreadable()
        return await self._outcome.drop(item.url, State.FAILED, why)

    async def _article(self, page: Page) -> Article:
        loop = asyncio.get_running_loop()
        article, fit = await loop.run_in_executor(self._threads, self._extract, page)
        if (tally := self._tally(page)) is not None:
            tally.page(article, fit)
        return article

    def _tally(self, page: Page) -> Tally | None:
        """Where the pages of the page's site are counted; None where nobody compares runs."""
        spider: Any = self._crawler.spider
        tallies = getattr(spider, "tallies", None)
        return tallies.of(spider.site(page.url)) if tallies is not None else None

    def _extract(self, page: Page) -> tuple[Article, float | None]:
        memory = self._memories.of_page(page)
        explanation = explain(page, memory)
        return explanation.article, fit_of(explanation, self._memories.before(page), memory)
