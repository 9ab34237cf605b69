"""Validate: only articles with a text worth keeping go on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler

from newscrawl.items import NO_ARTICLES, SEEN_NOT_READ, Article, Kind
from newscrawl.pipelines.dropped import Dropped, NotAnArticle, TdmReserved, TooShort
from newscrawl.pipelines.outcome import Outcome
from newscrawl.storage import State

# A news agency's brief, one sentence with its dateline, has 15 to 30 words; what stands on
# pages without an article ("Please enable JavaScript to go on") has fewer.
MIN_WORDS = 15


class Validate:
    """Drops what is no article and what has no text.

    The open beginning of an article behind a paywall is kept, marked as paywalled: headline
    and lead are news, and when the whole text can be read it takes the beginning's place.

    Args:
        outcome: Told of what is dropped.
        min_words: NEWSCRAWL_MIN_WORDS.
        obey_tdm: NEWSCRAWL_OBEY_TDM: what a page's head reserves is known by now, too.
    """

    def __init__(
        self, outcome: Outcome, min_words: int = MIN_WORDS, *, obey_tdm: bool = False
    ) -> None:
        self._outcome = outcome
        self._min_words = min_words
        self._obey_tdm = obey_tdm

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl, with its NEWSCRAWL_MIN_WORDS and NEWSCRAWL_OBEY_TDM."""
        least = crawler.settings.getint("NEWSCRAWL_MIN_WORDS", MIN_WORDS)
        obey_tdm = crawler.settings.getbool("NEWSCRAWL_OBEY_TDM")
        return cls(Outcome.of(crawler), least, obey_tdm=obey_tdm)

    def open_spider(self) -> None:
        """Find the store."""
        self._outcome.open()

    async def process_item(self, item: Any) -> Any:
        """The article as it came; a teaser marked as paywalled.

        Raises:
            Dropped: It is not to be kept; the state of its URL says why.
        """
        if not isinstance(item, Article):
            return item
        why = self._objection(item)
        if why is not None:
            await self._outcome.drop(item.url, State.NOT_ARTICLE, why)
        return replace(item, paywalled=True) if item.kind == Kind.TEASER else item

    def _objection(self, article: Article) -> Dropped | None:
        if self._obey_tdm and article.tdm_reserved:
            return TdmReserved("its publisher reserves text and data mining")
        if article.kind in NO_ARTICLES:
            return NotAnArticle(f"the page is no article ({article.kind})")
        wanted = 1 if article.kind in SEEN_NOT_READ else self._min_words
        if article.word_count < wanted:
            return TooShort(f"{article.word_count} words, fewer than {wanted}")
        return None
