"""ArchiveFolder: an archive's files as the store's rows speak of them.

Who changes a file holds its lock until the rows say so, too.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from newscrawl.items import Page
from newscrawl.storage import archive_rows
from newscrawl.storage.archive_files import NEW, locked
from newscrawl.storage.archive_rows import Place
from newscrawl.storage.clean import key_of
from newscrawl.storage.store import Store
from newscrawl.warc.members import whole_members
from newscrawl.warc.reading import BrokenArchiveError, Found, read_answers

logger = logging.getLogger(__name__)


class ArchiveFolder:
    """Files and rows.

    Args:
        path: The folder.
        store: Whose rows say where each page stands.

    Raises:
        OSError: By every method, where the disk does not do it.
        StorageError: By every method, where the store does not.
    """

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path
        self._store = store
        self._whole: tuple[int, int] = (0, 0)  # inode and size of a file whose end is whole

    @contextmanager
    def opened(self, name: str, *, create: bool = False) -> Iterator[BinaryIO]:
        """A file that nobody else changes meanwhile; a rewriting that was cut short is finished.

        Raises:
            FileNotFoundError: It is not there, and is not to be made.
        """
        path, rewritten = self.path / name, True
        while rewritten:
            with locked(path, create=create) as file:
                rewritten = path.with_name(name + NEW).exists()
                if rewritten:
                    self._finish_rewriting(name)
                else:
                    yield file

    def whole_end(self, name: str, file: BinaryIO) -> int:
        """Where an opened file ends, once a record that was not finished is cut off.

        Whole records that the store does not know of are noted.
        """
        status = os.fstat(file.fileno())
        if (status.st_ino, status.st_size) != self._whole:
            end = self._known_end(name, file, status.st_size)
            if end < status.st_size:
                file.truncate(end)
                cut = status.st_size - end
                where = self.path / name
                logger.warning("%s: cut off %d bytes of a record never finished", where, cut)
            self.note_whole(file)
        return self._whole[1]

    def note_whole(self, file: BinaryIO) -> None:
        """Say that an opened file ends with a record that is whole and known."""
        status = os.fstat(file.fileno())
        self._whole = (status.st_ino, status.st_size)

    def read(self, place: Place, suffix: str = "") -> Page | None:
        """The page at a place; None where something else stands there."""
        try:
            with (self.path / (place.file + suffix)).open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
        except FileNotFoundError:
            return None
        found = next(iter(_answers(data)), None)
        if found is None or (key_of(found.page.url), found.digest) != (place.key, place.digest):
            return None
        return found.page

    def _known_end(self, name: str, file: BinaryIO, size: int) -> int:
        """Where the whole records of a file end; all of them are noted."""
        with self._store.writing(f"note the records of {name}") as connection:
            archive_rows.forget(connection, name, beyond=size)
            last = archive_rows.last_of_file(connection, name)
            end = last.end if last else 0
            for member in whole_members(file, end):
                end = member.offset + member.length
                file.seek(member.offset)
                for found in _answers(file.read(member.length)):
                    where = (member.offset, member.length)
                    archive_rows.add(connection, place_of(found.page, name, where, found.digest))
        return end

    def _finish_rewriting(self, name: str) -> None:
        """Let the new file take the old one's place if the rows speak of it, else delete it.

        They do where the last record that they name stands in it: one that was to be taken out
        does not, and one behind it has moved.
        """
        new = self.path / (name + NEW)
        with self._store.reading(f"read the rows of {name}") as connection:
            last = archive_rows.last_of_file(connection, name)
        if last is None or self.read(last, NEW) is not None:
            new.replace(self.path / name)
        else:
            new.unlink()


def place_of(page: Page, name: str, where: tuple[int, int], digest: str) -> Place:
    """The row of a page's record; `where` is offset and length."""
    at = page.fetched_at.isoformat() if page.fetched_at else ""
    return Place(key_of(page.url), name, *where, digest, at)


def _answers(data: bytes) -> list[Found]:
    """What a gzip member holds; nothing where it is no record."""
    try:
        return list(read_answers(BytesIO(data)))
    except BrokenArchiveError:
        return []
