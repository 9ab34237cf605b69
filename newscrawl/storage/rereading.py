"""Which stored articles were read with an older memory or by another extractor; reading anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import ColumnElement, func, or_, select

from newscrawl.items import Article
from newscrawl.storage.articles import after, cleaned, matching, save
from newscrawl.storage.clean import key_of
from newscrawl.storage.extractor import extractor
from newscrawl.storage.moments import stamp
from newscrawl.storage.paging import pages
from newscrawl.storage.schema import articles
from newscrawl.storage.store import Store
from newscrawl.storage.stories import assign
from newscrawl.stories import Grouped

_PAGE = 50  # articles held at a time


@dataclass(frozen=True, slots=True)
class Stale:
    """The articles of one site that were not read with its newest memory by today's extractor.

    Attributes:
        site: The articles' site.
        generation: The newest memory's.
        since: Of articles dated then or later; None for all.
    """

    site: str
    generation: int
    since: datetime | None = None

    @property
    def condition(self) -> ColumnElement[bool]:
        """What holds of their rows."""
        older = or_(
            articles.c.memory_generation < self.generation, articles.c.extractor != extractor()
        )
        return matching(self.site, stamp(self.since)) & older


def article_sites(store: Store) -> list[tuple[str, str]]:
    """The sites of all articles, each with the URL of one of them."""
    with store.reading("read the sites of articles") as connection:
        wanted = select(articles.c.site, func.min(articles.c.url)).group_by(articles.c.site)
        return [(site, url) for site, url in connection.execute(wanted.order_by(articles.c.site))]


def count_stale(store: Store, stale: Stale) -> int:
    """How many articles those are."""
    with store.reading("count articles") as connection:
        wanted = select(func.count()).select_from(articles).where(stale.condition)
        return connection.scalar(wanted) or 0


def stale_articles(store: Store, stale: Stale) -> Iterator[Article]:
    """The articles, few in memory at a time; each once, whatever becomes of it meanwhile."""

    def next_ones(number: int) -> list[tuple[int, Article]]:
        with store.reading("read articles") as connection:
            return list(after(connection, number, stale.condition, _PAGE))

    return chain.from_iterable(pages(next_ones, _PAGE))


def save_reading(store: Store, article: Article) -> bool:
    """Give the stored article the text of a newer reading of the same page; no version is made.

    Returns:
        False where the article was removed, or its page fetched again, in the meantime.
    """
    article = cleaned(article)
    grouped = Grouped.of(article.text)  # before the lock
    with store.writing(f"save {article.url}") as connection:
        which = articles.c.key == key_of(article.canonical_url)
        fetched_at = connection.scalar(select(articles.c.fetched_at).where(which))
        if fetched_at != article.fetched_at:
            return False
        saved = save(connection, article, stamp(datetime.fromisoformat(article.fetched_at)))
        assign(connection, saved.number, grouped, known=True)
    return True
