"""The table `tombstones`: articles that were removed for good, and what keeps them out.

A tombstone has no text. It refuses an article by its canonical URL, by any URL that led to the
removed one, and by headline and text on the same site, of which it keeps a digest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from newscrawl.discovery.candidates import Candidate
from newscrawl.items import Article
from newscrawl.storage import stories
from newscrawl.storage.articles import found_by
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.rows import Removal, State, Tombstone
from newscrawl.storage.schema import articles, lessons, tombstones, urls, versions
from newscrawl.storage.urls import insert, row_of
from newscrawl.urls import canonical, site_of

_REASON_LENGTH = 200  # of `urls.reason`, which has an index

_ANY = select(tombstones.c.id).limit(1)


def refusal(connection: Connection, article: Article, pages: Collection[str]) -> Tombstone | None:
    """The tombstone that an article must not come back over; None for nearly all.

    Args:
        connection: To read from.
        article: What is to be saved.
        pages: The URLs that its page was asked for and came from.
    """
    if connection.scalar(_ANY) is None:
        return None
    keys = _keys_of([article.canonical_url, *pages])
    led_to = select(urls.c.article_key).where(
        (urls.c.key.in_(keys) | urls.c.page_key.in_(keys)) & (urls.c.state == State.REMOVED)
    )
    has_key = tombstones.c.key.in_(keys) | tombstones.c.key.in_(led_to)
    has_text = (tombstones.c.site == article.site) & (
        tombstones.c.content_hash == (article.content_hash or "none")
    )
    row = connection.execute(select(tombstones).where(has_key | has_text).limit(1)).first()
    return _tombstone(row) if row else None


def remove(connection: Connection, url: str, reason: str, now: str) -> Removal | None:
    """Delete what a URL names or led to, and leave a tombstone; None for a URL never heard of.

    A URL that was found and has no article gets a tombstone, too. For an article that was
    removed before, the earlier tombstone stays, with its reason.
    """
    before = of(connection, url)
    if before is not None:
        return Removal(before, _pages(connection, key_of(before.url)), 0, 0)
    article = connection.execute(found_by(connection, url, select(articles))).first()
    if article is None and not _is_known(connection, url):
        return None
    named = article.canonical_url if article else canonical(clean(url))
    site = article.site if article else site_of(named)
    tombstone = Tombstone(named, site, clean(reason), now)
    row = {"key": key_of(named), "content_hash": _digest(article), **asdict(tombstone)}
    connection.execute(tombstones.insert().values(row))
    count = _delete(connection, article) if article else 0
    bury(connection, tombstone, [clean(url), article.url] if article else [clean(url)])
    return Removal(tombstone, _pages(connection, key_of(named)), int(article is not None), count)


def of(connection: Connection, url: str) -> Tombstone | None:
    """The tombstone of the article that a URL names or led to."""
    keys = _keys_of([url])
    buried = (urls.c.key.in_(keys) | urls.c.page_key.in_(keys)) & (urls.c.state == State.REMOVED)
    found = tombstones.c.key.in_(keys) | tombstones.c.key.in_(
        select(urls.c.article_key).where(buried)
    )
    row = connection.execute(select(tombstones).where(found).limit(1)).first()
    return _tombstone(row) if row else None


def bury(connection: Connection, tombstone: Tombstone, pages: Iterable[str]) -> None:
    """Set the state of all URLs that lead to a removed article, so that none is requested.

    Args:
        connection: In a transaction that writes.
        tombstone: Of the article.
        pages: URLs of it that may not be known yet; a row is made for each.
    """
    key = key_of(tombstone.url)
    named = list(dict.fromkeys(map(clean, filter(None, [tombstone.url, *pages]))))
    at = tombstone.removed_at
    insert(connection, [row_of(Candidate(url, ""), tombstone.site, at, "") for url in named])
    keys = _keys_of(named)
    led_there = urls.c.key.in_(keys) | urls.c.page_key.in_(keys) | (urls.c.article_key == key)
    gone = {"state": State.REMOVED, "article_key": key, "tries": 0, "last_error": ""}
    no_more = {"next_try": "", "attempted_at": "", "etag": "", "last_modified": ""}
    why = {"reason": tombstone.reason[:_REASON_LENGTH]}
    connection.execute(update(urls).where(led_there).values({**gone, **no_more, **why}))
    connection.execute(delete(lessons).where(lessons.c.key.in_(keys)))


def bury_found(connection: Connection, found: Iterable[str]) -> None:
    """Set the state of URLs that were just found and are another spelling of a removed one's."""
    if connection.scalar(_ANY) is None:
        return
    by_key = {key_of(canonical(url)): url for url in found}
    keys = tombstones.c.key.in_(by_key)
    for row in connection.execute(select(tombstones).where(keys)).all():
        bury(connection, _tombstone(row), [by_key[row.key]])


def _is_known(connection: Connection, url: str) -> bool:
    known = select(urls.c.id).where(urls.c.key.in_(_keys_of([url])))
    return connection.scalar(known.limit(1)) is not None


def _digest(article: Row[Any] | None) -> str:
    """What tells the article's text from others; "" where it has too little for that."""
    return str(article.content_hash) if article and article.headline and article.text else ""


def _delete(connection: Connection, article: Row[Any]) -> int:
    """Delete an article with all that hangs on it; how many versions it had."""
    mine = versions.c.article_id == article.id
    count = connection.scalar(select(func.count()).select_from(versions).where(mine)) or 0
    connection.execute(dialect_of(connection).unindex, {"id": article.id})
    stories.forget(connection, article.id)
    connection.execute(delete(versions).where(mine))
    connection.execute(delete(articles).where(articles.c.id == article.id))
    return count


def _pages(connection: Connection, key: str) -> tuple[str, ...]:
    """All URLs of pages that led to the article with this key."""
    rows = connection.execute(select(urls.c.url, urls.c.page_url).where(urls.c.article_key == key))
    return tuple(dict.fromkeys(url for row in rows for url in row if url))


def _keys_of(found: Iterable[str]) -> set[str]:
    """The keys of URLs as they are and in their canonical form."""
    return {key_of(form) for url in found if url for form in (url, canonical(clean(url)))}


def _tombstone(row: Row[Any]) -> Tombstone:
    return Tombstone(row.url, row.site, row.reason, row.removed_at)
