"""Saving is done whole or not at all: errors, a full disk, a process that dies."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from newscrawl.errors import StorageError
from newscrawl.storage import State, Store
from tests.storage.making import URL, article

# Dies at the given statement of a save: kill -9, as the kernel does it when memory runs out.
DYING = """
import os, signal, sys
from sqlalchemy import Engine, event
from newscrawl.storage import Store
from tests.storage.making import article

def die(connection, cursor, statement, *rest):
    if statement.startswith(tuple(sys.argv[2].split("|"))):
        os.kill(os.getpid(), signal.SIGKILL)

store = Store(sys.argv[1])
event.listen(Engine, sys.argv[3], die)
store.save(article(headline="New", fetched_at="2026-11-05T00:00:00+00:00"))
"""


def everything(store: Store) -> tuple[object, ...]:
    """All that a save may change."""
    return (
        list(store.articles()),
        store.versions(URL),
        [row.state for row in store.urls()],
        store.search("ferry"),
        store.search("New"),
        store.counts(),
    )


FAILING = {
    "sqlite": ("CREATE TRIGGER failing {trigger} BEGIN SELECT RAISE(ABORT, 'no'); END",),
    "postgresql": (
        "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'",
        "CREATE TRIGGER failing {trigger} FOR EACH ROW EXECUTE FUNCTION no()",
    ),
}


@pytest.mark.parametrize(
    "trigger",
    [
        "BEFORE UPDATE ON urls",
        "BEFORE INSERT ON versions",
        "AFTER UPDATE ON articles",
    ],
)
def test_an_error_in_the_middle_leaves_all_as_it_was(
    new_store: Store, backend: str, trigger: str
) -> None:
    store = new_store
    store.save(article())
    before = everything(store)
    with store.writing("damage") as connection:
        for statement in FAILING[backend]:
            connection.exec_driver_sql(statement.format(trigger=trigger))
    with pytest.raises(StorageError, match=f"cannot save {URL}"):
        store.save(article(headline="New", fetched_at="2026-11-05T00:00:00+00:00"))
    assert everything(store) == before
    assert store.problems() == []


@pytest.mark.parametrize(
    ("statement", "when"),
    [
        ("INSERT INTO versions", "after_cursor_execute"),
        ("INSERT OR REPLACE INTO articles_fts|INSERT INTO articles_fts", "after_cursor_execute"),
        ("UPDATE urls", "before_cursor_execute"),
        ("UPDATE urls", "after_cursor_execute"),
    ],
)
def test_a_process_that_dies_in_the_middle_leaves_all_as_it_was(
    database: str, statement: str, when: str
) -> None:
    with Store(database) as store:
        store.save(article())
        before = everything(store)
    died = subprocess.run([sys.executable, "-c", DYING, database, statement, when], check=False)
    assert died.returncode == -signal.SIGKILL
    with Store(database) as store:
        assert everything(store) == before
        assert store.problems() == []


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A database that cannot grow beyond 50 pages: SQLite's own 'disk is full'."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 50")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_leaves_no_half_article(file_store: Store) -> None:
    store = file_store
    store.save(article())
    before = everything(store)
    long = "\n".join(f"Paragraph {number} of a long report." for number in range(10_000))
    with pytest.raises(StorageError, match="the disk is full; free some space") as raised:
        store.save(article(text=long, fetched_at="2026-11-05T00:00:00+00:00"))
    assert isinstance(raised.value.__cause__.orig, sqlite3.OperationalError)
    assert everything(store) == before
    store.save(article("https://example.org/short", headline="Short"))  # goes on when there is room
    assert store.problems() == []


def test_a_read_only_store_is_read_and_not_written(file_store: Store, tmp_path: Path) -> None:
    file_store.save(article())
    with Store(f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true") as reader:
        assert reader.article(URL) == article()
        with pytest.raises(StorageError, match=r"store file:.*: it is read-only; make the file"):
            reader.save(article(headline="New"))
        with pytest.raises(StorageError, match="read-only"):
            reader.attempt(URL)
        assert [row.state for row in reader.urls()] == [State.SAVED]


def test_two_stores_on_one_database_see_each_other_at_once(store: Store, database: str) -> None:
    with Store(database) as other:
        store.save(article())
        assert other.article(URL) == article()
        other.save(article(headline="New"))
        assert store.search("New")
