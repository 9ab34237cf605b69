"""Removing an article for good from everywhere: the store, the spool, the archive."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.storage.archive import Archive
from newscrawl.storage.rows import Removal
from newscrawl.storage.spool import Spool
from newscrawl.storage.store import Store


@dataclass(frozen=True, slots=True)
class Removed:
    """What was deleted where.

    Attributes:
        removal: From the store.
        records: How many raw pages the archive held of it.
    """

    removal: Removal
    records: int


def remove(
    store: Store, url: str, reason: str, spool: Spool, archive: Archive | None
) -> Removed | None:
    """Delete an article, its versions and its raw pages, and leave a tombstone.

    The tombstone comes first: what is interrupted can be done again to its end, and a crawl
    that runs meanwhile brings nothing back.

    Args:
        store: Where the article is.
        url: Its canonical URL, or one that led to it.
        reason: Why; kept.
        spool: Where its page may wait.
        archive: Where its raw pages are; None for nowhere.

    Returns:
        What was deleted; None for a URL that was never heard of.

    Raises:
        StorageError: Store, spool or archive cannot be written; do it again.
    """
    removal = store.remove(url, reason)
    if removal is None:
        return None
    for page in removal.urls:
        spool.remove(page)
    records = archive.remove(*removal.urls) if archive else 0
    return Removed(removal, records)
