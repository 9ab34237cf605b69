"""The table `versions`: what an article was before the site changed it.

A version is what the site changed, not what newscrawl reads better. Two readings of one fetch
(the same page URL and the same fetched_at) are one version, and the newer reading takes the
place of the older one, whether the fetch is the current one or an earlier one. Where a better
reading makes neighbours alike, they are one version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from newscrawl.items import Article
from newscrawl.storage.rows import Version
from newscrawl.storage.schema import articles, versions

# The columns that a version has from the article's row.
_KEPT = tuple(
    field.name for field in fields(Version) if field.name not in {"replaced_at", "changed"}
)
_COLUMNS = tuple(versions.c[field.name] for field in fields(Version))
_TOLD = ("headline", "lead", "body")  # text is lead and body


def is_change(old: Row[Any], article: Article) -> bool:
    """Whether the site changed the article since the row was written.

    `fetched_at` and not the page's bytes tell one fetch from another: bytes differ with every
    advertisement, and where the text is the same there is no version either way.
    """
    if old.fetched_at and (old.fetched_at, old.url) == (article.fetched_at, article.url):
        return False
    return not _is_same(old, article)


def keep(connection: Connection, old: Row[Any], article: Article, now: str) -> Version:
    """Make the article's row a version, because `article` takes its place."""
    before = {name: getattr(old, name) for name in _KEPT}
    changed = _changed(old, article)
    row = {**before, "replaced_at": now, "changed": changed}
    connection.execute(versions.insert().values(article_id=old.id, **row))
    return Version(**before, replaced_at=now, changed=tuple(changed))


def is_earlier(old: Row[Any], article: Article) -> bool:
    """Whether the article was read from a fetch before the row's, which it must not replace."""
    try:
        fetched, current = map(datetime.fromisoformat, (article.fetched_at, old.fetched_at))
        is_before = fetched < current
    except (ValueError, TypeError):  # one is unknown, or has no offset
        return False
    return is_before


def read_anew(connection: Connection, old: Row[Any], article: Article) -> None:
    """Give the version of an earlier fetch the text that a newer reading of it found.

    Nothing happens where no version is of that fetch: the next one had the same text.
    """
    which = (versions.c.article_id == old.id) & (versions.c.fetched_at == article.fetched_at)
    values = {name: getattr(article, name) for name in _KEPT}
    if connection.execute(update(versions).where(which).values(values)).rowcount:
        settle(connection, old.id)


def settle(connection: Connection, article_id: int) -> None:
    """After a newer reading: let go of versions like the next one, say anew what changed."""
    chain = list(_chain(connection, article_id))
    for version, following in pairwise(chain):
        if _is_same(version, following):
            connection.execute(delete(versions).where(versions.c.id == version.id))
        else:
            values = {"changed": _changed(version, following)}
            connection.execute(update(versions).where(versions.c.id == version.id).values(values))
    last = select(versions.c.replaced_at).where(versions.c.article_id == article_id)
    changed_at = connection.scalar(last.order_by(versions.c.id.desc()).limit(1))
    statement = update(articles).where(articles.c.id == article_id)
    connection.execute(statement.values(changed_at=changed_at or articles.c.saved_at))


def of(connection: Connection, article_id: int | None) -> list[Version]:
    """The earlier versions of an article, oldest first."""
    found = select(*_COLUMNS).where(versions.c.article_id == article_id).order_by(versions.c.id)
    return [
        replace(version, changed=tuple(version.changed))  # JSON gives a list
        for version in (Version(*row) for row in connection.execute(found))
    ]


def _chain(connection: Connection, article_id: int) -> Iterator[Row[Any]]:
    """The versions of an article, oldest first, and the article itself."""
    names = ("id", *_TOLD, "text", "content_hash")
    columns = [versions.c[name] for name in names]
    earlier = select(*columns).where(versions.c.article_id == article_id)
    yield from connection.execute(earlier.order_by(versions.c.id))
    current = select(*(articles.c[name] for name in names)).where(articles.c.id == article_id)
    yield from connection.execute(current)


def _is_same(one: Any, other: Any) -> bool:
    """Whether headline and text are the same; what stands around them on the page is not in it."""
    if one.content_hash and other.content_hash:
        return bool(one.content_hash == other.content_hash)
    return bool((one.headline, one.text) == (other.headline, other.text))


def _changed(one: Any, other: Any) -> list[str]:
    return [name for name in _TOLD if getattr(one, name) != getattr(other, name)]
