"""What was learned from pages that wait to be extracted, so that no crawl learns it twice.

A lesson is a site memory of one page. It is kept from when the page was learned from until the
memory of its site is saved, which has seen it then: a crawl that dies in between goes on without
reading hundreds of pages again. That of the page that was read first stays until the site's crawl
comes to its end: the others are read beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update

from newscrawl.storage import recovery
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import upsert
from newscrawl.storage.schema import lessons
from newscrawl.storage.store import Store

_SITE_LENGTH = 300  # longer than any host name


def keep(store: Store, site: str, url: str, lesson: bytes, *, is_first: bool = False) -> None:
    """Keep what was learned from a page, which is in hand no longer.

    Args:
        store: Where to.
        site: Of the page.
        url: The page's own.
        lesson: A site memory that has seen it alone.
        is_first: Whether other pages of the site are read beside it; no other lesson is, then.
    """
    name = clean(site)[:_SITE_LENGTH]
    row = {"key": key_of(url), "site": name, "bytes": lesson, "is_first": int(is_first)}
    with store.writing(f"note what {url} taught") as connection:
        recovery.put_down(connection, url)
        if is_first:
            connection.execute(update(lessons).where(lessons.c.site == name).values(is_first=0))
        upsert(connection, lessons, row, "key")


def of(store: Store, site: str) -> dict[str, bytes]:
    """The lessons of a site's pages, by the key of their URL."""
    return {row.key: row.bytes for row in _rows(store, site)}


def first_of(store: Store, site: str) -> bytes:
    """The lesson of the page beside which a site's others are read; b"" where there is none."""
    return next((row.bytes for row in _rows(store, site) if row.is_first), b"")


def _rows(store: Store, site: str) -> Sequence[Row[Any]]:
    wanted = select(lessons).where(lessons.c.site == clean(site)[:_SITE_LENGTH])
    with store.reading(f"read what was learned of {site}") as connection:
        return connection.execute(wanted).all()
