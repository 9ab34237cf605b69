"""Transactions of one database, and what happens where one stands inside another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.storage.engine import is_open, reading, writing
from newscrawl.storage.faults import storage_errors


class Transactions:
    """Opens transactions; those of one process that write wait for each other.

    One that is opened inside a thread's transaction that writes is a part of it: it sees what
    was written there, is undone alone where it fails, and lasts when the whole is committed.

    Args:
        engine: The database.
        name: The store as the user named it, for errors.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._lock = Lock()  # waiting here is cheaper than polling SQLite's lock
        self._here = _Here()

    @property
    def inside(self) -> bool:
        """Whether this thread has a transaction open that writes."""
        return self._here.connection is not None

    @contextmanager
    def reading(self, doing: str) -> Iterator[Connection]:
        """A transaction that reads; `doing` is for errors."""
        outer = self._here.connection
        if outer is not None:
            with self._part(outer, doing):
                yield outer
        else:
            with storage_errors(self._name, doing), reading(self._engine) as connection:
                yield connection

    @contextmanager
    def writing(self, doing: str) -> Iterator[Connection]:
        """A transaction that writes: done whole or not at all."""
        outer = self._here.connection
        if outer is not None:
            with self._part(outer, doing):
                yield outer
            return
        with self.alone(doing) as engine, writing(engine) as connection:
            self._here.connection, self._here.lost = connection, None
            try:
                yield connection
                self._require()
            finally:
                self._here.connection = None

    @contextmanager
    def alone(self, doing: str) -> Iterator[Engine]:
        """The engine, for what no transaction can do, while nothing else here writes."""
        with self._lock, storage_errors(self._name, doing):
            yield self._engine

    @contextmanager
    def _part(self, connection: Connection, doing: str) -> Iterator[None]:
        with storage_errors(self._name, doing):
            self._require()
            connection.exec_driver_sql("SAVEPOINT part")
            try:
                yield
            except BaseException as error:
                self._undo(connection, error)
                raise
            connection.exec_driver_sql("RELEASE SAVEPOINT part")

    def _undo(self, connection: Connection, error: BaseException) -> None:
        """Undo a part. A full disk, among others, has undone the whole by then."""
        if is_open(connection):
            try:
                connection.exec_driver_sql("ROLLBACK TO SAVEPOINT part")
                connection.exec_driver_sql("RELEASE SAVEPOINT part")
            except SQLAlchemyError as worse:
                self._here.lost = worse
        elif self._here.lost is None:
            self._here.lost = error

    def _require(self) -> None:
        """Raise why the transaction was lost: SQLite would commit nothing, and say nothing."""
        if self._here.lost is not None:
            raise self._here.lost


class _Here(local):
    """The transaction that a thread has open, and what has ended it before its time."""

    connection: Connection | None = None
    lost: BaseException | None = None
