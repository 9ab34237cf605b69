from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update
from warcio.archiveiterator import ArchiveIterator

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.storage import State, Store
from newscrawl.storage.archive import LARGEST_FILE, Archive, Pruned
from newscrawl.storage.archive_files import ArchiveFile, files_in
from newscrawl.storage.archive_rows import archive as table
from newscrawl.storage.archive_rows import of_file
from newscrawl.storage.clean import key_of
from newscrawl.warc.answer import Answer
from tests.storage.making import NOW
from tests.storage.writing_on import big_page, write_on

TODAY = date(2026, 11, 3)


def archive_in(folder: Path, store: Store, largest: int = LARGEST_FILE) -> Archive:
    """An archive for which it is always the same day: a test may run over midnight."""
    return Archive(folder, store, {"software": "newscrawl/1"}, largest, today=lambda: TODAY)


@pytest.fixture
def archive(tmp_path: Path, store: Store) -> Archive:
    return archive_in(tmp_path / "archive", store)


def page(number: int = 1, *, text: str = "The ferry stays.", later: int = 0) -> Page:
    url = f"https://example.org/news/{number}"
    body = f"<html><p>{text} Story {number}.".encode() + b"<!-- %d -->" % number * 50
    return Page(url, body, {"Content-Type": "text/html"}, NOW + timedelta(hours=later))


def only_file(archive: Archive) -> Path:
    (file,) = files_in(archive.folder)
    return archive.folder / file.name


def urls_by_warcio(path: Path) -> list[str]:
    """The URLs of a file, its digests checked, as another tool reads them."""
    with path.open("rb") as file, closing(ArchiveIterator(file, check_digests="raise")) as records:
        return [
            record.rec_headers.get_header("WARC-Target-URI")
            for record in records
            if record.rec_type == "response" and record.content_stream().read()
        ]


def numbers(archive: Archive) -> list[int]:
    """The pages, of the first ten, that can be had."""
    return [number for number in range(10) if archive.page(page(number).url)]


def test_a_page_comes_back_with_its_headers_and_its_time(archive: Archive) -> None:
    archive.put(page(), Answer(200, (("Content-Type", "text/html"), ("X-Robots-Tag", "noai"))))
    found = archive.page(page().url)
    assert found is not None
    assert (found.url, found.body, found.fetched_at) == (page().url, page().body, NOW)
    assert found.header("X-Robots-Tag") == "noai"


def test_what_was_never_kept_is_not_there(archive: Archive) -> None:
    assert archive.page(page().url) is None
    archive.put(page(1))
    assert archive.page(page(2).url) is None


def test_earlier_records_of_a_page_stay(archive: Archive) -> None:
    archive.put(page(text="Later.", later=2))
    archive.put(page(text="First."))
    newest, first = archive.page(page().url), archive.page(page().url, NOW.isoformat())
    assert newest is not None
    assert first is not None
    assert b"Later." in newest.body
    assert b"First." in first.body
    assert archive.page(page().url, "2020-01-01T00:00:00+00:00") is None


def test_other_tools_read_the_files(archive: Archive) -> None:
    for number in range(3):
        archive.put(page(number))
    file = only_file(archive)

    assert file.name == f"newscrawl-{TODAY:%Y%m%d}-0001.warc.gz"
    assert urls_by_warcio(file) == [page(number).url for number in range(3)]
    for tool in (["warcio", "check"], ["fastwarc", "check"]):
        checked = subprocess.run(
            [Path(sys.executable).with_name(tool[0]), *tool[1:], file],
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stderr


def test_a_file_begins_with_who_wrote_it(archive: Archive) -> None:
    archive.put(page(1))
    archive.put(page(2))
    with only_file(archive).open("rb") as file, closing(ArchiveIterator(file)) as records:
        kinds = [(r.rec_type, r.content_stream().read().strip()) for r in records]
    assert kinds[0] == ("warcinfo", b"software: newscrawl/1")
    assert [kind for kind, _ in kinds] == ["warcinfo", "response", "response"]


def test_a_full_file_is_followed_by_the_next(tmp_path: Path, store: Store) -> None:
    archive = archive_in(tmp_path / "archive", store, largest=1000)
    for number in range(5):
        archive.put(page(number))
    files = [file.number for file in files_in(archive.folder)]
    assert files == list(range(1, len(files) + 1))
    assert 1 < len(files) < 5  # a record's size is never quite the same
    assert numbers(archive) == [0, 1, 2, 3, 4]


def test_pages_that_are_put_together_are_as_if_each_was_put_alone(
    tmp_path: Path, store: Store
) -> None:
    archive = archive_in(tmp_path / "archive", store, largest=1000)
    places = archive.put_all([(page(number), None) for number in range(5)])
    assert [place.key for place in places] == [key_of(page(number).url) for number in range(5)]
    assert numbers(archive) == [0, 1, 2, 3, 4]
    files = files_in(archive.folder)
    assert 1 < len(files) < 5  # a record's size is never quite the same
    named = [url for file in files for url in urls_by_warcio(archive.folder / file.name)]
    assert named == [page(number).url for number in range(5)]
    assert archive.put_all([]) == []


def test_what_is_noted_with_a_page_is_noted_together_with_its_place_or_not_at_all(
    tmp_path: Path, store: Store
) -> None:
    def noting(number: int) -> None:
        store.fetched(page(number).url)
        if number == 3:
            raise RuntimeError("killed")

    archive = archive_in(tmp_path / "archive", store, largest=1000)
    pages = [(page(number), None) for number in range(4)]
    with pytest.raises(RuntimeError, match="killed"):
        archive.put_all(pages, noting)
    noted = {row.url for row in store.urls(state=State.FETCHED)}
    placed = {page(number).url for number in numbers(archive)}
    assert noted == placed
    assert page(3).url not in noted
    archive.recover()
    assert 3 in numbers(archive)  # its record was whole on the disk


def test_an_earlier_days_file_is_not_written_to(archive: Archive) -> None:
    archive.put(page(1))
    yesterday = ArchiveFile(TODAY - timedelta(days=1), 7)
    aged(archive, only_file(archive).name, yesterday)
    archive.put(page(2))
    assert files_in(archive.folder) == [yesterday, ArchiveFile(TODAY, 1)]
    assert numbers(archive) == [1, 2]


def aged(archive: Archive, name: str, file: ArchiveFile) -> None:
    """Let a file be one of another day."""
    (archive.folder / name).rename(archive.folder / file.name)
    with archive.store.writing("age") as connection:
        connection.execute(update(table).where(table.c.file == name).values(file=file.name))


# What a crash leaves


@pytest.fixture
def crashed(archive: Archive) -> Archive:
    """Another archive on the files and the store of one that has three pages."""
    for number in range(3):
        archive.put(page(number))
    return archive_in(archive.folder, archive.store)


@pytest.mark.parametrize("kept", [1, 17, 18, 100, 250])
@pytest.mark.parametrize("recovering", [True, False])
def test_a_torn_last_record_is_cut_off(
    crashed: Archive,
    kept: int,
    recovering: bool,  # noqa: FBT001
    caplog: pytest.LogCaptureFixture,
) -> None:
    file = only_file(crashed)
    whole = file.read_bytes()
    last = crashed.put(page(3))
    torn = file.read_bytes()[: last.offset + kept]
    file.write_bytes(torn)
    forget(crashed, 3)
    again = archive_in(crashed.folder, crashed.store)

    if recovering:
        again.recover()
        assert file.read_bytes() == whole
    again.put(page(4))

    assert f"cut off {kept} bytes" in caplog.text
    assert urls_by_warcio(file) == [page(number).url for number in (0, 1, 2, 4)]
    assert numbers(again) == [0, 1, 2, 4]


def forget(archive: Archive, number: int) -> None:
    """Let the store not know of a page's records, as if it had died before the commit."""
    with archive.store.writing("forget") as connection:
        places = of_file(connection, only_file(archive).name)
        connection.execute(delete(table).where(table.c.offset == places[number].offset))


def test_a_whole_record_that_the_store_does_not_know_is_noted(crashed: Archive) -> None:
    forget(crashed, 2)
    again = archive_in(crashed.folder, crashed.store)
    assert numbers(again) == [0, 1]
    again.recover()
    assert numbers(again) == [0, 1, 2]
    found = again.page(page(2).url, NOW.isoformat())
    assert found is not None
    assert found.body == page(2).body


def test_a_file_that_lost_its_end_gives_what_is_left(crashed: Archive) -> None:
    file = only_file(crashed)
    file.write_bytes(file.read_bytes()[:-20])
    assert numbers(crashed) == [0, 1]
    crashed.recover()
    crashed.put(page(5))
    assert numbers(crashed) == [0, 1, 5]
    assert urls_by_warcio(file) == [page(number).url for number in (0, 1, 5)]


def test_a_record_that_went_bad_is_not_there(crashed: Archive) -> None:
    file = only_file(crashed)
    data = bytearray(file.read_bytes())
    with crashed.store.reading("look") as connection:
        place = of_file(connection, file.name)[1]
    data[place.offset + place.length // 2] ^= 0xFF
    file.write_bytes(data)
    assert numbers(crashed) == [0, 2]


def test_an_archive_whose_files_are_gone_begins_anew(crashed: Archive) -> None:
    only_file(crashed).unlink()
    assert numbers(crashed) == []
    again = archive_in(crashed.folder, crashed.store)
    again.recover()
    again.put(page(7))
    assert numbers(again) == [7]


def test_processes_that_are_killed_lose_nothing_they_noted(
    tmp_path: Path, store: Store, database: str
) -> None:
    """Two at a time, in the same files."""
    archive, context = Archive(tmp_path / "archive", store), get_context("forkserver")
    for first in (0, 20_000, 40_000):
        writers = [
            context.Process(target=write_on, args=(archive.folder, database, first + own))
            for own in (0, 10_000)
        ]
        enough = archive.size() + 300_000
        for writer in writers:
            writer.start()
        while archive.size() < enough:
            assert any(writer.is_alive() for writer in writers)
        for writer in writers:
            writer.kill()
            writer.join()
        archive.recover()

    noted = keys_noted(archive)
    held = [
        url for f in files_in(archive.folder) for url in urls_by_warcio(archive.folder / f.name)
    ]
    assert noted == sorted(map(key_of, held))
    assert len(noted) > 12
    for url in held:
        found = archive.page(url)
        assert found is not None
        assert found.body == big_page(int(url.rpartition("/")[2])).body


def keys_noted(archive: Archive) -> list[str]:
    """The keys of all records that the store knows of."""
    with archive.store.reading("look") as connection:
        return sorted(
            place.key for f in files_in(archive.folder) for place in of_file(connection, f.name)
        )


# Removing and pruning


def test_a_removed_page_is_in_no_file(tmp_path: Path, store: Store) -> None:
    archive = archive_in(tmp_path / "archive", store, largest=1200)
    for number in (0, 1, 2, 1, 3, 4, 1, 5):
        archive.put(page(number, later=number))
    before = {f.name for f in files_in(archive.folder)}

    assert archive.remove(page(1).url) == 3
    assert numbers(archive) == [0, 2, 3, 4, 5]
    assert {f.name for f in files_in(archive.folder)} == before
    left = [url for name in sorted(before) for url in urls_by_warcio(archive.folder / name)]
    assert left == [page(number).url for number in (0, 2, 3, 4, 5)]
    assert archive.remove(page(1).url, page(9).url) == 0


def test_writing_goes_on_after_a_removal(archive: Archive) -> None:
    other = archive_in(archive.folder, archive.store)
    for number in range(4):
        archive.put(page(number))
    other.remove(page(1).url, page(2).url)
    archive.put(page(5))
    other.put(page(6))
    assert numbers(archive) == numbers(other) == [0, 3, 5, 6]
    assert urls_by_warcio(only_file(archive)) == [page(n).url for n in (0, 3, 5, 6)]


@pytest.mark.parametrize("gone", [(0,), (1,), (2,), (0, 1, 2)])
def test_a_removal_that_was_cut_short_is_done_or_undone(archive: Archive, gone) -> None:
    """Killed before the commit, it is undone; behind it, before the new name, it is done."""
    for number in range(3):
        archive.put(page(number))
    file = only_file(archive)
    new = file.with_name(file.name + ".new")
    old_data, old_rows = file.read_bytes(), rows(archive)
    archive.remove(*(page(number).url for number in gone))
    new_data, new_rows = file.read_bytes(), rows(archive)

    for with_rows, numbers_then in ((old_rows, [0, 1, 2]), (new_rows, kept_of(gone))):
        file.write_bytes(old_data)
        new.write_bytes(new_data)
        set_rows(archive, with_rows)
        again = archive_in(archive.folder, archive.store)
        again.recover()
        assert numbers(again) == numbers_then
        assert urls_by_warcio(file) == [page(number).url for number in numbers_then]
        assert not new.exists()


def test_a_removal_that_was_cut_short_is_done_for_those_who_read_and_write(
    archive: Archive,
) -> None:
    for number in range(3):
        archive.put(page(number))
    file = only_file(archive)
    old_data = file.read_bytes()
    archive.remove(page(0).url)
    file.with_name(file.name + ".new").write_bytes(file.read_bytes())
    file.write_bytes(old_data)

    assert numbers(archive_in(archive.folder, archive.store)) == [1, 2]
    archive.put(page(3))
    assert urls_by_warcio(file) == [page(number).url for number in (1, 2, 3)]


def kept_of(gone: tuple[int, ...]) -> list[int]:
    return [number for number in range(3) if number not in gone]


def rows(archive: Archive) -> list[dict[str, object]]:
    with archive.store.reading("look") as connection:
        return [row._asdict() for row in connection.execute(select(table))]


def set_rows(archive: Archive, wanted: list[dict[str, object]]) -> None:
    with archive.store.writing("set") as connection:
        connection.execute(delete(table))
        for row in wanted:
            connection.execute(insert(table).values(row))


@pytest.fixture
def three_days(archive: Archive) -> Archive:
    """A file of a page for each of three days: 20 and 10 days ago, and today."""
    for number, days in ((1, 20), (2, 10)):
        archive.put(page(number))
        file = ArchiveFile(TODAY - timedelta(days=days), 1)
        aged(archive, f"newscrawl-{TODAY:%Y%m%d}-0001.warc.gz", file)
    archive.put(page(3))
    return archive


@pytest.mark.parametrize(
    ("days", "kept"), [(0, [1, 2, 3]), (20, [1, 2, 3]), (19, [2, 3]), (10, [2, 3]), (1, [3])]
)
def test_files_beyond_an_age_are_deleted(three_days: Archive, days: int, kept: list[int]) -> None:
    pruned = three_days.prune(days=days)
    assert numbers(three_days) == kept
    assert (pruned.files, pruned.records) == (3 - len(kept), 3 - len(kept))
    assert len(files_in(three_days.folder)) == len(rows(three_days)) == len(kept)


def test_the_oldest_files_are_deleted_until_the_rest_fits(three_days: Archive) -> None:
    size = three_days.size()
    assert three_days.prune(size=size) == Pruned()
    assert three_days.prune(size=size - 1).files == 1
    assert numbers(three_days) == [2, 3]
    pruned = three_days.prune(size=1)
    assert numbers(three_days) == [3]
    assert pruned.size > 0


def test_the_newest_file_stays_whatever_its_age(three_days: Archive) -> None:
    later = Archive(three_days.folder, three_days.store, today=lambda: date(2126, 1, 1))
    later.prune(days=1)
    assert numbers(three_days) == [3]


def test_what_others_put_into_the_folder_is_left_alone(three_days: Archive) -> None:
    others = [three_days.folder / name for name in ("notes.txt", "newscrawl-20001399-0001.warc.gz")]
    for other in others:
        other.write_text("mine")
    three_days.prune(days=1, size=1)
    assert all(other.read_text() == "mine" for other in others)


# Disks


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path, store: Store) -> None:
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(StorageError, match=r"archive .*/archive: cannot keep https://.*run again"):
        Archive(tmp_path / "archive", store).put(page())


def test_an_archive_that_is_not_there_holds_nothing(archive: Archive) -> None:
    archive.recover()
    assert archive.prune(days=1, size=1) == Pruned()
    assert archive.remove(page().url) == 0
    assert archive.page(page().url) is None
    assert not archive.folder.exists()
