"""Looking after a store: is it whole, what is in it, a copy of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from newscrawl.errors import StorageError
from newscrawl.storage.archive_rows import archive
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.rows import State
from newscrawl.storage.schema import articles, memories, urls, versions


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has, and how many URLs are in each state."""
    found = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in (articles, versions, memories, urls, archive)
    }
    states = connection.execute(select(urls.c.state, func.count()).group_by(urls.c.state)).all()
    return found | {f"urls {state}": number for state, number in sorted(map(tuple, states))}


def problems(connection: Connection) -> Iterator[str]:
    """What is wrong with the store, a line each; nothing for a store that is whole."""
    if connection.dialect.name == "sqlite":
        lines = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
        yield from (f"SQLite: {line}" for line in lines if line != "ok")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        yield from (f"{row[0]} row {row[1]}: its {row[2]} row is missing" for row in broken)
    indexed = connection.scalar(dialect_of(connection).count) or 0
    stored = connection.scalar(select(func.count()).select_from(articles)) or 0
    if indexed != stored:
        yield f"full-text index: {indexed} articles of {stored}"
    lost = select(urls.c.url).where(
        urls.c.state == State.SAVED, urls.c.article_key.not_in(select(articles.c.key))
    )
    yield from (f"saved without its article: {url}" for url in connection.scalars(lost))


def backup(engine: Engine, path: Path) -> None:
    """Write a copy of an SQLite store while it is in use; the file appears whole or not at all.

    Args:
        engine: The store's.
        path: A file that is not there yet.

    Raises:
        StorageError: The file is there, or the store is no SQLite database.
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
        partial.replace(path)
    except OSError as error:
        raise StorageError(f"backup {path}: {error.strerror}; name another file") from error
    finally:
        raw.close()
        partial.unlink(missing_ok=True)
