"""The schema's revision: known by one query, brought up to date by Alembic."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from newscrawl.errors import StorageError
from newscrawl.storage.engine import is_missing, open_engine, reading, rebuilding, shown
from newscrawl.storage.faults import storage_errors
from newscrawl.storage.schema import HEAD, REVISIONS

_VERSION_TABLE = "alembic_version"


def revision(connection: Connection) -> str:
    """The revision of the store's schema; "" where it has none yet."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return ""
    known = table(_VERSION_TABLE, column("version_num"))
    return str(connection.scalar(select(known.c.version_num)) or "")


def revision_of(url: str) -> str:
    """The revision of the store at this URL; "" where it has no tables yet.

    Raises:
        StorageError: The store cannot be opened.
    """
    if is_missing(url):
        return ""
    engine = open_engine(url)
    try:
        with storage_errors(shown(url), "open"), reading(engine) as connection:
            return revision(connection)
    finally:
        engine.dispose()


def make_ready(engine: Engine, store: str) -> None:
    """Upgrade an SQLite store by itself; of any other, see that its schema is the code's.

    Raises:
        StorageError: The store is newer than the code, is another program's database, or is
            one that is not upgraded by itself.
    """
    if _is_current(engine, store):
        return
    if engine.dialect.name != "sqlite":
        raise StorageError(f"store {store}: its tables are not up to date; scrapy store upgrade")
    upgrade(engine, store)


def upgrade_store(url: str, to: str = HEAD) -> None:
    """Bring the tables of the store at this URL up to date, or to an earlier revision.

    Raises:
        StorageError: The store cannot be opened or changed, is newer than the code, or is
            another program's database.
    """
    engine = open_engine(url)
    try:
        with storage_errors(shown(url), "upgrade"):
            upgrade(engine, shown(url), to)
    finally:
        engine.dispose()


def upgrade(engine: Engine, store: str, to: str = HEAD) -> None:
    """Bring the schema to a revision, the newest if none is named, all in one transaction.

    Raises:
        StorageError: The store is newer than the code, or is another program's database.
    """
    if _is_current(engine, store):
        return
    logging.getLogger("alembic").setLevel(logging.WARNING)  # a new store is no news in a crawl
    from alembic import command  # noqa: PLC0415 - a store that is up to date must not pay for it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with rebuilding(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)


def _is_current(engine: Engine, store: str) -> bool:
    with reading(engine) as connection:
        found = revision(connection)
        foreign = not found and bool(inspect(connection).get_table_names())
    if foreign:
        raise StorageError(f"store {store}: holds another program's tables; name another database")
    if found and found not in REVISIONS:
        raise StorageError(
            f"store {store}: written by a newer newscrawl (revision {found}, this one knows "
            f"{HEAD}); install that one"
        )
    return found == HEAD
