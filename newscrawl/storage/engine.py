"""An SQLAlchemy engine for a store's URL, set up for its database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from newscrawl.errors import StorageError

# Milliseconds a write waits for another process's: a crawl's own take a few each.
BUSY_TIMEOUT = 30_000
# Statements that an SQLite connection keeps prepared, some KB each: a page takes about thirty.
# Python's 128, on each connection, fill with those that are asked for once.
_STATEMENTS = 40
# Which of PostgreSQL's advisory locks is a store's: any number that nobody else takes.
_LOCK = 0x6E657773

_FORMS = "use sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"


def shown(url: str) -> str:
    """A store's URL as messages show it: a file's path, or the URL without its password."""
    try:
        address = make_url(url)
    except ArgumentError:
        return repr(url)
    if address.get_backend_name() == "sqlite" and address.database:
        return address.database
    return address.render_as_string(hide_password=True)


def is_missing(url: str) -> bool:
    """Whether the URL names an SQLite file that is not there."""
    file = sqlite_file(url)
    return file is not None and not file.exists()


def sqlite_file(url: str) -> Path | None:
    """The file that the URL of a store names; None where it names another database or none."""
    try:
        return _sqlite_file(make_url(url))
    except ArgumentError:
        return None


def open_engine(url: str) -> Engine:
    """An engine for the store; the folder of an SQLite file is made where it is missing.

    Raises:
        StorageError: The URL is none, its scheme is unknown, its driver is not installed, or
            the folder cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StorageError(f"store {url!r}: no database URL; {_FORMS}") from error
    backend = address.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise StorageError(f"store {shown(url)}: unknown scheme {address.drivername}; {_FORMS}")
    if backend == "sqlite":
        _make_folder(address)
    engine = _create(address)
    if backend == "sqlite":
        # Of the pool, not of the engine: listeners there make each statement take a tenth longer.
        event.listen(engine.pool, "connect", _set_up)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, alone: done whole or not at all."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_LOCKING[engine.dialect.name])
        yield connection


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """As `writing`, for what may sort more than there is memory for: an index over all rows."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA temp_store = FILE")
        connection.exec_driver_sql(_LOCKING[engine.dialect.name])
        yield connection
    engine.dispose()  # the next connection keeps such things in memory again


def is_open(connection: Connection) -> bool:
    """Whether the transaction of a connection is still there, to be undone in part.

    SQLite undoes the whole of it by itself where a disk is full or does not answer.
    """
    if connection.invalidated:
        return False
    driver: Any = connection.connection.driver_connection
    return bool(driver.in_transaction) if connection.dialect.name == "sqlite" else True


def _create(address: URL) -> Engine:
    # Letters beyond ASCII as themselves: the JSON columns are for people to read, too.
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    if address.get_backend_name() == "sqlite":
        options["connect_args"] = {"cached_statements": _STATEMENTS}
    try:
        return create_engine(address, **options)
    except (NoSuchModuleError, ModuleNotFoundError, ArgumentError) as error:
        raise StorageError(
            f"store {shown(str(address))}: no driver for {address.drivername} is installed; "
            "pip install 'newscrawl[postgres]' brings psycopg"
        ) from error


def _sqlite_file(address: URL) -> Path | None:
    """The file of an SQLite URL; None for other databases and for SQLite's own file: URIs."""
    if address.get_backend_name() != "sqlite" or (address.database or "").startswith("file:"):
        return None
    if address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database))


def _make_folder(address: URL) -> None:
    if address.database in {None, "", ":memory:"}:
        raise StorageError("store sqlite://: a store in memory would be lost; use sqlite:///FILE")
    file = _sqlite_file(address)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"store {file}: cannot make the folder {file.parent}: {error.strerror}; "
            "name another place"
        ) from error


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    """What a new SQLite connection needs; WAL stays set in the file itself."""
    connection.isolation_level = None  # `reading` and `writing` say BEGIN, not the driver
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    connection.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL loses nothing when the process dies; a power cut may take the last
    # transactions, whole ones, and never damages the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    # The log is written back to the file at 16 MB instead of 4: what changes with each article is
    # written there once in a while.
    connection.execute("PRAGMA wal_autocheckpoint = 4000")
    # What may have to be undone of a part of a transaction is noted in memory. In files, that was
    # half of all writing: 250 MB for 1,000 articles.
    connection.execute("PRAGMA temp_store = MEMORY")
    # What is deleted is overwritten, so that an article removed for good is. Costs nothing that
    # could be measured over 3,000 articles.
    connection.execute("PRAGMA secure_delete = ON")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        with suppress(sqlite3.OperationalError):  # read-only, or another process does it now
            connection.execute("PRAGMA journal_mode = WAL")


# How a transaction that writes begins. SQLite: with the write lock at once, since one that reads
# first could not wait for it later. PostgreSQL: one transaction writes at a time, as in SQLite, so
# that what it read is so until it ends; the lock goes with it, and when the process dies.
_LOCKING = {
    "sqlite": "BEGIN IMMEDIATE",
    "postgresql": f"SELECT pg_advisory_xact_lock({_LOCK})",
}
