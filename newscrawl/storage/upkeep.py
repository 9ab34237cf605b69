"""Looking after a store: what is in it, a copy of it, its full-text index made anew."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from newscrawl.errors import StorageError
from newscrawl.storage import search
from newscrawl.storage.archive_files import path_to_disk
from newscrawl.storage.archive_rows import archive
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.schema import articles, memories, urls, versions


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has, and how many URLs are in each state."""
    found = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (articles, versions, memories, urls, archive)
    }
    states = connection.execute(select(urls.c.state, func.count()).group_by(urls.c.state)).all()
    return found | {f"urls {state}": number for state, number in sorted(map(tuple, states))}


def reindex(connection: Connection, limit: int) -> int:
    """Bring the full-text index in step with the articles, some at a time; how many it mended.

    Args:
        connection: In a transaction that writes.
        limit: At most so many articles, so that a crawl waits for none of the transactions long.
    """
    dialect = dialect_of(connection)
    orphans = connection.execute(dialect.orphans, {"limit": limit}).scalars().all()
    for number in orphans:
        connection.execute(dialect.unindex, {"id": number})
    missing = connection.execute(dialect.unindexed, {"limit": limit}).scalars().all()
    columns = articles.c.id, articles.c.headline, articles.c.text
    for row in connection.execute(select(*columns).where(articles.c.id.in_(missing))).all():
        search.index(connection, row.id, row.headline, row.text)
    return len(orphans) + len(missing)


def backup(engine: Engine, path: Path) -> None:
    """Write a copy of an SQLite store while it is in use; the file appears whole or not at all.

    The copy is the store as it was when it began, whatever a crawl writes meanwhile. It is read
    through and on the disk before it takes its name.

    Args:
        engine: The store's.
        path: A file that is not there yet.

    Raises:
        StorageError: The file is there, the copy is damaged, or the store is no SQLite database.
    """
    if engine.dialect.name != "sqlite":
        raise StorageError("backup: for SQLite alone; back a PostgreSQL store up with pg_dump")
    if path.exists():
        raise StorageError(f"backup {path}: is there already; name a new file")
    partial = path.with_name(f".part-{os.getpid()}-{path.name}")
    raw = engine.raw_connection()  # without BEGIN: VACUUM stands outside of transactions
    try:
        partial.unlink(missing_ok=True)
        raw.cursor().execute("VACUUM INTO ?", (str(partial),))
        _check_copy(partial, path)
        path_to_disk(partial)  # VACUUM INTO leaves that to the system
        partial.replace(path)
        path_to_disk(path.parent)
    except OSError as error:
        raise StorageError(f"backup {path}: {error.strerror}; name another file") from error
    finally:
        raw.close()
        partial.unlink(missing_ok=True)


def _check_copy(copy: Path, path: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        try:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:  # too damaged to be looked through
            said = str(error)
    if said != "ok":
        raise StorageError(f"backup {path}: the copy is damaged ({said}); scrapy store check")
