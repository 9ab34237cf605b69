"""Shelf: pages wait here, and their site's memory learns from them, until they are extracted."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.spiders.ledger import off_loop
from newscrawl.storage import Spool, Store
from newscrawl.storage.memories import Memories

logger = logging.getLogger(__name__)


class Shelf:
    """Spool and memories of a crawl as its spider uses them, off the event loop.

    Args:
        spool: Where pages wait.
        memories: What learns from them.
        store: Where memories are kept; None for nowhere.
    """

    def __init__(self, spool: Spool, memories: Memories, store: Store | None) -> None:
        self._spool = spool
        self._memories = memories
        self._store = store
        # Memories learn one page at a time; were learning in the threads that wait for the disk,
        # pages would wait there for each other, fetched and not yet kept.
        self._learner = ThreadPoolExecutor(1, thread_name_prefix="learn")

    async def keep(self, page: Page) -> None:
        """Put a page into the spool."""
        await off_loop(self._spool.put, page)

    async def learn(self, page: Page) -> None:
        """Learn from a page."""
        await off_loop(self._observe, page, threads=self._learner)

    async def learn_kept(self, site: str) -> list[str]:
        """Learn from the pages that a crawl left in the spool when it was killed; their URLs."""
        return await off_loop(self._observe_kept, site, threads=self._learner)

    async def known_pages(self, site: str) -> int:
        """How many pages the site's memory has seen."""
        return await off_loop(lambda: self._memories.of(site).pages, threads=self._learner)

    async def pages(self, site: str) -> AsyncIterator[Page]:
        """The pages of a site, one in memory at a time.

        The memory that they are extracted with is saved first: should the crawl be killed
        while it extracts, the next one goes on with the same.
        """
        await off_loop(self._save_memory, site)
        pages = self._spool.pages(site)
        while (page := await off_loop(next, pages, None)) is not None:
            yield page

    async def remove(self, url: str) -> None:
        """Let go of a page that came through the pipelines, one way or the other."""
        await off_loop(self._spool.remove, url)

    def close(self) -> None:
        """End the thread that learns; it has nothing left to learn from."""
        self._learner.shutdown(cancel_futures=True)

    def _observe(self, page: Page) -> None:
        try:
            self._memories.observe(page)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - a page that breaks the reader stops no crawl
            logger.warning("%s: nothing learned: %s: %s", page.url, type(error).__name__, error)

    def _observe_kept(self, site: str) -> list[str]:
        urls = []
        for page in self._spool.pages(site):
            self._observe(page)
            urls.append(page.url)
        return urls

    def _save_memory(self, site: str) -> None:
        memory = self._memories.of(site)
        if self._store is not None and memory.pages:
            data = memory.to_bytes()
            self._store.save_memory(site, data, memory.generation, memory.pages)
