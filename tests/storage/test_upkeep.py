from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from newscrawl.errors import StorageError
from newscrawl.storage import State, Store, upkeep
from newscrawl.storage.dialects import dialect_of
from newscrawl.storage.schema import articles
from newscrawl.storage.upkeep import reindex
from tests.storage.making import article, candidate


def test_counts(store: Store) -> None:
    store.save(article())
    store.discover([candidate("https://example.org/b"), candidate("https://example.org/c")])
    counts = store.counts()
    assert (counts["articles"], counts["versions"], counts["archive"]) == (1, 0, 0)
    assert (counts["urls"], counts["urls discovered"], counts["urls saved"]) == (3, 2, 1)


def test_the_index_is_mended_some_articles_at_a_time(store: Store, backend: str) -> None:
    for number in range(5):
        store.save(article(f"https://example.org/{number}", headline=f"渡轮 {number}"))
    with store.writing("damage") as connection:
        dialect = dialect_of(connection)
        for number in list(connection.scalars(select(articles.c.id)))[:4]:
            connection.execute(dialect.unindex, {"id": number})
        if backend == "sqlite":  # PostgreSQL lets nobody do that
            connection.execute(dialect.index, {"id": 10**9, "headline": "ghost", "text": ""})
    (problem,) = store.problems()
    ghosts = int(backend == "sqlite")
    assert f"lacks 4 articles, has {ghosts} that are not stored; scrapy store reindex" in problem
    mended = []
    while not mended or mended[-1]:
        with store.writing("mend") as connection:
            mended.append(reindex(connection, 3))
    assert mended == ([4, 1, 0] if ghosts else [3, 1, 0])
    assert store.problems() == []
    assert len(store.search("轮")) == 5
    assert store.search("ghost") == []


def test_a_backup_is_a_store(file_store: Store, tmp_path: Path) -> None:
    file_store.save(article())
    file_store.backup(tmp_path / "copy.db")
    file_store.save(article("https://example.org/later"))
    with Store(f"sqlite:///{tmp_path}/copy.db") as copy:
        assert list(copy.articles()) == [article()]
        assert [row.state for row in copy.urls()] == [State.SAVED]
        assert copy.search("ferry")
    assert [path.name for path in tmp_path.glob(".part*")] == []


def test_a_backup_overwrites_nothing(file_store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(StorageError, match=r"copy.db: is there already; name a new file"):
        file_store.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_a_backup_to_nowhere_is_told_and_leaves_nothing(file_store: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot write .*nowhere.*: the file cannot be opened"):
        file_store.backup(tmp_path / "nowhere" / "copy.db")
    assert not (tmp_path / "nowhere").exists()


WRITE = """
import sys
from newscrawl.storage import Store
from tests.storage.making import article
with Store(sys.argv[1]) as store:
    number = 0
    while True:
        store.save(article(f"https://example.org/{number}", text=f"Number {number}. " * 300))
        number += 1
        print(number, flush=True)
"""


def test_a_backup_while_another_process_writes_is_a_whole_store(tmp_path: Path) -> None:
    """What was saved before it began is in it, with its URL and its place in the index."""
    url = f"sqlite:///{tmp_path}/store.db"
    command = [sys.executable, "-c", WRITE, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        before = [int(writer.stdout.readline()) for _ in range(10)][-1]
        try:
            for name in ("one.db", "two.db"):
                with Store(url) as store:
                    store.backup(tmp_path / name)
                before, least = int(writer.stdout.readline()), before
                with Store(f"sqlite:///{tmp_path}/{name}") as copy:
                    assert copy.problems() == []
                    counts = copy.counts()
                    assert counts["articles"] == counts["urls saved"] >= least
                    assert len(copy.search("number", limit=10_000)) == counts["articles"]
            assert writer.poll() is None
        finally:
            writer.kill()


@pytest.mark.parametrize("page", [0, 8])
def test_a_copy_that_is_damaged_takes_no_name(
    file_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    """Writing the copy went wrong in a way that SQLite did not notice."""
    file_store.save(article(text="word " * 20_000))
    to_check = upkeep._check_copy  # noqa: SLF001 - the disk fails just before it

    def spoilt(copy: Path, path: Path) -> None:
        with copy.open("r+b") as file:
            file.seek(page * 4096)
            file.write(b"\xff" * 4096 * 8)
        to_check(copy, path)

    monkeypatch.setattr(upkeep, "_check_copy", spoilt)
    with pytest.raises(StorageError, match=r"backup .*copy.db: the copy is damaged"):
        file_store.backup(tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == []
