"""Archive: raw pages as WARC files, and the store's rows that say where each page stands.

A page is on the disk before its row is committed, and with it that its URL is fetched: what a
crash leaves is a record that nobody asks for, never a page that is not there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from newscrawl.items import Page
from newscrawl.storage import archive_rows
from newscrawl.storage.archive_files import (
    NEW,
    ArchiveFile,
    files_in,
    path_to_disk,
    to_disk,
)
from newscrawl.storage.archive_folder import ArchiveFolder, place_of
from newscrawl.storage.archive_rows import Place
from newscrawl.storage.clean import key_of
from newscrawl.storage.faults import disk_errors
from newscrawl.storage.store import Store
from newscrawl.warc.answer import Answer
from newscrawl.warc.writing import Written, info_record, response_record

LARGEST_FILE = 256 * 1024 * 1024  # bytes; removing a page copies its file


def present_day() -> date:
    """The day it is, in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Pruned:
    """What `Archive.prune` deleted.

    Attributes:
        files: How many files.
        records: How many records were in them.
        size: How many bytes they had.
    """

    files: int = 0
    records: int = 0
    size: int = 0


class Archive:
    """The raw pages of a store. May be used from any thread and several processes at once.

    Args:
        folder: Made when the first page comes.
        store: Knows where each page stands.
        about: What the first record of a file says: `software` and the like.
        largest: Bytes from which on a file is full.
        today: Tells the day, in UTC.

    Raises:
        StorageError: By every method, where folder or store cannot be read or written.
    """

    def __init__(
        self,
        folder: Path,
        store: Store,
        about: Mapping[str, str] | None = None,
        largest: int = LARGEST_FILE,
        today: Callable[[], date] = present_day,
    ) -> None:
        self.folder = folder
        self._name = f"archive {folder}"
        self.store = store
        self._files = ArchiveFolder(folder, store)
        self._about = about or {"software": "newscrawl"}
        self._largest = largest
        self._today = today

    def put(self, page: Page, answer: Answer | None = None) -> Place:
        """Keep a page; earlier records of it stay. It is on the disk when this returns."""
        return self.put_all([(page, answer)])[0]

    def put_all(
        self,
        pages: Sequence[tuple[Page, Answer | None]],
        noting: Callable[[int], object] | None = None,
    ) -> list[Place]:
        """Keep several pages, each with the answer it came in; all are on the disk afterwards.

        Waiting for the disk and for the store takes hardly longer than for one.

        Args:
            pages: The pages.
            noting: Called for each with its number among them, in the transaction that notes
                where it stands: what else the store is told of it.
        """
        left = [(page, response_record(page, answer)) for page, answer in pages]
        places: list[Place] = []
        with disk_errors(self._name, f"keep {', '.join(page.url for page, _ in pages)}"):
            self.folder.mkdir(parents=True, exist_ok=True)
            while left:
                name = self._current().name
                with self._files.opened(name, create=True) as file:
                    end = self._files.whole_end(name, file)
                    # Of those that do not fit, or where another process has filled it meanwhile,
                    # the next file takes the first.
                    kept = self._append(name, file, end, left) if end < self._largest else []
                    if kept:
                        self._note(left[0][0].url, kept, len(places), noting)
                        self._files.note_whole(file)
                places += kept
                left = left[len(kept) :]
        return places

    def page(self, url: str, fetched_at: str = "") -> Page | None:
        """The newest record of a page, or the one fetched at a moment; None where there is none.

        Args:
            url: The page's own, after redirects.
            fetched_at: ISO 8601 as Article has it; "" for the newest.
        """
        place = self._place(url, fetched_at)
        if place is None:
            return None
        with disk_errors(self._name, f"read {url}"):
            page = self._files.read(place)
            if page is None:  # moved since, perhaps: ask again while nobody can move it
                page = self._read_unmoved(place.file, url, fetched_at)
        return page

    def remove(self, *urls: str) -> int:
        """Delete all records of these pages for good; how many those were.

        Each file that holds some is rewritten without them and takes its name when it is whole.

        Args:
            urls: The pages' own URLs, after redirects.
        """
        with self.store.reading("read the archive's rows") as connection:
            names = archive_rows.files_with(connection, urls)
        with disk_errors(self._name, f"remove {', '.join(urls)}"):
            return sum(self._remove_from(name, set(map(key_of, urls))) for name in names)

    def prune(self, days: int = 0, size: int = 0) -> Pruned:
        """Delete the oldest files. The newest stays, whatever its age and size.

        Args:
            days: Delete those begun more than so many days ago; 0 for none.
            size: Delete what the archive has beyond so many bytes; 0 for none.
        """
        pruned = Pruned()
        oldest = self._today() - timedelta(days=days)
        with disk_errors(self._name, "delete old files"):
            files = files_in(self.folder)[:-1]
            beyond = self.size() - size
            for file in files:
                if (days and file.day < oldest) or (size and pruned.size < beyond):
                    pruned = self._delete(file.name, pruned)
        return pruned

    def recover(self) -> None:
        """Put in order what a process that was killed left behind. Called before a crawl."""
        with disk_errors(self._name, "read files"):
            for name in self._unfinished():
                with self._files.opened(name) as file:
                    self._files.whole_end(name, file)

    def size(self) -> int:
        """How many bytes the files have."""
        return sum(_size(self.folder / file.name) for file in files_in(self.folder))

    def _current(self) -> ArchiveFile:
        """The file to write to: the newest, if it is of today and not full."""
        today = self._today()
        newest = (files_in(self.folder) or [ArchiveFile(date.min, 0)])[-1]
        if newest.day >= today and _size(self.folder / newest.name) < self._largest:
            return newest
        return newest.next(max(today, newest.day))

    def _append(
        self, name: str, file: BinaryIO, end: int, pages: Sequence[tuple[Page, Written]]
    ) -> list[Place]:
        """Write records until a file is full; one at least."""
        first = end == 0
        file.seek(end)
        if first:
            end = file.write(info_record(name, self._about).data)
        places: list[Place] = []
        for page, record in pages:
            if places and end >= self._largest:
                break
            length = file.write(record.data)
            places.append(place_of(page, name, (end, length), record.digest))
            end += length
        to_disk(file)
        if first:
            path_to_disk(self.folder)
        return places

    def _note(
        self, url: str, places: Sequence[Place], first: int, noting: Callable[[int], object] | None
    ) -> None:
        """Let the store know where pages stand, numbered from `first`, and what else of each.

        `url` is the first one's, for errors.
        """
        with self.store.writing(f"note where {url} stands") as connection:
            for number, place in enumerate(places, first):
                archive_rows.add(connection, place)
                if noting is not None:
                    noting(number)

    def _place(self, url: str, fetched_at: str) -> Place | None:
        with self.store.reading(f"read where {url} stands") as connection:
            return archive_rows.of_page(connection, url, fetched_at)

    def _read_unmoved(self, name: str, url: str, fetched_at: str) -> Page | None:
        try:
            with self._files.opened(name):
                place = self._place(url, fetched_at)
                return self._files.read(place) if place else None
        except FileNotFoundError:
            return None

    def _remove_from(self, name: str, keys: Collection[str]) -> int:
        """Rewrite a file without the records of some pages; how many those were.

        A crash leaves the file as it was, or the new one beside it, which the next one to open
        the file puts in its place if the rows were committed.
        """
        path = self.folder / name
        new = path.with_name(name + NEW)
        with self._files.opened(name) as file:
            self._files.whole_end(name, file)
            with self.store.reading(f"read the rows of {name}") as connection:
                places = archive_rows.of_file(connection, name)
            gone = [place for place in places if place.key in keys]
            if not gone:
                return 0
            with new.open("wb") as out:
                _copy_without(file, out, gone)
                to_disk(out)
            with self.store.writing(f"note what moved in {name}") as connection:
                archive_rows.forget_pages(connection, name, keys)
                for place, offset in _moved(places, gone):
                    archive_rows.move(connection, place, offset)
            new.replace(path)
            path_to_disk(self.folder)
        return len(gone)

    def _delete(self, name: str, pruned: Pruned) -> Pruned:
        """Delete a file: its rows first, so that a crash leaves none without their record."""
        try:
            with self._files.opened(name) as file:
                size = os.fstat(file.fileno()).st_size
                with self.store.writing(f"forget the records of {name}") as connection:
                    records = archive_rows.forget(connection, name)
                (self.folder / name).unlink()
        except FileNotFoundError:  # another process was faster
            return pruned
        return Pruned(pruned.files + 1, pruned.records + records, pruned.size + size)

    def _unfinished(self) -> list[str]:
        """Files that may end in a torn record, or have a new one beside them."""
        rewritten = {path.name.removesuffix(NEW) for path in self.folder.glob(f"*.warc.gz{NEW}")}
        # Two of them: a file may have been begun at midnight while the last was written to.
        return sorted(rewritten | {file.name for file in files_in(self.folder)[-2:]})


def _moved(places: Sequence[Place], gone: Sequence[Place]) -> list[tuple[Place, int]]:
    """Where the records behind those that are gone begin now; all in the order of their offsets."""
    taken_out, moved = 0, []
    for place in places:
        if place in gone:
            taken_out += place.length
        elif taken_out:
            moved.append((place, place.offset - taken_out))
    return moved


def _copy_without(file: BinaryIO, out: BinaryIO, gone: Sequence[Place]) -> None:
    """Copy a file without some records, which stand in the order of their offsets."""
    at = 0
    for place in gone:
        file.seek(at)
        _copy(file, out, place.offset - at)
        at = place.end
    file.seek(at)
    shutil.copyfileobj(file, out)


def _copy(file: BinaryIO, out: BinaryIO, length: int) -> None:
    while length > 0 and (chunk := file.read(min(length, 1 << 20))):
        out.write(chunk)
        length -= len(chunk)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
