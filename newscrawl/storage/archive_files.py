"""The files of an archive: newscrawl-<day>-<number>.warc.gz, locked while they change."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

_NAME = re.compile(r"newscrawl-(\d{8})-(\d{4,})\.warc\.gz")
# Beside a file that is being rewritten: what takes its place once the store knows of it.
NEW = ".new"


@dataclass(frozen=True, slots=True, order=True)
class ArchiveFile:
    """A file of an archive; the oldest is the smallest.

    Attributes:
        day: When it was begun, in UTC.
        number: 1 for the first of the day.
    """

    day: date
    number: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"newscrawl-{self.day:%Y%m%d}-{self.number:04}.warc.gz"

    def next(self, today: date) -> ArchiveFile:
        """The file that is begun when this one is full or of an earlier day."""
        return ArchiveFile(today, self.number + 1 if self.day == today else 1)


def files_in(folder: Path) -> list[ArchiveFile]:
    """The files of an archive, oldest first; what others put into the folder is left alone."""
    names = os.listdir(folder) if folder.is_dir() else []  # noqa: PTH208 - thousands of names
    return sorted(file for file in map(_of_name, names) if file)


@contextmanager
def locked(path: Path, *, create: bool = False) -> Iterator[BinaryIO]:
    """A file to read and write that no other process or thread changes meanwhile.

    The kernel frees the lock when the process dies.

    Args:
        path: The file.
        create: Make it where it is missing.

    Raises:
        FileNotFoundError: It is not there, and is not to be made.
    """
    flags = os.O_RDWR | (os.O_CREAT if create else 0)
    while True:
        file = os.fdopen(os.open(path, flags, 0o666), "r+b")
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_at(file, path):
                yield file
                return
        finally:
            file.close()
        # Rewritten or pruned while this process waited: wait for what has the name now.


def to_disk(file: BinaryIO) -> None:
    """Have all of a file on the disk, a power cut notwithstanding."""
    file.flush()
    os.fsync(file.fileno())


def path_to_disk(path: Path) -> None:
    """Have on the disk a file that another program wrote, or a folder's names."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _of_name(name: str) -> ArchiveFile | None:
    found = _NAME.fullmatch(name)
    try:
        day = datetime.strptime(found[1], "%Y%m%d").date() if found else None  # noqa: DTZ007 - a day
    except ValueError:
        return None
    return ArchiveFile(day, int(found[2])) if found and day else None


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether the open file is the one that has the name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
