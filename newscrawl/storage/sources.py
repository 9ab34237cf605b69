"""The table `sources`: where sites say what is new, and what the last answer of each was.

A crawl records what a source named before it notes that the source was read: after a crash
the source is read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, func, select, update

from newscrawl.storage.clean import clean, key_of
from newscrawl.storage.dialects import dialect_of, upsert
from newscrawl.storage.schema import metadata
from newscrawl.storage.store import Store

_SITE_LENGTH = 300  # as in the table urls


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


sources = Table(
    "sources",
    metadata,
    Column("key", String(64), primary_key=True),  # of url
    _text("url"),
    _text("site"),
    Column("kind", String(16), nullable=False),
    _text("named_by"),
    _text("listed_modified"),
    _text("read_modified"),
    _text("scope"),
    _text("etag"),
    _text("last_modified"),
    _text("digest"),
    _text("asked_at"),
    _text("read_at"),
    Column("tries", Integer, nullable=False, server_default="0"),
    _text("last_error"),
    _text("crawled_at"),
    Index("sources_site", "site"),
)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source and its last answer. Moments are ISO 8601 in UTC, "" for never.

    Attributes:
        url: As it is requested.
        site: Its site.
        kind: home, feed, sitemap, section or robots.
        named_by: The source that names it: a home page its feeds and sections, an index its
            sitemaps; "" where sites.toml or robots.txt does.
        listed_modified: When the index says it changed, ISO 8601; "" where it says nothing.
        read_modified: The same when it was read.
        scope: What the crawl that read it looked for; see `Listings`.
        etag: The answer's ETag.
        last_modified: The answer's Last-Modified.
        digest: SHA-256 of the answer's body: many servers send neither of the two.
        asked_at: When it was requested last.
        read_at: When it was last read, or said to be as it was.
        tries: Requests in a row that failed.
        last_error: Why the last one failed; "" where it did not.
        crawled_at: Of a home page: when the last crawl began that had an answer from all of the
            site's sources.
    """

    url: str
    site: str
    kind: str
    named_by: str = ""
    listed_modified: str = ""
    read_modified: str = ""
    scope: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    asked_at: str = ""
    read_at: str = ""
    tries: int = 0
    last_error: str = ""
    crawled_at: str = ""


_NAMES = tuple(field.name for field in fields(SourceRow))
_COLUMNS = tuple(sources.c[name] for name in _NAMES)
_READ = (*_NAMES[: _NAMES.index("named_by")], "read_modified", "scope", "etag", "last_modified")


class SourceTable:
    """The sources of a store. Every method is one transaction, callable from any thread.

    Args:
        store: Whose.

    Raises:
        StorageError: By every method, where the database cannot do it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_site(self, site: str) -> list[SourceRow]:
        """All sources of a site."""
        wanted = select(*_COLUMNS).where(sources.c.site == clean(site)[:_SITE_LENGTH])
        with self._store.reading("read sources") as connection:
            return [SourceRow(*row) for row in connection.execute(wanted.order_by(sources.c.url))]

    def crawled_at(self, site: str) -> str:
        """When the last crawl of a site began that asked all of its sources; "" for none."""
        wanted = select(func.max(sources.c.crawled_at))
        wanted = wanted.where(sources.c.site == clean(site)[:_SITE_LENGTH])
        with self._store.reading("read sources") as connection:
            return connection.scalar(wanted) or ""

    def last_crawls(self) -> dict[str, str]:
        """Of each site when the last crawl began that asked all of its sources."""
        newest = func.max(sources.c.crawled_at)
        wanted = select(sources.c.site, newest).group_by(sources.c.site).having(newest != "")
        with self._store.reading("read sources") as connection:
            return {row[0]: row[1] for row in connection.execute(wanted)}

    def name(self, rows: Iterable[SourceRow], dropped: Iterable[str] = ()) -> None:
        """Note who names sources and when they changed; `dropped` are named no longer."""
        with self._store.writing("note sources") as connection:
            insert = dialect_of(connection).insert(sources)
            named = {"named_by", "listed_modified", "kind"}
            statement = insert.on_conflict_do_update(
                index_elements=["key"], set_={name: insert.excluded[name] for name in named}
            )
            values = [_values(row, ("url", "site", *named)) for row in rows]
            if values:
                connection.execute(statement, values)
            gone = [{"k": key_of(url)} for url in dropped]
            if gone:
                orphans = update(sources).where(sources.c.key == bindparam("k"))
                connection.execute(orphans.values(named_by=""), gone)

    def read(self, row: SourceRow) -> None:
        """Note an answer that was read: `asked_at` is when."""
        values = _values(row, (*_READ, "digest", "asked_at"))
        self._note({**values, "read_at": row.asked_at, "tries": 0, "last_error": ""})

    def unchanged(self, row: SourceRow) -> None:
        """Note that a source is as it was at `asked_at`."""
        values = _values(row, ("url", "site", "kind", "read_modified", "asked_at"))
        self._note({**values, "read_at": row.asked_at, "tries": 0, "last_error": ""})

    def failed(self, row: SourceRow) -> None:
        """Note that a source gave nothing: `tries` and `last_error` are of this time."""
        self._note(_values(row, ("url", "site", "kind", "asked_at", "tries", "last_error")))

    def crawled(self, row: SourceRow) -> None:
        """Note, of a home page, that all of the site's sources have answered."""
        self._note(_values(row, ("url", "site", "kind", "crawled_at")))

    def _note(self, values: dict[str, Any]) -> None:
        with self._store.writing(f"note {values['url']}") as connection:
            upsert(connection, sources, values, "key")


def _values(row: SourceRow, names: Iterable[str]) -> dict[str, Any]:
    """The row's values under some names, as a database takes them, with its key."""
    given = {name: getattr(row, name) for name in names}
    values = {name: clean(v) if isinstance(v, str) else v for name, v in given.items()}
    return {"key": key_of(row.url), **values, "site": values["site"][:_SITE_LENGTH]}
