"""One run at a time: a lock on a file, which the kernel frees when the process ends or dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from newscrawl.errors import AlreadyRunning, RunError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock as long as the block lasts. The file stays; it says who held it last.

    Args:
        path: The file; made, with its folder, where it is missing.

    Raises:
        AlreadyRunning: Another process holds it.
        RunError: The file cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise RunError(f"lock {path}: {error.strerror}; set NEWSCRAWL_LOCK_FILE") from error
    try:
        _lock(file, path)
        yield
    finally:
        os.close(file)


def _lock(file: int, path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(file, 200, 0).decode("utf-8", "replace").strip()
        raise AlreadyRunning(f"already running: {holder or 'a process'} holds {path}") from None
    os.ftruncate(file, 0)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    os.pwrite(file, f"process {os.getpid()}, since {now}\n".encode(), 0)
