"""What was learned from pages that wait to be extracted, so that no crawl learns it twice.

A lesson is a site memory of one page. It is kept from when the page was learned from until the
memory of its site is saved, which has seen it then: a crawl that dies in between goes on without
reading hundreds of pages again.
"""

from __future__ import annotations

from sqlalchemy import select

from newscrawl.storage import recovery
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import upsert
from newscrawl.storage.schema import lessons
from newscrawl.storage.store import Store

_SITE_LENGTH = 300  # longer than any host name


def keep(store: Store, site: str, url: str, lesson: bytes) -> None:
    """Keep what was learned from a page, which is in hand no longer."""
    row = {"key": key_of(url), "site": clean(site)[:_SITE_LENGTH], "bytes": lesson}
    with store.writing(f"note what {url} taught") as connection:
        recovery.put_down(connection, url)
        upsert(connection, lessons, row, "key")


def of(store: Store, site: str) -> dict[str, bytes]:
    """The lessons of a site's pages, by the key of their URL."""
    wanted = select(lessons.c.key, lessons.c.bytes).where(lessons.c.site == clean(site))
    with store.reading(f"read what was learned of {site}") as connection:
        return {row.key: row.bytes for row in connection.execute(wanted)}
