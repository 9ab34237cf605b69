"""Reading anew the fetch that a new version has replaced.

The earlier text was read with the memory of its time. What the memory has learned since would
look like a change of the site's; so both fetches are read with one memory before they are called
two versions. That takes the earlier page, which an archive has.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from newscrawl.items import Article, Page
from newscrawl.storage import versions
from newscrawl.storage.archive import Archive
from newscrawl.storage.articles import cleaned
from newscrawl.storage.clean import key_of
from newscrawl.storage.rows import Version
from newscrawl.storage.schema import articles
from newscrawl.storage.store import Store


def earlier_page(archive: Archive, made: Version, by: Article) -> Page | None:
    """The page of a version; None where the archive does not have it.

    Args:
        archive: Where it may be.
        made: The version.
        by: The article that took its place.

    Raises:
        StorageError: The archive cannot be read.
    """
    return archive.page(by.url, made.fetched_at) if made.fetched_at else None


def note_reading(store: Store, made: Version, by: Article, read: Article) -> None:
    """Let a version have the text that was read anew; it goes where the site has changed nothing.

    Args:
        store: Where the version is.
        made: The version.
        by: The article that took its place.
        read: What the earlier page gives with the memory that `by` was read with.

    Raises:
        StorageError: The store cannot be read or written.
    """
    earlier = replace(read, canonical_url=by.canonical_url)
    earlier = replace(cleaned(earlier), fetched_at=made.fetched_at)
    with store.writing(f"save {by.url}") as connection:
        which = articles.c.key == key_of(cleaned(by).canonical_url)
        row = connection.execute(select(articles).where(which)).first()
        if row is not None:
            versions.read_anew(connection, row, earlier)
