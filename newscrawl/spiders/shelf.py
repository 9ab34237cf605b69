"""Shelf: pages wait here, and their site's memory learns from them, until they are extracted."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple

from newscrawl.errors import ExtractionError
from newscrawl.extraction import LEAST_PAGES, SiteMemory
from newscrawl.items import Page, Path
from newscrawl.schedule.seen import Seen
from newscrawl.spiders.ledger import (
    closing_where_it_fails,
    committed,
    note_fetched,
    off_loop,
)
from newscrawl.spiders.readings import Readings
from newscrawl.storage import Recovered, Spool, Store, lessons
from newscrawl.storage.archive import Archive
from newscrawl.storage.archived_pages import ArchivedPages
from newscrawl.storage.clean import key_of
from newscrawl.storage.gathering import Gathered
from newscrawl.storage.memories import Memories
from newscrawl.warc.answer import Answer
from newscrawl.workers import MemoryRef, Workers
from newscrawl.workers.tasks import Lesson, study_page, traces_of

logger = logging.getLogger(__name__)

Waiting = Spool | ArchivedPages

# Of a known site, what so many pages left is learned together: its memory is unpacked and packed
# once for all. Most sites have fewer new ones in a crawl.
_AT_A_TIME = 50


class _Arrived(NamedTuple):
    """A page that was just fetched: the URL it was requested by, and the answer it came in."""

    url: str
    page: Page
    answer: Answer | None


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
        # A page alone would wait for the disk, and others for the file that it is written to.
        self._keeper = Gathered(self._archive_all, "keep")
        # Memories take in one lesson at a time; were that in the threads that wait for the disk,
        # pages would wait there for each other, fetched and not yet kept.
        self._learner = ThreadPoolExecutor(1, thread_name_prefix="learn")
        # A crash suspects the pages that are learned from: no more of them than keep workers busy.
        self._learning = asyncio.Semaphore(workers.in_hand)
        self._kept: dict[str, set[str]] = {}  # URLs of pages here, by site; no set is empty
        self._through = Seen()  # and of those that are here no longer
        self._learned = Seen()  # URLs of pages that the memories have seen
        self._seen = Seen()  # of those, what they had seen when the crawl began
        self._lessons: dict[str, bytes] = {}  # by URL, until a site's pages are learned from
        self._later: defaultdict[str, list[bytes]] = defaultdict(list)  # traces, by known site
        self._firsts: dict[str, MemoryRef | None] = {}  # what each site's first page taught
        self._readings = Readings()

    async def keep(self, url: str, page: Page, answer: Answer | None = None) -> None:
        """Put a page where a crash does not lose it, and let the store know that it is there.

        Args:
            url: As it was requested.
            page: What it brought.
            answer: What the page came in.
        """
        if self._archive is None:
            await off_loop(self._spool.put, page)
            await committed(self._store, lambda store: note_fetched(store, url, page))
        else:
            with closing_where_it_fails():
                await asyncio.wrap_future(self._keeper.submit(_Arrived(url, page, answer)))
        if page.url not in self._through:  # else another URL led to it
            self._kept.setdefault(self._memories.site(page.url), set()).add(page.url)

    async def is_sure(self, site: str) -> bool:
        """Whether pages of a site are extracted as they come, by what was known before."""
        await self._load(site)
        return self._memories.is_sure(site)

    async def try_alone(self, page: Page) -> None:
        """See whether the process outlives learning from a page while nothing else is in hand.

        What it taught is forgotten: it is learned from with the others of its site, as if it had
        never been suspected.
        """
        await committed(self._store, lambda store: store.take(page.url, alone=True))
        await self._lesson(page)
        await committed(self._store, lambda store: store.put_down(page.url))

    async def learn(self, page: Page) -> None:
        """Learn from a page that is not kept: it is read whole."""
        async with self._learning:
            await self._learn(page)
        if page.url not in self._waiting(self._memories.site(page.url)):
            self._readings.drop(page.url)  # nobody asks for them: it is not extracted
            self._lessons.pop(page.url, None)

    async def learn_all(self, site: str, until: Callable[[], bool]) -> None:
        """Learn from the pages of a site that wait and were not learned from yet.

        The teacher reads one of them whole, and some beside that; with what it says of their slots
        most others can do without. Which it reads depends on nothing but the pages and what was
        known before.

        Args:
            site: The site.
            until: Whether to leave the rest to the next crawl.
        """
        new = sorted((url for url in self._waiting(site) if url not in self._seen), key=key_of)
        await self._load(site)
        lacking = max(LEAST_PAGES - self._memories.taught_before(site), 0)
        first, others = new[:lacking], new[lacking:]
        beside = await self._first(site, first, until)
        await self._learn_from(first, until, beside=beside)
        if others:
            # A crawl that goes on after a kill has learned from some of these by now, and must
            # not recognise a page that it would not have recognised before.
            lessons_of_first = [self._lessons[url] for url in first if url in self._lessons]
            before = await off_loop(
                self._memories.before_and, site, lessons_of_first, threads=self._learner
            )
            known = self._workers.memory(before)
            await self._learn_from(others, until, known=known, beside=beside)
        for url in new:
            self._lessons.pop(url, None)

    async def _first(
        self, site: str, urls: Iterable[str], until: Callable[[], bool]
    ) -> MemoryRef | None:
        """What the first page taught that can be read; a crawl that was killed may have one."""
        for url in urls:
            if site in self._firsts:
                break
            await self._learn_from([url], until)
            if lesson := self._lessons.get(url):
                self._firsts[site] = self._workers.memory(lesson)
                keep = partial(lessons.keep_first, site=site, lesson=lesson)
                await committed(self._store, keep)
        return self._firsts.get(site)

    async def _learn_from(
        self,
        urls: Iterable[str],
        until: Callable[[], bool],
        known: MemoryRef | None = None,
        beside: MemoryRef | None = None,
    ) -> None:
        async def learn() -> None:
            for url in left:
                async with self._learning:  # before the page takes up memory
                    page = None if until() or url in self._learned else await self.page(url)
                    if page is not None:
                        await self._learn(page, known, beside)

        left = iter(urls)
        await asyncio.gather(*(learn() for _ in range(self._workers.in_hand)))

    async def learn_extracted(self, url: str, trace: bytes) -> None:
        """Learn from a page of a site that is known well, which was extracted as it came.

        Nothing depends on it before the site's crawl ends: many are learned from together.

        Args:
            url: The page's own.
            trace: What it left, as `compare_page` gave it; b"" for nothing.
        """
        site = self._memories.site(url)
        if not trace or self._is_known(url) or not await self.is_sure(site):
            return
        self._learned.add(url)
        self._later[site].append(trace)
        if len(self._later[site]) == _AT_A_TIME:
            await off_loop(self._take_in, site, self._later.pop(site), threads=self._learner)

    def seen_of(self, url: str) -> bytes:
        """What was seen of a page when it was learned from, once; b"" where that is gone."""
        return self._readings.pop(url)

    def path_of(self, url: str) -> Path:
        """How a page was read when it was learned from: so it is read when it is extracted."""
        return self._readings.path_of(url)

    def first_of(self, url: str) -> MemoryRef | None:
        """What the page taught beside which one was read, or is to be; None for whole."""
        return self._firsts.get(self._memories.site(url))

    async def kept(self, site: str) -> set[str]:
        """The URLs of the pages that a crawl left here when it was killed."""
        return await off_loop(self._spool.urls, site)

    async def take_up(self, site: str, left: Recovered, kept: Collection[str]) -> None:
        """Go on with the pages that a crawl left; those that nothing waits for are let go.

        What the saved memory has seen is not learned again: where it had to leave pages out,
        they would count as new.
        """
        await off_loop(self._take_up, site, left, kept, threads=self._learner)
        if left.pages:
            self._kept.setdefault(site, set()).update(left.pages)

    async def page(self, url: str) -> Page | None:
        """A page that is kept; None where it is not."""
        return await off_loop(self._spool.page, url)

    async def known_pages(self, site: str) -> int:
        """How many pages the site's memory will have seen when its pages are extracted."""
        seen = await off_loop(self._memories.pages, site, threads=self._learner)
        return seen + sum(not self._is_known(url) for url in self._waiting(site))

    async def settled(self, site: str) -> list[str]:
        """Save the memory that a site's pages are extracted with; the URLs of those that wait.

        Should the crawl be killed while it extracts, the next one goes on with the same memory,
        and in the same order.
        """
        waiting = sorted(self._waiting(site), key=key_of)
        if waiting and not await self.is_sure(site):
            paths = {url: self.path_of(url) for url in waiting}
            await off_loop(self._settle, site, paths, threads=self._learner)
        return waiting

    async def remove(self, url: str) -> None:
        """Let go of a page that came through the pipelines, one way or the other."""
        if isinstance(self._spool, Spool):
            await off_loop(self._spool.remove, url)
        else:
            self._spool.remove(url)  # from memory alone: an archive keeps its pages
        site = self._memories.site(url)
        self._through.add(url)
        self._readings.drop(url)
        waiting = self._waiting(site)
        waiting.discard(url)
        if not waiting:
            self._kept.pop(site, None)
            self._firsts.pop(site, None)

    async def end(self, site: str) -> bool:
        """Save what was learned of a site, and let go of it; whether that is so.

        It is not while a page of it is here, nor where nothing was learned.
        """
        if self._store is None or self._waiting(site):
            return False
        if not (self._later.get(site) or self._memories.has_learned(site)):
            return False
        left = self._later.pop(site, [])
        return await off_loop(self._end, site, left, self._store, threads=self._learner)

    def close(self) -> None:
        """Take in what waits for it, and end the threads: there is nothing left to keep."""
        self._keeper.close()
        self._learner.shutdown(cancel_futures=True)
        for site, left in self._later.items():
            self._take_in(site, left)

    def _is_known(self, url: str) -> bool:
        return url in self._learned or url in self._seen

    def _take_in(self, site: str, left: Sequence[bytes]) -> None:
        if left:
            self._memories.add(site, traces_of(left))

    def _waiting(self, site: str) -> set[str]:
        """The URLs of a site's pages that are here."""
        return self._kept.get(site, set())

    def _end(self, site: str, left: Sequence[bytes], store: Store) -> bool:
        self._take_in(site, left)
        with store.writing(f"save the memory of {site}"):
            saved = self._memories.save(site, datetime.now(UTC).replace(microsecond=0))
            store.through(site)
        self._memories.let_go(site)
        return saved

    async def _load(self, site: str) -> None:
        """See to it that what was known of a site before the crawl is at hand."""
        if not self._memories.is_loaded(site):
            await off_loop(self._memories.of, site, threads=self._learner)

    def _archive_all(self, arrived: Sequence[_Arrived]) -> list[None]:
        def note(number: int) -> None:
            if self._store is not None:
                note_fetched(self._store, arrived[number].url, arrived[number].page)

        if self._archive is not None:
            self._archive.put_all([(one.page, one.answer) for one in arrived], note)
        for one in arrived:
            # Pages of a site that is known well go on as they came.
            if not self._memories.is_sure(self._memories.site(one.page.url)):
                self._spool.put(one.page)
        return [None] * len(arrived)

    async def _learn(
        self, page: Page, known: MemoryRef | None = None, beside: MemoryRef | None = None
    ) -> None:
        await committed(self._store, lambda store: store.take(page.url))
        lesson = await self._lesson(page, known, beside)
        await self._take_lesson(page, lesson)

    async def _lesson(
        self, page: Page, known: MemoryRef | None = None, beside: MemoryRef | None = None
    ) -> Lesson | None:
        """What a page teaches; None where it broke the reader."""
        site = self._memories.site(page.url)
        await self._load(site)
        generation = self._memories.generation_before(site)
        try:
            return await self._workers.run(study_page, page, known, generation, beside)
        except ExtractionError as error:
            logger.warning("%s: nothing learned: %s", page.url, _without(page.url, error))
            return None

    async def _take_lesson(self, page: Page, lesson: Lesson | None) -> None:
        """Take in what a page taught, which is in hand no longer."""
        site = self._memories.site(page.url)
        self._learned.add(page.url)
        if lesson is None:
            await committed(self._store, lambda store: store.put_down(page.url))
            return
        self._readings.put(page.url, lesson.path, lesson.seen)
        self._lessons[page.url] = lesson.data
        await off_loop(self._memories.take_in, site, lesson.data, threads=self._learner)
        await committed(self._store, lambda store: lessons.keep(store, site, page.url, lesson.data))

    def _take_up(self, site: str, left: Recovered, kept: Collection[str]) -> None:
        """Take in the lessons that are there."""
        if left.extracting:
            self._memories.resume(site)
        for url in kept:
            if url not in left.pages:
                self._spool.remove(url)
        self._seen.update(url for url, page in left.pages.items() if page.learned)
        in_full = lessons.in_full_of(self._store, site) if self._store and left.pages else ()
        for url, page in left.pages.items():
            if page.learned and key_of(url) in in_full:
                self._readings.put(url, Path.FULL)
        new = [url for url, page in left.pages.items() if not (page.learned or page.alone)]
        known = lessons.of(self._store, site) if self._store and new else {}
        first = lessons.first_of(self._store, site) if self._store and left.pages else b""
        with suppress(ValueError):  # another version may have written it
            if first and SiteMemory.from_bytes(first):
                self._firsts[site] = self._workers.memory(first)
        for url in new:
            lesson = known.get(key_of(url), b"")
            if self._takes_in(site, lesson):
                self._learned.add(url)
                self._lessons[url] = lesson
                if SiteMemory.from_bytes(lesson).taught:
                    self._readings.put(url, Path.FULL)

    def _takes_in(self, site: str, lesson: bytes) -> bool:
        """Whether there is a lesson that could be learned: another version may have written it."""
        with suppress(ValueError):
            if lesson:
                self._memories.take_in(site, lesson)
                return True
        return False

    def _settle(self, site: str, paths: Mapping[str, Path]) -> None:
        """Save the memory that the kept pages are extracted with, and how they were read."""
        memory = self._memories.settle(site)
        if self._store is not None and memory.pages:
            data = self._memories.packed(site)
            with self._store.writing(f"save the memory of {site}"):
                self._store.settle(site, data, memory.generation, memory.pages)
                lessons.keep_paths(self._store, site, paths)


def _without(url: str, error: ExtractionError) -> str:
    return str(error).removeprefix(f"{url}: ")
