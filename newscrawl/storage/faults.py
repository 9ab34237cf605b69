"""What a database driver or the disk complains of, as one line that names the way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from newscrawl.errors import StorageError

# By the beginning of SQLite's name for the error: https://www.sqlite.org/rescode.html
_SQLITE = {
    "SQLITE_READONLY": "it is read-only; make the file and its folder writable",
    "SQLITE_FULL": "the disk is full; free some space and run again",
    "SQLITE_NOTADB": "the file is no SQLite database; name another one",
    "SQLITE_CORRUPT": "the file is damaged; put a backup in its place",
    "SQLITE_CANTOPEN": "the file cannot be opened; see that it is a file and may be read",
    "SQLITE_BUSY": "another process keeps it locked; run again when that one is done",
    "SQLITE_LOCKED": "another process keeps it locked; run again when that one is done",
    "SQLITE_IOERR": "the disk does not read or write; look at the disk",
    "SQLITE_PERM": "the file may not be read; look at its permissions",
}


@contextmanager
def storage_errors(store: str, doing: str) -> Iterator[None]:
    """Turn what the driver raises into a StorageError with the cause chained.

    Args:
        store: The store as the user named it, without a password.
        doing: What was tried, after "cannot": "save https://...".

    Raises:
        StorageError: The block raised an error of SQLAlchemy's or the driver's.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StorageError(f"store {store}: cannot {doing}: {_why(error)}") from error


@contextmanager
def disk_errors(what: str, doing: str) -> Iterator[None]:
    """Turn what the disk complains of into a StorageError with the cause chained.

    Args:
        what: "spool data/spool", "archive data/archive".
        doing: What was tried, after "cannot": "keep https://...".

    Raises:
        StorageError: The block raised an OSError.
    """
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError(
            f"{what}: cannot {doing}: {why}; see to the disk and run again"
        ) from error


def _why(error: SQLAlchemyError | sqlite3.Error) -> str:
    cause = getattr(error, "orig", None) or error
    name = str(getattr(cause, "sqlite_errorname", ""))
    known = next((line for start, line in _SQLITE.items() if name.startswith(start)), "")
    said = str(cause).strip() or type(cause).__name__
    return known or said.splitlines()[0]
