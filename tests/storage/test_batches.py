"""What is handed to the store's writing thread: in order, together, each for itself."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, event

from newscrawl.errors import ArticleRemoved, StorageError
from newscrawl.storage import State, Store
from newscrawl.storage.batches import LARGEST
from tests.storage.making import NOW, URL, article, store_url

ADDRESSES = [f"https://example.org/{number}" for number in range(4)]
LATE = "CREATE TABLE late (id INTEGER REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED)"


@pytest.fixture
def store(file_store: Store) -> Store:
    """Most of what is said here is said of SQLite's file; test_postgresql.py has the rest."""
    return file_store


@contextmanager
def one_batch(store: Store) -> Iterator[None]:
    """What is submitted in the block is one batch, because the thread is busy meanwhile."""
    begun, end = Event(), Event()

    def hold(_store: Store) -> None:
        begun.set()
        assert end.wait(10)

    held = store.submit(hold)
    assert begun.wait(10)
    try:
        yield
    finally:
        end.set()
        held.result(10)


@contextmanager
def commits(store: Store) -> Iterator[list[object]]:
    """Gets an entry for each commit."""
    seen: list[object] = []
    listen = (store._engine, "commit", seen.append)  # noqa: SLF001 - SQLAlchemy tells of them
    event.listen(*listen)
    yield seen
    event.remove(*listen)


def attempted(url: str) -> Callable[[Store], None]:
    return lambda store: store.attempt(url, NOW)


def error_of(future: Future[object]) -> BaseException | None:
    return future.exception(10)


def too_late(store: Store) -> None:
    """Writes what the database refuses when all is committed, and not before."""
    with store.writing("be late") as connection:
        connection.exec_driver_sql("INSERT INTO late VALUES (404)")


def test_what_waits_is_committed_at_once(store: Store) -> None:
    with commits(store) as seen:
        with one_batch(store):
            told = [store.submit(attempted(url)) for url in ADDRESSES]
        for future in told:
            future.result(10)

    assert len(seen) == 2  # what held the thread, and the others
    assert [row.attempted_at for row in store.urls()] == [NOW.isoformat()] * 4


def test_a_batch_is_bounded(store: Store) -> None:
    with commits(store) as seen:
        with one_batch(store):
            told = [store.submit(lambda _: None) for _ in range(2 * LARGEST + 1)]
        for future in told:
            future.result(10)

    assert len(seen) == 1 + 3


def test_nothing_is_told_before_it_is_committed(store: Store, tmp_path: Path) -> None:
    found: list[object] = []

    def look(_future: Future[None]) -> None:
        with closing(sqlite3.connect(tmp_path / "store.db")) as other:
            found.extend(other.execute("SELECT count(*) FROM urls").fetchone())

    with one_batch(store):
        for url in ADDRESSES:
            store.submit(attempted(url)).add_done_callback(look)
    store.close()

    assert found == [4, 4, 4, 4]


def test_operations_are_done_in_their_order(store: Store) -> None:
    states = [State.GONE, State.FAILED, State.NOT_ARTICLE] * 60
    done: list[State] = []

    def say(state: State) -> Callable[[Store], None]:
        def said(store: Store) -> None:
            store.set_state(URL, state, "why")
            done.append(state)

        return said

    for state in states:
        store.submit(say(state))
    store.close()

    assert done == states
    assert store.url(URL).state == states[-1]


def test_an_operation_sees_what_the_one_before_it_wrote(store: Store) -> None:
    with one_batch(store):
        store.submit(lambda store: store.failed(URL, "timeout", NOW, NOW))
        seen = store.submit(lambda store: store.url(URL).tries)

    assert seen.result(10) == 1


