"""Outcome: what pipelines tell the store of a page, and what happens when the store fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, NoReturn, Self, TypeVar
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from newscrawl.errors import StorageError
from newscrawl.items import Article
from newscrawl.pipelines.dropped import Dropped, NotSaved
from newscrawl.storage import State, Store
from newscrawl.storage.room import Newest
from newscrawl.stories import Grouped

logger = logging.getLogger(__name__)

CLOSE_REASON = "storage_error"

_PREPARED = 200  # texts; pages that are dropped leave theirs behind

_T = TypeVar("_T")


class Outcome:
    """The store of a crawl as its pipelines use it: off the event loop, fatal when it fails.

    It is the spider's own `store` where the spider has one, so that a crawl opens one; else
    the one that NEWSCRAWL_STORE names.

    Args:
        crawler: Its spider's store or its settings, its stats, its engine to close.
    """

    _of_crawler: ClassVar[WeakKeyDictionary[Crawler, Outcome]] = WeakKeyDictionary()

    def __init__(self, crawler: Crawler) -> None:
        self.store: Store | None = None
        self._crawler = crawler
        self._opened = False
        self._failure: StorageError | None = None
        self._closing: asyncio.Future[None] | None = None
        self._prepared: Newest[Grouped] = Newest(_PREPARED, lambda _: 1)

    @classmethod
    def of(cls, crawler: Crawler) -> Self:
        """The one outcome that all pipelines of a crawl share."""
        return cls._of_crawler.setdefault(crawler, cls(crawler))  # type: ignore[return-value]

    def open(self) -> None:
        """Open the store, once; none where NEWSCRAWL_STORE is empty.

        Raises:
            CloseSpider: It cannot be opened. The log says why, in one line.
        """
        if self._failure:
            raise CloseSpider(CLOSE_REASON)
        if self._opened:
            return
        self._opened = True
        try:
            self.store = self._find_store()
        except StorageError as error:
            self._note(error)
            raise CloseSpider(CLOSE_REASON) from None

    def read(self, asked: Callable[[Store], list[_T]]) -> list[_T]:
        """What the store says when a pipeline opens; nothing where there is none.

        Raises:
            CloseSpider: It cannot be read. The log says why, in one line.
        """
        try:
            return asked(self.store) if self.store else []
        except StorageError as error:
            self._note(error)
            raise CloseSpider(CLOSE_REASON) from None

    def close(self) -> None:
        """Let go of the store's connections."""
        if self.store:
            self.store.close()

    def check(self) -> None:
        """Do nothing more, once the store has failed.

        Raises:
            NotSaved: It has.
        """
        if self._failure:
            raise NotSaved(str(self._failure)) from self._failure

    async def tell(self, told: Callable[[Store], _T]) -> _T | None:
        """What `told` gives of the store once that is committed; None where there is none.

        It must not compute for long, nor wait: what others tell waits for it; see `Store.submit`.

        Raises:
            NotSaved: The store failed and the spider is being closed. The log says why, in
                one line.
        """
        self.check()
        if self.store is None:
            return None
        return await self._fatal(asyncio.wrap_future(self.store.submit(told)))

    async def ask(self, asked: Callable[[Store], _T]) -> _T | None:
        """What `asked` gives of the store, in a thread: it may take its time, and wait for files.

        Raises:
            NotSaved: As by `tell`.
        """
        self.check()
        if self.store is None:
            return None
        return await self._fatal(asyncio.to_thread(asked, self.store))

    def prepare(self, url: str, grouped: Grouped) -> None:
        """Keep what a page's text is grouped by until its article is saved, where it will be."""
        if self.store is not None:
            self._prepared.put(url, grouped)

    async def prepared(self, article: Article) -> Grouped | None:
        """What an article's text is grouped by; None where there is no store."""
        kept = self._prepared.pop(article.url)
        if kept is not None and kept.text == article.text:  # a pipeline may have changed it
            return kept
        return await self.ask(lambda _: Grouped.of(article.text))

    async def drop(self, url: str, state: State, why: Dropped) -> NoReturn:
        """Set the state of a page's URL, with the reason, and drop the page.

        Raises:
            Dropped: `why`; or NotSaved, where the store failed.
        """
        reason = type(why).__name__
        await self.tell(lambda store: store.set_state(url, state, reason, str(why)))
        raise why

    def fail(self, error: StorageError) -> NoReturn:
        """End the crawl, because nothing more can be kept.

        Raises:
            NotSaved: Always.
        """
        self._note(error)
        engine = self._crawler.engine
        if engine is not None and self._closing is None:
            closing = engine.close_spider_async(reason=CLOSE_REASON)
            self._closing = asyncio.ensure_future(closing)
        raise NotSaved(str(error)) from error

    async def _fatal(self, doing: Awaitable[_T]) -> _T:
        try:
            return await doing
        except StorageError as error:
            self.fail(error)

    def _find_store(self) -> Store | None:
        spider: Any = self._crawler.spider
        if hasattr(spider, "store"):
            found: Store | None = spider.store
            return found
        url = self._crawler.settings.get("NEWSCRAWL_STORE") or ""
        return Store(url) if url else None

    def _note(self, error: StorageError) -> None:
        """Say the first error aloud; those of the pages behind it are counted."""
        if not self._failure:
            logger.error("%s", error)
        self._failure = error
        if self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/storage/errors")
