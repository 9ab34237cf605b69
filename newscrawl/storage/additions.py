"""What a run added to the store. The cost grows with that, not with what is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, urls, versions
from newscrawl.storage.store import Store


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the tables went at a moment: the highest ids."""

    article: int
    version: int


def mark(store: Store) -> Mark:
    """How far the tables go now."""
    with store.reading("read the newest rows") as connection:
        highest = (connection.scalar(select(func.max(t.c.id))) for t in (articles, versions))
        return Mark(*(number or 0 for number in highest))


def additions(
    store: Store, since: Mark, site: Callable[[str], str]
) -> tuple[Counter[str], Counter[str]]:
    """How many articles are new since a mark, and how many have changed, by site.

    Args:
        store: Where they are.
        since: From before.
        site: The site that a URL belongs to.
    """
    new = select(articles.c.url).where(articles.c.id > since.article)
    changed = (
        select(articles.c.url)
        .join(versions, versions.c.article_id == articles.c.id)
        .where(versions.c.id > since.version, articles.c.id <= since.article)
        .distinct()
    )
    with store.reading("read the newest rows") as connection:
        found = [Counter(map(site, connection.scalars(query))) for query in (new, changed)]
    return found[0], found[1]


def has_articles(store: Store, site: str) -> bool:
    """Whether an article of a site was ever saved."""
    wanted = select(urls.c.id).where(urls.c.site == site, urls.c.state == State.SAVED).limit(1)
    with store.reading(f"look for articles of {site}") as connection:
        return connection.execute(wanted).first() is not None
