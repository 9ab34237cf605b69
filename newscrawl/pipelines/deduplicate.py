"""Deduplicate: one article goes on once in a crawl."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.items import Article
from newscrawl.pipelines.dropped import Duplicate, Postponed
from newscrawl.pipelines.outcome import Outcome
from newscrawl.storage import State
from newscrawl.urls import canonical


class Deduplicate:
    """Drops an article whose canonical URL, or whose text on the same site, came before.

    Two articles with one canonical URL and different headlines are two: there are sites that
    name the same canonical URL everywhere. The later one is then kept under its own URL.

    A copy (for print, for phones, with another session's number) names the URL of its original.
    Where the original's page waits in the same crawl, it comes first: which of the two is kept
    must not depend on the order in which they came. Articles are looked at in the order in
    which their pages were taken up.

    A crawl that was killed goes on: what it has saved came before, too. An article that comes
    again from its own page replaces itself.

    Args:
        outcome: Told of what is dropped.
    """

    def __init__(self, outcome: Outcome, crawler: Crawler | None = None) -> None:
        self._outcome = outcome
        self._crawler = crawler
        # Of what is only compared, hashes: the texts would be most of what a crawl keeps of a page.
        self._headlines: dict[int, int] = {}  # by canonical URL
        self._saved: set[tuple[str, str]] = set()  # canonical and own URL, saved before a kill
        self._canonical_urls: dict[int, str] = {}  # by site and content_hash

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(Outcome.of(crawler), crawler)

    def open_spider(self) -> None:
        """Find the store, and remember what a crawl has saved that was killed."""
        self._outcome.open()
        for saved in self._outcome.read(lambda store: store.saved_before()):
            self._headlines[hash(saved.canonical_url)] = hash(_folded(saved.headline))
            text = hash((saved.site, saved.content_hash))
            self._canonical_urls[text] = saved.canonical_url
            self._saved.add((saved.canonical_url, saved.url))

    async def process_item(self, item: Any) -> Any:
        """The article, for the first time in this crawl.

        Raises:
            Duplicate: It has been here; the state of its URL says so, and is `saved` as soon
                as the other one's is.
            Postponed: It is a copy, and comes again after its original.
        """
        if not isinstance(item, Article):
            return item
        spider: Any = self._crawler.spider if self._crawler else None
        waits = hasattr(spider, "apart") and await self._waits_for_original(item)
        if waits and spider.apart.postpone(item.url):
            raise Postponed(f"after {item.canonical_url}")
        if not hasattr(spider, "hands"):
            return await self._judged(item)
        await spider.hands.in_turn(item.url)
        try:
            return await self._judged(item)
        finally:
            spider.hands.through(item.url)

    async def _waits_for_original(self, article: Article) -> bool:
        """Whether the page that an article names as its original may still come in this crawl."""
        named = article.canonical_url
        if not named or named == canonical(article.url):
            return False
        row = await self._outcome.ask(lambda store: store.url(named))
        return row is not None and row.state in _TO_COME and row.page_url != article.url

    async def _judged(self, item: Article) -> Article:
        article = self._under_own_url(item)
        first = self._first(article)
        if first is None:
            return article
        why = Duplicate(f"the same article as {first}")
        await self._outcome.tell(lambda store: store.duplicate(item.url, first, "Duplicate"))
        raise why

    def _under_own_url(self, article: Article) -> Article:
        """The article, with a canonical URL of its own where the one it names is another's."""
        named = article.canonical_url or canonical(article.url)
        is_its_own = (named, article.url) in self._saved
        headline = _NONE if is_its_own else self._headlines.get(hash(named), _NONE)
        own = hash(_folded(article.headline))
        if _NONE not in (headline, own) and headline != own:
            named = canonical(article.url)
        return article if named == article.canonical_url else replace(article, canonical_url=named)

    def _first(self, article: Article) -> str | None:
        """The canonical URL under which this article came before; else remember this one."""
        named = article.canonical_url
        if (named, article.url) in self._saved:
            return None
        if hash(named) in self._headlines:
            return named
        text = hash((article.site, article.content_hash))
        if text in self._canonical_urls:
            return self._canonical_urls[text]
        self._headlines[hash(named)] = hash(_folded(article.headline))
        if article.content_hash:
            self._canonical_urls[text] = named
        return None


_NONE = hash("")
_TO_COME = frozenset({State.DISCOVERED, State.FETCHED})


def _folded(headline: str) -> str:
    return " ".join(headline.casefold().split())
