"""What is so on PostgreSQL alone; the rest of the tests of this folder run on both databases."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.errors import ArticleRemoved, StorageError
from newscrawl.storage import State, Store
from newscrawl.storage.schema import HEAD
from newscrawl.storage.upgrade import upgrade_store
from tests.commands.running import run
from tests.storage.making import NOW, URL, article, candidate
from tests.storage.test_batches import LATE, error_of, one_batch, too_late

LONG = "https://example.org/" + "ä" * 3000


@pytest.fixture
def store(postgresql_store: str) -> Iterator[Store]:
    with Store(postgresql_store) as opened:
        yield opened


def test_tables_are_not_made_unasked(postgresql_database: str) -> None:
    with pytest.raises(StorageError, match="not up to date; scrapy store upgrade"):
        Store(postgresql_database)


def test_letters_that_it_cannot_keep_are_replaced(store: Store) -> None:
    store.save(article(headline="Ferry runs again\x00\ud800"))
    found = store.article(URL)
    assert found is not None
    assert found.headline == "Ferry runs again\ufffd"


def divide(store: Store) -> None:
    with store.writing("divide") as connection:
        connection.exec_driver_sql("SELECT 1 / 0")


def test_a_batch_undoes_alone_what_fails_and_tells_all_when_the_commit_does(
    postgresql_database: str,
) -> None:
    upgrade_store(postgresql_database)
    with Store(postgresql_database) as store:
        undo_some(store)


def undo_some(store: Store) -> None:
    store.save(article())
    store.remove(URL, "a court's order", NOW)
    other = f"{URL}/other"
    with one_batch(store):
        refused = store.submit(lambda store: store.save(article(), f"{URL}/print"))
        broken = store.submit(divide)
        kept = store.submit(lambda store: store.save(article(other, headline="Other", text="O")))
    assert isinstance(error_of(refused), ArticleRemoved)
    assert isinstance(error_of(broken), StorageError)
    assert kept.result(10) is None
    assert {row.state for row in store.urls()} == {State.REMOVED, State.SAVED}

    with store.writing("prepare") as connection:
        connection.exec_driver_sql(LATE)
    with one_batch(store):
        told = [store.submit(lambda store: store.attempt(other, NOW)), store.submit(too_late)]
    assert [type(error_of(future)) for future in told] == [StorageError, StorageError]
    assert store.url(other).attempted_at == ""


def test_old_tables_are_upgraded_once_there_is_a_backup(
    postgresql_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    upgrade_store(postgresql_database, "0001")
    setting = f"NEWSCRAWL_STORE={postgresql_database}"
    refused = run(capsys, "store", "upgrade", "-s", setting)
    assert refused.code == 1
    assert f"its tables are of revision 0001 and become {HEAD}; back it up first (" in refused.err
    assert "pg_dump" in refused.err
    done = run(capsys, "store", "upgrade", "--backed-up", "-s", setting)
    assert done.code == 0
    assert done.out.endswith(f": was of revision 0001, up to date, tables of revision {HEAD}\n")
    with Store(postgresql_database) as store:
        store.save(article())
        assert store.problems() == []


def test_long_urls_and_texts(store: Store) -> None:
    store.save(article(LONG, text="word " * 200_000, site="s" * 5000))
    store.discover([candidate("https://" + "h" * 5000 + "/x")], now=NOW)
    found = store.article(LONG)
    assert found is not None
    assert len(found.text) == 1_000_000


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("阿密", 1),
        ('"bridge l\'eau"', 1),
        ("bridg*", 1),
        ("bridge zebra", 0),
        ("zebra\\ ' & | !", 0),
    ],
)
def test_search(store: Store, asked: str, found: int) -> None:
    store.save(article(headline="迈阿密 bridge l'eau"))
    assert len(store.search(asked)) == found


def test_a_backup_is_postgresql_s_own(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump"):
        store.backup(tmp_path / "copy.db")


WRITE = """
import sys
from newscrawl.storage import Store
from tests.storage.making import article
with Store(sys.argv[1]) as store:
    print("saving", flush=True)
    store.save(article())
    print("saved", flush=True)
"""


def test_one_transaction_writes_at_a_time(store: Store, postgresql_store: str) -> None:
    """What a save has read, such as that there is no tombstone, is so until it ends."""
    command = [sys.executable, "-c", WRITE, postgresql_store]
    with store.writing("hold") as connection:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout
        assert process.stdout.readline() == "saving\n"
        while not connection.exec_driver_sql(WAITING).scalar_one():
            assert process.poll() is None
            time.sleep(0.01)
    assert process.communicate()[0] == "saved\n"
    assert store.article(URL) == article()


WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


def test_a_server_that_is_not_there_is_one_line() -> None:
    with pytest.raises(StorageError, match=r"store postgresql.*: cannot open: ") as raised:
        Store("postgresql+psycopg://me:secret@127.0.0.1:9/none")
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)
