"""Which stored articles were read with an older memory or by another extractor; reading anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from newscrawl.items import Article
from newscrawl.storage.articles import article_of, cleaned, save
from newscrawl.storage.clean import key_of
from newscrawl.storage.extractor import extractor
from newscrawl.storage.moments import stamp
from newscrawl.storage.schema import articles
from newscrawl.storage.store import Store

_COLUMNS = tuple(articles.c[field.name] for field in fields(Article))
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
        of_site = (articles.c.site == self.site) & older
        return of_site & (articles.c.dated_at >= stamp(self.since)) if self.since else of_site


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
    last, more = 0, True
    while more:
        with store.reading("read articles") as connection:
            found = list(_after(connection, last, stale))
        yield from (article for _, article in found)
        more = len(found) == _PAGE
        last = found[-1][0] if found else last


def save_reading(store: Store, article: Article) -> bool:
    """Give the stored article the text of a newer reading of the same page; no version is made.

    Returns:
        False where the article was removed, or its page fetched again, in the meantime.
    """
    article = cleaned(article)
    with store.writing(f"save {article.url}") as connection:
        which = articles.c.key == key_of(article.canonical_url)
        fetched_at = connection.scalar(select(articles.c.fetched_at).where(which))
        if fetched_at != article.fetched_at:
            return False
        save(connection, article, stamp(datetime.fromisoformat(article.fetched_at)))
    return True


def _after(connection: Connection, number: int, stale: Stale) -> Iterator[tuple[int, Article]]:
    wanted = select(articles.c.id, *_COLUMNS).where(stale.condition, articles.c.id > number)
    for row in connection.execute(wanted.order_by(articles.c.id).limit(_PAGE)):
        yield row.id, article_of(row)
