"""Memories: the site memories of one crawl, loaded as they are needed, saved at its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import RLock

from newscrawl.errors import StorageError
from newscrawl.extraction import SiteMemory
from newscrawl.items import Page
from newscrawl.storage.rows import MemoryRow
from newscrawl.storage.store import Store
from newscrawl.urls import site_of


class Memories:
    """The memories of the sites that one crawl meets. May be used from any thread.

    Args:
        store: Where memories are kept; None: they end with the crawl.
        site: Which site a URL belongs to; sites.toml may join hosts.
    """

    def __init__(self, store: Store | None, site: Callable[[str], str] = site_of) -> None:
        self._store = store
        self.site = site
        self._memories: dict[str, SiteMemory] = {}
        self._loaded_as: dict[str, int] = {}  # generation of a site's memory when it was loaded
        self._before: dict[str, MemoryRow | SiteMemory] = {}  # as they were loaded
        self._observed: set[str] = set()
        self._lock = RLock()

    def of(self, site: str) -> SiteMemory:
        """The memory of a site, an empty one where nothing is known of it.

        Raises:
            StorageError: The store cannot be read, or what it keeps is no memory.
        """
        with self._lock:
            if site not in self._memories:
                row = self._store.memory_row(site) if self._store else None
                self._memories[site] = _from_row(row) if row else SiteMemory()
                self._loaded_as[site] = row.generation if row else 0
                self._before[site] = row or SiteMemory()
            return self._memories[site]

    def of_page(self, page: Page) -> SiteMemory:
        """The memory of the site that a page belongs to."""
        return self.of(self.site(page.url))

    def before(self, page: Page) -> SiteMemory:
        """The memory of the site that a page belongs to, as it was when the crawl began."""
        with self._lock:
            self.of_page(page)
            site = self.site(page.url)
            known = self._before[site]
            if isinstance(known, MemoryRow):
                known = self._before[site] = _from_row(known)
            return known

    def observe(self, page: Page) -> bytes:
        """Teach the memory of the page's site; runs the teacher, so not in the event loop.

        Returns:
            What was learned, for `take_in`.
        """
        site = self.site(page.url)
        lesson = SiteMemory()
        lesson.generation = self.of(site).generation
        lesson.observe(page)
        self._add(site, lesson)
        return lesson.to_bytes()

    def take_in(self, site: str, lesson: bytes) -> None:
        """Learn again what `observe` learned from a page, without the page.

        Raises:
            ValueError: This is no lesson, or one that another version wrote.
        """
        self._add(site, SiteMemory.from_bytes(lesson))

    def _add(self, site: str, lesson: SiteMemory) -> None:
        with self._lock:
            self._memories[site] = self.of(site).merge(lesson)
            self._observed.add(site)

    def settle(self, site: str) -> SiteMemory:
        """The memory of a site as the store can keep it, which is its memory from now on.

        A crawl that is killed while it extracts goes on with what the store has: both must be
        the same, or a text would depend on the kill.
        """
        with self._lock:
            self._memories[site] = SiteMemory.from_bytes(self.of(site).to_bytes())
            return self._memories[site]

    def resume(self, site: str) -> None:
        """Note that the memory of a site has learned since its last generation."""
        with self._lock:
            self.of(site)
            self._observed.add(site)

    def close(self, at: str) -> int:
        """Save a new generation of each memory that learned; how many those are.

        What another crawl has saved in the meantime is merged, not overwritten.

        Args:
            at: When the crawl ended, ISO 8601: the memories' `saved_at`.

        Raises:
            StorageError: The store cannot be written.
        """
        ended = datetime.fromisoformat(at)
        with self._lock:
            for site in sorted(self._observed):
                memory = self._merged(site)
                memory.close_generation()
                self._memories[site] = memory
                self._loaded_as[site] = memory.generation
                if self._store:
                    data, pages = memory.to_bytes(), memory.pages
                    self._store.save_memory(site, data, memory.generation, pages, ended)
            closed = len(self._observed)
            self._observed.clear()
            return closed

    def _merged(self, site: str) -> SiteMemory:
        row = self._store.memory_row(site) if self._store else None
        if row is None or row.generation == self._loaded_as[site]:
            return self._memories[site]
        return self._memories[site].merge(_from_row(row))


def _from_row(row: MemoryRow) -> SiteMemory:
    try:
        return SiteMemory.from_bytes(row.data)
    except Exception as error:
        raise StorageError(
            f"memory of {row.site}, generation {row.generation}: cannot be read: {error!r}; "
            "delete its row, the next crawl learns it anew"
        ) from error
