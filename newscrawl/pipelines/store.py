"""Store: what comes this far is saved."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.errors import ArticleRemoved, ExtractionError
from newscrawl.items import Article
from newscrawl.pipelines.dropped import Removed
from newscrawl.pipelines.outcome import Outcome
from newscrawl.storage import Version
from newscrawl.storage.archive import Archive
from newscrawl.storage.earlier import earlier_page, note_reading
from newscrawl.storage.memories import Memories
from newscrawl.workers import Workers
from newscrawl.workers.tasks import extract_page


class Store:
    """Saves articles with the state of their URLs; without NEWSCRAWL_STORE, passes them on.

    Args:
        crawler: Its spider's store, or its settings.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._outcome = Outcome.of(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Find the store."""
        self._outcome.open()

    async def process_item(self, item: Any) -> Any:
        """The article, now saved.

        Raises:
            NotSaved: The store does not take it. The crawl ends, and the next one goes on.
            Removed: The article was removed for good.
        """
        if not isinstance(item, Article):
            return item
        grouped = await self._outcome.prepared(item)
        try:
            made = await self._outcome.tell(lambda store: store.save(item, grouped=grouped))
        except ArticleRemoved as error:
            await self._outcome.ask(lambda _: self._remove(item.url))
            raise Removed(str(error).removeprefix(f"{item.url}: ")) from error
        if made is not None:
            await self._read_earlier_anew(made, item)
        if self._outcome.store and self._crawler.stats:
            self._crawler.stats.inc_value("newscrawl/articles/saved")
        return item

    def _remove(self, url: str) -> None:
        """Take out of the archive what came by a URL that nobody knew to lead there."""
        if (archive := self._archive()) is not None:
            archive.remove(url)

    async def _read_earlier_anew(self, made: Version, article: Article) -> None:
        """Read what an article has replaced anew, where the archive has its page."""
        archive = self._archive()
        memories: Memories | None = getattr(self._crawler.spider, "memories", None)
        workers: Workers | None = getattr(self._crawler.spider, "workers", None)
        if archive is None or memories is None or workers is None:
            return
        page = await self._outcome.ask(lambda _: earlier_page(archive, made, article))
        if page is None:
            return
        site = memories.site(article.url)
        memory = await self._outcome.ask(lambda _: workers.memory(memories.extracting(site)))
        try:
            read = await workers.run(extract_page, page, memory)
        except ExtractionError:
            return  # the version stays as it was read then
        await self._outcome.tell(lambda store: note_reading(store, made, article, read))

    def _archive(self) -> Archive | None:
        archive: Archive | None = getattr(self._crawler.spider, "archive", None)
        return archive
