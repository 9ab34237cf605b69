"""Shelf: pages wait here, and their site's memory learns from them, until they are extracted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

from newscrawl.errors import ExtractionError
from newscrawl.items import Page
from newscrawl.spiders.ledger import off_loop
from newscrawl.storage import Recovered, Spool, Store, lessons
from newscrawl.storage.archive import Archive
from newscrawl.storage.archived_pages import ArchivedPages
from newscrawl.storage.clean import key_of
from newscrawl.storage.memories import Memories
from newscrawl.warc.answer import Answer
from newscrawl.workers import Workers
from newscrawl.workers.tasks import observe_page

logger = logging.getLogger(__name__)

Waiting = Spool | ArchivedPages


class Shelf:
    """Pages and memories of a crawl as its spider uses them, off the event loop.

    Args:
        waiting: Where pages wait.
        memories: What learns from them.
        workers: Who read them.
        store: Where memories are kept; None for nowhere.
        archive: Where raw pages are kept for good; None for nowhere.
    """

    def __init__(
        self,
        waiting: Waiting,
        memories: Memories,
        workers: Workers,
        store: Store | None,
        archive: Archive | None = None,
    ) -> None:
        self._spool = waiting
        self._archive = archive
        self._memories = memories
        self._workers = workers
        self._store = store
        # Memories take in one lesson at a time; were that in the threads that wait for the disk,
        # pages would wait there for each other, fetched and not yet kept.
        self._learner = ThreadPoolExecutor(1, thread_name_prefix="learn")
        # A crash suspects the pages that are learned from: no more of them than keep workers busy.
        self._learning = asyncio.Semaphore(workers.in_hand)

    async def keep(self, page: Page, answer: Answer | None = None) -> None:
        """Put a page where a crash does not lose it; `answer` is what it came in."""
        await off_loop(self._keep, page, answer)

    async def learn(self, page: Page, *, alone: bool = False) -> None:
        """Learn from a page; `alone`: while nothing else is in hand."""
        async with self._learning:
            if self._store is not None:
                await off_loop(partial(self._store.take, page.url, alone=alone))
            lesson = await self._lesson(page)
            await off_loop(self._learned, page, lesson, threads=self._learner)

    async def kept(self, site: str) -> set[str]:
        """The URLs of the pages that a crawl left here when it was killed."""
        return await off_loop(self._spool.urls, site)

    async def take_up(self, site: str, left: Recovered, kept: Collection[str]) -> None:
        """Learn from the pages that a crawl left, but for those that are run alone.

        What the saved memory has seen is not learned again: where it had to leave pages out,
        they would count as new. Pages that nothing waits for are let go.
        """
        unread = await off_loop(self._take_up, site, left, kept, threads=self._learner)
        for url in unread:
            page = await self.page(url)
            if page is not None:
                await self.learn(page)

    async def page(self, url: str) -> Page | None:
        """A page that is kept; None where it is not."""
        return await off_loop(self._spool.page, url)

    async def known_pages(self, site: str) -> int:
        """How many pages the site's memory has seen."""
        return await off_loop(lambda: self._memories.of(site).pages, threads=self._learner)

    async def pages(self, site: str) -> AsyncIterator[Page]:
        """The pages of a site, one in memory at a time.

        The memory that they are extracted with is saved first: should the crawl be killed
        while it extracts, the next one goes on with the same.
        """
        await off_loop(self._settle, site)
        pages = self._spool.pages(site)
        while (page := await off_loop(next, pages, None)) is not None:
            yield page

    async def remove(self, url: str) -> None:
        """Let go of a page that came through the pipelines, one way or the other."""
        await off_loop(self._spool.remove, url)

    def close(self) -> None:
        """End the thread that learns; it has nothing left to learn from."""
        self._learner.shutdown(cancel_futures=True)

    def _keep(self, page: Page, answer: Answer | None) -> None:
        if self._archive is not None:
            self._archive.put(page, answer)
        self._spool.put(page)

    async def _lesson(self, page: Page) -> bytes:
        """What a page teaches; nothing where it broke the reader."""
        site = self._memories.site(page.url)
        memory = await off_loop(self._memories.of, site, threads=self._learner)
        try:
            return await self._workers.run(observe_page, page, memory.generation)
        except ExtractionError as error:
            logger.warning("%s: nothing learned: %s", page.url, _without(page.url, error))
            return b""

    def _learned(self, page: Page, lesson: bytes) -> None:
        """Take in what a page taught, which is in hand no longer."""
        site = self._memories.site(page.url)
        if lesson:
            self._memories.take_in(site, lesson)
        if self._store is not None and lesson:
            self._store.submit(lambda store: lessons.keep(store, site, page.url, lesson)).result()
        elif self._store is not None:
            self._store.submit(lambda store: store.put_down(page.url)).result()

    def _take_up(self, site: str, left: Recovered, kept: Collection[str]) -> list[str]:
        """Take in the lessons that are there; the URLs of the pages that have none."""
        if left.extracting:
            self._memories.resume(site)
        for url in kept:
            if url not in left.pages:
                self._spool.remove(url)
        new = [url for url, page in left.pages.items() if not (page.learned or page.alone)]
        known = lessons.of(self._store, site) if self._store and new else {}
        return [url for url in new if not self._takes_in(site, known.get(key_of(url), b""))]

    def _takes_in(self, site: str, lesson: bytes) -> bool:
        """Whether there is a lesson that could be learned: another version may have written it."""
        with suppress(ValueError):
            if lesson:
                self._memories.take_in(site, lesson)
                return True
        return False

    def _settle(self, site: str) -> None:
        """Save the memory that the kept pages are extracted with."""
        if not self._spool.count(site):
            return
        memory = self._memories.settle(site)
        if self._store is not None and memory.pages:
            data = self._memories.packed(site)
            self._store.settle(site, data, memory.generation, memory.pages)


def _without(url: str, error: ExtractionError) -> str:
    return str(error).removeprefix(f"{url}: ")
