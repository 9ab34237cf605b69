"""The store on PostgreSQL, where NEWSCRAWL_TEST_POSTGRESQL names an empty database.

NEWSCRAWL_TEST_POSTGRESQL=postgresql+psycopg://me@127.0.0.1/scratch pytest tests/storage
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from newscrawl.errors import ArticleRemoved, StorageError
from newscrawl.storage import State, Store
from newscrawl.storage.schema import HEAD
from newscrawl.storage.upgrade import upgrade_store
from newscrawl.storage.upkeep import reindex
from tests.commands.running import run
from tests.storage.making import NOW, URL, article, candidate
from tests.storage.test_batches import LATE, error_of, one_batch, too_late

DATABASE = os.environ.get("NEWSCRAWL_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not DATABASE, reason="NEWSCRAWL_TEST_POSTGRESQL names no database")
LONG = "https://example.org/" + "ä" * 3000


def emptied() -> None:
    engine = create_engine(DATABASE)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in the database, which is emptied first."""
    emptied()
    with pytest.raises(StorageError, match="not up to date; scrapy store upgrade"):
        Store(DATABASE)
    upgrade_store(DATABASE)
    with Store(DATABASE) as opened:
        yield opened


def test_articles_and_their_versions(store: Store) -> None:
    store.save(article())
    new = article(headline="Ferry runs again\x00\ud800", fetched_at="2026-11-09T00:00:00+00:00")
    store.save(new)
    found = store.article(URL)
    assert found is not None
    assert found.headline == "Ferry runs again\ufffd"
    assert found.images == new.images
    assert [version.headline for version in store.versions(URL)] == ["Ferry stops running"]
    assert list(store.articles("example.org", datetime(2026, 11, 2, tzinfo=UTC))) == [found]


def test_an_earlier_fetch_read_anew(store: Store) -> None:
    store.save(article(text="Text. A promo.", fetched_at="2026-11-03T07:00:00+00:00"))
    new = article(text="Text.", fetched_at="2026-11-04T07:00:00+00:00")
    assert store.save(new) is not None
    store.save(article(text="Text?", fetched_at="2026-11-03T07:00:00+00:00"))
    assert [version.text for version in store.versions(URL)] == ["Text?"]
    store.save(article(text="Text.", fetched_at="2026-11-03T07:00:00+00:00"))
    assert store.versions(URL) == []
    assert store.article(URL) == new


def test_what_was_removed_stays_out(store: Store) -> None:
    store.fetched("https://example.org/short", page_url=URL)
    store.save(article())
    store.save(article(headline="New", fetched_at="2026-11-09T00:00:00+00:00"))
    removal = store.remove("https://example.org/short", "a court's order\x00", NOW)
    assert removal is not None
    assert (removal.articles, removal.versions) == (1, 1)
    for again in (article(), article("https://example.org/print", headline="New")):
        with pytest.raises(ArticleRemoved, match="a court's order"):
            store.save(again)
    store.discover(map(candidate, [URL, f"{URL}?utm_source=x"]), now=NOW)
    store.failed(URL, "timeout", NOW, NOW)
    assert store.due("", NOW, 9) == []
    assert {row.state for row in store.urls()} == {State.REMOVED}
    assert store.search("ferry") == []
    assert store.problems() == []


def divide(store: Store) -> None:
    with store.writing("divide") as connection:
        connection.exec_driver_sql("SELECT 1 / 0")


def test_a_batch_undoes_alone_what_fails_and_tells_all_when_the_commit_does(store: Store) -> None:
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


def test_urls_are_counted_and_retried(store: Store) -> None:
    for name in "ab":
        store.failed(f"https://example.org/{name}", "timeout", NOW, None)
    store.save(article())
    assert [(each.state, each.reason, each.urls) for each in store.tallies()] == [
        ("failed", "timeout", 2),
        ("saved", "", 1),
    ]
    assert store.retry("https://example.org/a", NOW) == ""
    assert store.retry_all(reason="timeout", now=NOW) == 1
    assert len(store.due("", NOW, 9)) == 2


def test_problems_are_found_and_the_index_is_mended(store: Store) -> None:
    store.save(article())
    with store.writing("damage") as connection:
        connection.exec_driver_sql("DELETE FROM articles_fts")
        connection.exec_driver_sql("UPDATE urls SET state = 'failed'")
    index, given_up = store.problems()
    assert index.startswith("full-text index: lacks 1 articles, has 0 ")
    assert given_up.startswith(f"given up though its article is stored: {URL}; ")
    with store.writing("mend") as connection:
        assert reindex(connection, 9) == 1
    store.retry(URL, NOW)
    assert store.problems() == []
    assert len(store.search("ferry")) == 1


def test_old_tables_are_upgraded_once_there_is_a_backup(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.close()
    emptied()
    upgrade_store(DATABASE, "0001")
    setting = f"NEWSCRAWL_STORE={DATABASE}"
    refused = run(capsys, "store", "upgrade", "-s", setting)
    assert refused.code == 1
    assert f"its tables are of revision 0001 and become {HEAD}; back it up first (" in refused.err
    assert "pg_dump" in refused.err
    done = run(capsys, "store", "upgrade", "--backed-up", "-s", setting)
    assert done.code == 0
    assert done.out.endswith(f": was of revision 0001, up to date, tables of revision {HEAD}\n")
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


def test_url_states(store: Store) -> None:
    names = [f"https://example.org/{name}" for name in "abcd"]
    assert store.discover(map(candidate, names), now=NOW) == 4
    assert store.discover(map(candidate, names), now=NOW) == 0
    for name in names[:2]:
        store.attempt(name, NOW)
    store.fetched(names[0], page_url=names[0] + "?x")
    assert store.recover(now=NOW).interrupted == 1
    store.failed(names[1], "timeout", NOW, None)
    store.set_state(names[2], State.NOT_ARTICLE, "NotAnArticle")
    store.save(article(names[3]))
    store.duplicate(names[0], of=names[3], reason="Duplicate")
    assert [row.state for row in store.urls()] == ["saved", "failed", "not_article", "saved"]
    assert store.known([*names, URL]) == set(names)
    assert store.problems() == []


def test_memories_and_backup(store: Store, tmp_path: Path) -> None:
    for generation in (1, 2):
        store.save_memory("example.org", b"\x00\xff", generation, 5)
    row = store.memory_row("example.org")
    assert row is not None
    assert (row.data, row.generation) == (b"\x00\xff", 2)
    with pytest.raises(StorageError, match="pg_dump"):
        store.backup(tmp_path / "copy.db")


def test_a_server_that_is_not_there_is_one_line() -> None:
    with pytest.raises(StorageError, match=r"store postgresql.*: cannot open: ") as raised:
        Store("postgresql+psycopg://me:secret@127.0.0.1:9/none")
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)
