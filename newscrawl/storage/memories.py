"""Memories: the site memories of one crawl, loaded as they are needed, saved at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import datetime
from threading import RLock

from newscrawl.errors import StorageError
from newscrawl.extraction import LEAST_PAGES, SiteMemory, Trace
from newscrawl.storage.packed_memories import PackedMemories
from newscrawl.storage.rows import MemoryRow
from newscrawl.storage.store import Store
from newscrawl.urls import site_of

_TOGETHER = 50  # memories that are saved in one transaction, of some milliseconds each

SURE_FROM = 9  # pages from which a crawl trusts what was known of a site before it


class Memories:
    """The memories of the sites that one crawl meets. May be used from any thread.

    Args:
        store: Where memories are kept; None: they end with the crawl.
        site: Which site a URL belongs to; sites.toml may join hosts.
    """

    def __init__(self, store: Store | None, site: Callable[[str], str] = site_of) -> None:
        self._store = store
        self.site = site
        self._memories = PackedMemories()
        self._loaded_as: dict[str, int] = {}  # generation of a site's memory when it was loaded
        self._before: dict[str, bytes] = {}  # as they were loaded
        self._taught: dict[str, int] = {}  # pages that the teacher had read by then, or enough
        self._sure: set[str] = set()  # sites that were known well by then
        self._observed: set[str] = set()
        self._lock = RLock()

    def of(self, site: str) -> SiteMemory:
        """The memory of a site, an empty one where nothing is known of it.

        Raises:
            StorageError: The store cannot be read, or what it keeps is no memory.
        """
        with self._lock:
            self._load(site)
            return self._memories.unpacked(site)

    def pages(self, site: str) -> int:
        """How many pages the memory of a site has seen. Raises as `of` does."""
        with self._lock:
            return self.of(site).pages

    def packed(self, site: str) -> bytes:
        """The memory of a site as bytes; b"" where nothing is known of it. Raises as `of` does."""
        with self._lock:
            self._load(site)
            return self._memories.packed(site)

    def before(self, site: str) -> bytes:
        """As `packed`, of when the crawl began."""
        with self._lock:
            self._load(site)
            return self._before[site]

    def taught_before(self, site: str) -> int:
        """How many pages of a site the teacher had read when the crawl began, or `LEAST_PAGES`."""
        if not self.is_loaded(site):
            self._load(site)
        return self._taught[site]

    def generation_before(self, site: str) -> int:
        """The generation of a site's memory when the crawl began; its lessons are the next's."""
        if not self.is_loaded(site):
            self._load(site)
        return self._loaded_as[site]

    def is_sure(self, site: str) -> bool:
        """Whether the memory that the crawl began with knows the site well.

        Then pages are extracted with that, as they come, whatever else the crawl learns: their
        order changes no text.
        """
        if not self.is_loaded(site):
            self._load(site)
        return site in self._sure

    def is_loaded(self, site: str) -> bool:
        """Whether what was known when the crawl began can be told without store and time."""
        return site in self._taught

    def are_at_hand(self, site: str) -> bool:
        """Whether `extracting` and `before` need neither store nor time."""
        with self._lock:
            return self.is_loaded(site) and (self.is_sure(site) or self._memories.is_packed(site))

    def before_and(self, site: str, taught: Iterable[bytes]) -> bytes:
        """What was known of a site when the crawl began, and some lessons; as bytes."""
        before = self.before(site)
        known = SiteMemory.from_bytes(before) if before else SiteMemory()
        for lesson in taught:
            known.learn(SiteMemory.from_bytes(lesson))
        return known.to_bytes()

    def extracting(self, site: str) -> bytes:
        """The memory that a site's pages are extracted with, as bytes."""
        return self.before(site) if self.is_sure(site) else self.packed(site)

    def take_in(self, site: str, lesson: bytes) -> None:
        """Learn what a page taught: the bytes of a memory that has seen it alone.

        Raises:
            ValueError: This is no lesson, or one that another version wrote.
        """
        with self._lock:
            self._load(site)
            self._memories.learn(site, lesson)
            self._observed.add(site)

    def add(self, site: str, traces: Iterable[Trace]) -> None:
        """Learn what pages of a site left, some at a time: its memory is unpacked for them."""
        with self._lock:
            self._load(site)
            self._memories.add(site, traces)
            self._observed.add(site)

    def settle(self, site: str) -> SiteMemory:
        """The memory of a site as the store can keep it, which is its memory from now on.

        A crawl that is killed while it extracts goes on with what the store has: both must be
        the same, or a text would depend on the kill.
        """
        with self._lock:
            data, memory = self.packed(site), self.of(site)
            if data:
                memory = SiteMemory.from_bytes(data)
                self._memories.put(site, memory, data)
            return memory

    def resume(self, site: str) -> None:
        """Go on with a memory that a crawl was extracting with when it was killed.

        It has learned since its last generation, from the pages that are extracted with it: it
        knows the site no better than it did in that crawl.
        """
        with self._lock:
            self._load(site)
            self._observed.add(site)
            self._sure.discard(site)

    def has_learned(self, site: str) -> bool:
        """Whether the memory of a site has learned since it was saved."""
        return site in self._observed

    def save(self, site: str, ended: datetime) -> bool:
        """Save a new generation of a site's memory, if it learned; whether it did.

        Args:
            site: The site.
            ended: When its crawl ended.

        Raises:
            StorageError: The store cannot be written.
        """
        with self._lock:
            learned = self.has_learned(site)
            if learned:
                self._close(site, ended)
            return learned

    def let_go(self, site: str) -> None:
        """Hold the memory of a site no longer; who asks for it again gets the one saved last."""
        with self._lock:
            self._memories.drop(site)
            self._observed.discard(site)
            self._sure.discard(site)
            self._before.pop(site, None)
            self._loaded_as.pop(site, None)
            self._taught.pop(site, None)

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
            sites = sorted(self._observed)
            for start in range(0, len(sites), _TOGETHER):
                with self._store.writing("save memories") if self._store else nullcontext():
                    for site in sites[start : start + _TOGETHER]:
                        self._close(site, ended)
            self._observed.clear()
            return len(sites)

    def _close(self, site: str, ended: datetime) -> None:
        memory = self._merged(site)
        data = memory.close_generation()
        self._memories.put(site, memory, data)
        self._loaded_as[site] = memory.generation
        if self._store:
            self._store.save_memory(site, data, memory.generation, memory.pages, ended)

    def _load(self, site: str) -> None:
        with self._lock:
            if self.is_loaded(site):
                return
            row = self._store.memory_row(site) if self._store else None
            memory, data = (_from_row(row), row.data) if row else (SiteMemory(), b"")
            self._memories.put(site, memory, data)
            self._before[site] = data
            self._loaded_as[site] = row.generation if row else 0
            taught = memory.taught
            if taught >= LEAST_PAGES and memory.pages >= SURE_FROM:
                self._sure.add(site)
            self._taught[site] = taught  # the last: `is_loaded` asks for it

    def _merged(self, site: str) -> SiteMemory:
        row = self._store.memory_row(site) if self._store else None
        if row is None or row.generation == self._loaded_as[site]:
            return self._memories.unpacked(site)
        return self._memories.unpacked(site).merge(_from_row(row))


def _from_row(row: MemoryRow) -> SiteMemory:
    try:
        return SiteMemory.from_bytes(row.data)
    except Exception as error:
        raise StorageError(
            f"memory of {row.site}, generation {row.generation}: cannot be read: {error!r}; "
            "delete its row, the next crawl learns it anew"
        ) from error