def test_one_that_fails_is_undone_alone(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
        refuse = f"BEFORE UPDATE ON urls WHEN new.url = '{ADDRESSES[1]}'"
        beside.execute(f"CREATE TRIGGER no {refuse} BEGIN SELECT RAISE(ABORT, 'no'); END")
    with one_batch(store):
        told = [store.submit(lambda store, url=url: store.save(article(url))) for url in ADDRESSES]
    errors = [error_of(future) for future in told]

    assert [type(error) for error in errors] == [type(None), StorageError, *[type(None)] * 2]
    assert str(errors[1]).endswith(f"cannot save {ADDRESSES[1]}: no")
    kept = [ADDRESSES[0], *ADDRESSES[2:]]
    assert [found.url for found in store.articles()] == kept
    assert [(row.url, row.state) for row in store.urls()] == [(url, "saved") for url in kept]
    assert store.problems() == []


def test_what_refuses_an_article_stays_written(store: Store) -> None:
    """The URL that led to a removed article is known from then on, though `save` raises."""
    store.save(article())
    store.remove(URL, "a court's order", NOW)
    again = f"{URL}/print"
    with one_batch(store):
        refused = store.submit(lambda store: store.save(article(URL), again))
        other = store.submit(attempted(ADDRESSES[0]))

    assert isinstance(error_of(refused), ArticleRemoved)
    assert other.result(10) is None
    assert store.url(again).state == State.REMOVED


def test_a_commit_that_fails_is_told_to_all(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
        beside.execute(LATE)
    with one_batch(store):
        told = [store.submit(work) for work in (*map(attempted, ADDRESSES), too_late)]
    errors = [error_of(future) for future in told]

    assert all(isinstance(error, StorageError) for error in errors)
    assert {str(error) for error in errors} == {
        f"store {tmp_path}/store.db: cannot write: FOREIGN KEY constraint failed"
    }
    assert len(set(map(id, errors))) == len(errors)  # one each: they are raised in many places
    assert all(isinstance(error.__cause__.orig, sqlite3.IntegrityError) for error in errors)
    assert list(store.urls()) == []


def test_the_thread_goes_on_after_a_commit_that_failed(store: Store, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
        beside.execute(LATE)
    assert isinstance(error_of(store.submit(too_late)), StorageError)

    store.submit(attempted(URL)).result(10)
    assert store.url(URL) is not None


def test_a_commit_that_fails_outweighs_what_an_operation_said(store: Store, tmp_path: Path) -> None:
    store.save(article())
    store.remove(URL, "a court's order", NOW)
    with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
        beside.execute(LATE)
    with one_batch(store):
        refused = store.submit(lambda store: store.save(article(URL)))
        store.submit(too_late)

    assert isinstance(error_of(refused), StorageError)


def test_a_transaction_that_the_database_undoes_by_itself_is_told_to_all(
    store: Store, tmp_path: Path
) -> None:
    """A commit after that would say nothing, and what comes between would be on its own."""
    with closing(sqlite3.connect(tmp_path / "store.db")) as beside:
        refuse = f"BEFORE UPDATE ON urls WHEN new.url = '{ADDRESSES[2]}'"
        beside.execute(f"CREATE TRIGGER no {refuse} BEGIN SELECT RAISE(ROLLBACK, 'no'); END")
    with one_batch(store):
        told = [store.submit(attempted(url)) for url in ADDRESSES]
    errors = [error_of(future) for future in told]

    assert all(isinstance(error, StorageError) for error in errors)
    assert str(errors[0]) == f"store {tmp_path}/store.db: cannot write: no"
    assert str(errors[2]) == f"store {tmp_path}/store.db: cannot note {ADDRESSES[2]}: no"
    assert list(store.urls()) == []


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A database that cannot grow beyond 70 pages: SQLite's own 'disk is full'."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 70")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@pytest.mark.usefixtures("small_disk")
def test_a_disk_that_fills_in_mid_batch_keeps_all_that_is_said_to_be_kept(store: Store) -> None:
    """SQLite may undo the whole transaction by itself; a commit would then say nothing."""
    long = "\n".join(f"Paragraph {number} of a long report." for number in range(20_000))
    with one_batch(store):
        told = [store.submit(attempted(url)) for url in ADDRESSES[:2]]
        full = store.submit(lambda store: store.save(article(text=long)))
        told += [store.submit(attempted(url)) for url in ADDRESSES[2:]]

    assert "the disk is full" in str(error_of(full))
    said = [url for url, future in zip(ADDRESSES, told, strict=True) if not error_of(future)]
    assert [row.url for row in store.urls()] == said
    assert list(store.articles()) == []
    assert store.problems() == []


def test_closing_does_what_waits(store: Store) -> None:
    with one_batch(store):
        told = [store.submit(attempted(f"{URL}/{number}")) for number in range(LARGEST * 3)]
        closing_it = Thread(target=store.close)
        closing_it.start()
    closing_it.join(10)

    assert all(future.done() for future in told)
    assert len(list(store.urls())) == LARGEST * 3


def test_what_comes_after_closing_is_done_too(store: Store) -> None:
    store.submit(attempted(ADDRESSES[0])).result(10)
    store.close()
    store.submit(attempted(ADDRESSES[1])).result(10)

    assert [row.url for row in store.urls()] == ADDRESSES[:2]


def test_an_operation_that_was_given_up_in_time_is_not_done(store: Store) -> None:
    with one_batch(store):
        given_up = store.submit(attempted(ADDRESSES[0]))
        store.submit(attempted(ADDRESSES[1]))
        assert given_up.cancel()
    store.close()

    assert [row.url for row in store.urls()] == [ADDRESSES[1]]


def test_what_an_operation_submits_is_a_part_of_it(store: Store) -> None:
    def both(store: Store) -> State:
        store.submit(attempted(URL)).result(0)
        return State(store.url(URL).state)

    assert store.submit(both).result(10) == State.DISCOVERED


def test_whoever_reads_meanwhile_does_not_wait(store: Store) -> None:
    store.attempt(ADDRESSES[0])
    with one_batch(store):
        assert store.url(ADDRESSES[0]) is not None


# Saves articles in batches and says which are kept; dies at a statement of the batch after those.
DYING = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from newscrawl.storage import Store
from tests.storage.making import article, store_url
from tests.storage.test_batches import ADDRESSES, one_batch

store, seen = Store(store_url(Path(sys.argv[1]))), []

def die(connection, cursor, statement, *rest):
    seen.append(statement.startswith("INSERT OR REPLACE INTO articles_fts"))
    if sum(seen) == len(ADDRESSES) + 3:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(Engine, sys.argv[2], die)
for name in ("first", "second"):
    with one_batch(store):
        told = [store.submit(lambda s, u=u: s.save(article(u + name))) for u in ADDRESSES]
    for url, future in zip(ADDRESSES, told):
        future.result()
        print(url + name, flush=True)
"""


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
def test_a_kill_in_mid_batch_loses_whole_operations_and_none_that_was_told(
    tmp_path: Path, moment: str
) -> None:
    died = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), moment],
        check=False,
        capture_output=True,
        text=True,
    )
    assert died.returncode == -signal.SIGKILL
    said = died.stdout.split()
    assert said == [url + "first" for url in ADDRESSES]
    with Store(store_url(tmp_path)) as store:
        assert [found.url for found in store.articles()] == said
        assert [(row.url, row.state) for row in store.urls()] == [(url, "saved") for url in said]
        assert store.problems() == []
