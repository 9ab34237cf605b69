from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.errors import StorageError
from newscrawl.storage import State, Store
from tests.storage.making import URL, article, candidate


def test_counts(store: Store) -> None:
    store.save(article())
    store.discover([candidate("https://example.org/b"), candidate("https://example.org/c")])
    assert store.counts() == {
        "articles": 1,
        "versions": 0,
        "memories": 0,
        "urls": 3,
        "urls discovered": 2,
        "urls saved": 1,
    }


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("DELETE FROM articles_fts", "full-text index: 0 articles of 1"),
        ("DELETE FROM articles", f"saved without its article: {URL}"),
        ("UPDATE versions SET article_id = 99", "versions row 1: its articles row is missing"),
    ],
)
def test_what_is_wrong_is_found(store: Store, tmp_path: Path, damage: str, problem: str) -> None:
    store.save(article())
    store.save(article(headline="New", fetched_at="2026-11-09"))
    assert store.problems() == []
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute(damage)
        connection.commit()
    assert problem in store.problems()


def test_a_backup_is_a_store(store: Store, tmp_path: Path) -> None:
    store.save(article())
    store.backup(tmp_path / "copy.db")
    store.save(article("https://example.org/later"))
    with Store(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert list(copy.articles()) == [article()]
        assert [row.state for row in copy.urls()] == [State.SAVED]
        assert copy.search("ferry")
    assert [path.name for path in tmp_path.glob(".part*")] == []


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StorageError, match=r"copy.db: is there already; name a new file"):
        store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_to_nowhere_is_told_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot write .*nowhere.*: the file cannot be opened"):
        store.backup(tmp_path / "nowhere" / "copy.db")
    assert not (tmp_path / "nowhere").exists()
