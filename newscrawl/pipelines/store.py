"""Store: what comes this far is saved."""

from __future__ import annotations

from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.errors import ArticleRemoved
from newscrawl.items import Article
from newscrawl.pipelines.dropped import Removed
from newscrawl.pipelines.outcome import Outcome
from newscrawl.storage import Store as Kept
from newscrawl.storage.archive import Archive
from newscrawl.storage.earlier import read_earlier_anew
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
        if isinstance(item, Article):
            try:
                await self._outcome.tell(lambda store: self._save(store, item))
            except ArticleRemoved as error:
                raise Removed(str(error).removeprefix(f"{item.url}: ")) from error
            if self._outcome.store and self._crawler.stats:
                self._crawler.stats.inc_value("newscrawl/articles/saved")
        return item

    def _save(self, store: Kept, article: Article) -> None:
        """Save an article; what it replaces is read anew where the archive has its page."""
        archive: Archive | None = getattr(self._crawler.spider, "archive", None)
        memories: Memories | None = getattr(self._crawler.spider, "memories", None)
        try:
            made = store.save(article)
        except ArticleRemoved:
            if archive is not None:  # the page came by a URL that nobody knew to lead there
                archive.remove(article.url)
            raise
        workers: Workers | None = getattr(self._crawler.spider, "workers", None)
        if made is None or archive is None or memories is None or workers is None:
            return
        memory = workers.memory(memories.packed(memories.site(article.url)))
        read_earlier_anew(
            store, archive, made, article, lambda page: workers.call(extract_page, page, memory)
        )
