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

from newscrawl.errors import StorageError
from newscrawl.storage import State, Store
from newscrawl.storage.upgrade import upgrade_store
from tests.storage.making import NOW, URL, article, candidate

DATABASE = os.environ.get("NEWSCRAWL_TEST_POSTGRESQL", "")
pytestmark = pytest.mark.skipif(not DATABASE, reason="NEWSCRAWL_TEST_POSTGRESQL names no database")
LONG = "https://example.org/" + "ä" * 3000


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty store in the database, which is emptied first."""
    engine = create_engine(DATABASE)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
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
