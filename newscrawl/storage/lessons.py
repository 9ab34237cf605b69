"""What was learned from pages that wait to be extracted, so that no crawl learns it twice.

A lesson is a site memory of one page. It is kept from when the page was learned from until the
memory of its site is saved, which has seen it then: a crawl that dies in between goes on without
reading hundreds of pages again. That of the page beside which a site's others are read is kept
apart, until the site's crawl comes to its end; and so is which pages were read in full.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from newscrawl.items import Path
from newscrawl.storage import recovery
from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import upsert
from newscrawl.storage.schema import lessons
from newscrawl.storage.store import Store

_SITE_LENGTH = 300  # longer than any host name
_KEY = 32  # bytes of a URL's key


def keep(store: Store, site: str, url: str, lesson: bytes) -> None:
    """Keep what was learned from a page, which is in hand no longer."""
    row = {"key": key_of(url), "site": _name(site), "bytes": lesson}
    with store.writing(f"note what {url} taught") as connection:
        recovery.put_down(connection, url)
        upsert(connection, lessons, row, "key")


def keep_first(store: Store, site: str, lesson: bytes) -> None:
    """Keep what was learned from the page beside which a site's others are read."""
    row = {"key": recovery.first_lesson(site), "site": _name(site), "bytes": lesson}
    with store.writing(f"note what was learned of {site}") as connection:
        upsert(connection, lessons, row, "key")


def keep_paths(store: Store, site: str, paths: Mapping[str, Path]) -> None:
    """Keep how pages of a site, by their URLs, were read when they were learned from."""
    read = {key_of(url): path for url, path in paths.items()}
    with store.writing(f"note what was learned of {site}") as connection:
        # Another crawl of the site may have settled pages of its own.
        others = in_full_of(store, site) - read.keys()
        keys = others | {key for key, path in read.items() if path is Path.FULL}
        packed = b"".join(bytes.fromhex(key) for key in sorted(keys))
        row = {"key": recovery.paths_key(site), "site": _name(site), "bytes": packed}
        upsert(connection, lessons, row, "key")


def of(store: Store, site: str) -> dict[str, bytes]:
    """The lessons of a site's pages, by the key of their URL."""
    wanted = select(lessons.c.key, lessons.c.bytes).where(lessons.c.site == _name(site))
    with store.reading(f"read what was learned of {site}") as connection:
        rows = {row.key: row.bytes for row in connection.execute(wanted)}
    for key in (recovery.first_lesson(site), recovery.paths_key(site)):
        rows.pop(key, None)
    return rows


def first_of(store: Store, site: str) -> bytes:
    """The lesson of the page beside which a site's others are read; b"" where there is none."""
    return _bytes(store, site, recovery.first_lesson(site))


def in_full_of(store: Store, site: str) -> frozenset[str]:
    """The keys of the URLs of pages that were read in full, of those that the memory has seen."""
    keys = _bytes(store, site, recovery.paths_key(site))
    return frozenset(keys[at : at + _KEY].hex() for at in range(0, len(keys), _KEY))


def _bytes(store: Store, site: str, key: str) -> bytes:
    wanted = select(lessons.c.bytes).where(lessons.c.key == key)
    with store.reading(f"read what was learned of {site}") as connection:
        return connection.scalar(wanted) or b""


def _name(site: str) -> str:
    return clean(site)[:_SITE_LENGTH]
