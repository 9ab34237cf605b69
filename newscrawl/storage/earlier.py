"""Reading anew the fetch that a new version has replaced.

The earlier text was read with the memory of its time. What the memory has learned since would
look like a change of the site's; so both fetches are read with one memory before they are called
two versions. That takes the earlier page, which an archive has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from newscrawl.errors import ExtractionError
from newscrawl.items import Article, Page
from newscrawl.storage import versions
from newscrawl.storage.archive import Archive
from newscrawl.storage.articles import cleaned
from newscrawl.storage.clean import key_of
from newscrawl.storage.rows import Version
from newscrawl.storage.schema import articles
from newscrawl.storage.store import Store


def read_earlier_anew(
    store: Store, archive: Archive, made: Version, by: Article, read: Callable[[Page], Article]
) -> bool:
    """Read the fetch of a version anew; it is let go where the site has changed nothing.

    Args:
        store: Where the version is.
        archive: Where its page may be.
        made: The version.
        by: The article that took its place.
        read: Extraction with the memory that `by` was read with.

    Returns:
        Whether its page was there and could be read.

    Raises:
        StorageError: Store or archive cannot be read or written.
    """
    page = archive.page(by.url, made.fetched_at) if made.fetched_at else None
    if page is None:
        return False
    try:
        earlier = replace(read(page), canonical_url=by.canonical_url)
    except ExtractionError:
        return False
    earlier = replace(cleaned(earlier), fetched_at=made.fetched_at)
    with store.writing(f"save {by.url}") as connection:
        which = articles.c.key == key_of(cleaned(by).canonical_url)
        row = connection.execute(select(articles).where(which)).first()
        if row is not None:
            versions.read_anew(connection, row, earlier)
    return True
