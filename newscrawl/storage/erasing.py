"""Erasing: what was deleted leaves the file, too.

A row that SQLite deletes is overwritten (PRAGMA secure_delete, see engine.py). The full-text
index keeps the words of a deleted article until its segments are merged, and the write-ahead
log keeps old pages until it is emptied; both are done here. In PostgreSQL autovacuum does it.
"""

from __future__ import annotations

from sqlalchemy import Engine

from newscrawl.storage.engine import writing

_PAGES = 500  # of the index merged in one transaction, so that a crawl waits for none of them


def erase(engine: Engine) -> None:
    """Bring out of an SQLite store's files what was deleted from its tables.

    Args:
        engine: The store's.
    """
    if engine.dialect.name != "sqlite":
        return
    merge = f"INSERT INTO articles_fts (articles_fts, rank) VALUES ('merge', {{}}{_PAGES})"  # noqa: S608 - a number of our own
    # The negative number begins a merge of all segments, the others go on with it:
    # https://www.sqlite.org/fts5.html#the_merge_command
    step = merge.format("-")
    while _changes(engine, step) >= 2:
        step = merge.format("")
    raw = engine.raw_connection()  # without BEGIN: a checkpoint stands outside of transactions
    try:
        # Where a reader holds on to the log it is not emptied now, and is at a later checkpoint.
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def _changes(engine: Engine, statement: str) -> int:
    """How many rows a statement of its own transaction changed; under 2: nothing to merge."""
    with writing(engine) as connection:
        before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        connection.exec_driver_sql(statement)
        return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one() - before)
