"""Batches: what many callers write is committed together, in a thread of its own.

A crawl writes a few small things for each page. A transaction for each costs more than what it
writes, and a thread for each waits for the others' locks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from newscrawl.errors import StorageError
from newscrawl.storage.gathering import Gathered
from newscrawl.storage.transactions import Transactions

# Operations that are committed together at most: so long the first of them waits for the last.
LARGEST = 50

_T = TypeVar("_T")


class Batches:
    """Runs operations one after the other, in the order in which they came.

    Those that wait by the time the last batch is committed are the next batch. None waits for
    others to come. Each transaction of an operation is undone alone where it fails.

    Args:
        transactions: Where the operations write, each in transactions as if it were alone.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._gathered = Gathered(self._write, "write", LARGEST)

    def submit(self, operation: Callable[[], _T]) -> Future[_T]:
        """Let an operation be done; inside of another, it is done at once as a part of it.

        Returns:
            What it gives or raises, once that is committed; StorageError, where the batch is
            not.
        """
        told = _Told(operation)
        if self._transactions.inside:
            told.do()
            told.tell()
        else:
            self._gathered.submit(told)
        return told.future

    def close(self) -> None:
        """Do what still waits, and end the thread; it begins anew should more come."""
        self._gathered.close()

    def _write(self, waiting: Sequence[_Told[Any]]) -> list[None]:
        if batch := [told for told in waiting if told.future.set_running_or_notify_cancel()]:
            self._commit(batch)
        return [None] * len(waiting)

    def _commit(self, batch: Sequence[_Told[Any]]) -> None:
        try:
            with self._transactions.writing("write"):
                for told in batch:
                    told.do()
        except Exception as error:  # noqa: BLE001 - whatever it is, all who wait must know
            for told in batch:
                told.fail(error)
        for told in batch:
            told.tell()


class _Told(Generic[_T]):
    """An operation, and what is to be told of it once it is committed."""

    def __init__(self, operation: Callable[[], _T]) -> None:
        self.future: Future[_T] = Future()
        self._operation = operation
        self._result: list[_T] = []
        self._error: BaseException | None = None

    def do(self) -> None:
        """Run it."""
        try:
            self._result.append(self._operation())
        except BaseException as error:  # noqa: BLE001 - it is the caller's
            self._error = error

    def fail(self, error: Exception) -> None:
        """Note that nothing of it was committed, whatever it said."""
        if isinstance(self._error, StorageError):
            return
        self._error = error
        if isinstance(error, StorageError):  # an error each: its traceback grows on the way
            self._error = StorageError(str(error))
            self._error.__cause__ = error.__cause__

    def tell(self) -> None:
        """Let the caller know."""
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result[0])
