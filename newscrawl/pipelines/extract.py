"""Extract: a Page comes in, an Article goes on."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Any, ClassVar, Self

from scrapy.crawler import Crawler

from newscrawl import errors
from newscrawl.commandline import limits_of
from newscrawl.errors import ExtractionError, StorageError
from newscrawl.items import Article, Page
from newscrawl.pipelines import dropped
from newscrawl.pipelines.dropped import Dropped
from newscrawl.pipelines.outcome import Outcome
from newscrawl.schedule.measures import Tally
from newscrawl.storage import State
from newscrawl.storage.memories import Memories
from newscrawl.stories import Grouped
from newscrawl.workers import Limits, MemoryRef, Workers
from newscrawl.workers.tasks import Compared, compare_learned, compare_page, compare_seen

logger = logging.getLogger(__name__)

AGREES = 0.98  # share of the text that both paths give, from which nobody need know


class Extract:
    """Turns pages into articles, in other processes, with the memory of each page's site.

    Memories and workers are the spider's own where it has some, else the store's and its own.
    Items that are no pages go on as they are.

    Args:
        crawler: Its spider's parts.
        limits: What workers of its own may take.
    """

    _reasons: ClassVar[dict[type[ExtractionError], type[Dropped]]] = {
        errors.PageTooSlow: dropped.PageTooSlow,
        errors.PageTooBig: dropped.PageTooBig,
        errors.PageCrashed: dropped.ExtractionCrashed,
        errors.WorkerDied: dropped.WorkerDied,
    }

    def __init__(self, crawler: Crawler, limits: Limits) -> None:
        self._crawler = crawler
        self._limits = limits
        self._outcome = Outcome.of(crawler)
        self._memories = Memories(None)
        self._own_workers: Workers | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(crawler, limits_of(crawler.settings))

    def open_spider(self) -> None:
        """Find the store and the memories."""
        self._outcome.open()
        own = getattr(self._crawler.spider, "memories", None)
        self._memories = own if own is not None else Memories(self._outcome.store)

    def close_spider(self) -> None:
        """End the workers; they are idle by now. The spider ends its own."""
        if self._own_workers is not None:
            self._own_workers.dismiss()
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
        except StorageError as error:
            self._outcome.fail(error)
        except Exception as error:
            logger.debug("%s: not extracted", item.url, exc_info=True)
            why = self._reason(item, error)
        if (tally := self._tally(item)) is not None:
            tally.unreadable()
        return await self._outcome.drop(item.url, State.FAILED, why)

    async def _article(self, page: Page) -> Article:
        workers, shelf = self._workers, getattr(self._crawler.spider, "shelf", None)
        site = self._memories.site(page.url)
        if self._memories.are_at_hand(site):
            now, before = self._memory(site, workers)
        else:
            now, before = await asyncio.to_thread(self._memory, site, workers)
        if shelf is None or self._memories.is_sure(site):
            found = await workers.run(compare_page, page, now, before)
        else:
            found = await self._compared(page, shelf, now, before)
        self._count(found)
        self._outcome.prepare(page.url, Grouped(found.article.text, found.outline))
        if shelf is not None:
            await shelf.learn_extracted(page.url, found.trace)
        if (tally := self._tally(page)) is not None:
            tally.page(found.article, found.fit)
        return found.article

    async def _compared(
        self, page: Page, shelf: Any, now: MemoryRef | None, before: MemoryRef | None
    ) -> Compared:
        """What a page that was learned from gives; most need not go to a worker again."""
        if seen := shelf.seen_of(page.url):
            bare = replace(page, body=b"")
            found = await self._workers.run(compare_seen, bare, now, before, seen)
            if found is not None:
                return found
        path, beside = shelf.path_of(page.url), shelf.first_of(page.url)
        return await self._workers.run(compare_learned, page, now, before, path, beside)

    def _count(self, found: Compared) -> None:
        """Count which path a page took, and how far both agreed where both were taken."""
        stats = self._crawler.stats
        if stats is not None:
            stats.inc_value(f"newscrawl/path/{found.article.path}")
            if found.agreement is not None and found.agreement < AGREES:
                stats.inc_value("newscrawl/path/disagreed")
                said = "%s: what is known of its site gives %.0f %% of what it reads in full"
                logger.info(said, found.article.url, 100 * found.agreement)

    @property
    def _workers(self) -> Workers:
        """Those of the spider, else some of its own."""
        spiders: Workers | None = getattr(self._crawler.spider, "workers", None)
        if spiders is not None:
            return spiders
        if self._own_workers is None:
            self._own_workers = Workers(self._limits)
        return self._own_workers

    def _memory(self, site: str, workers: Workers) -> tuple[MemoryRef | None, MemoryRef | None]:
        """The memory of a site, as it is and as it was when the crawl began."""
        now, before = self._memories.extracting(site), self._memories.before(site)
        return workers.memory(now), workers.memory(before)

    def _reason(self, page: Page, error: Exception) -> Dropped:
        said = f"{error}".removeprefix(f"{page.url}: ")
        if isinstance(error, ExtractionError):
            return self._reasons.get(type(error), dropped.NothingExtracted)(said)
        return dropped.ExtractionCrashed(f"{type(error).__name__}: {said}".splitlines()[0])

    def _tally(self, page: Page) -> Tally | None:
        """Where the pages of the page's site are counted; None where nobody compares runs."""
        spider: Any = self._crawler.spider
        tallies = getattr(spider, "tallies", None)
        return tallies.of(spider.site(page.url)) if tallies is not None else None
