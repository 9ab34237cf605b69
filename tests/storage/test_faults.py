from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine

from newscrawl.errors import StorageError
from newscrawl.storage import Store
from newscrawl.storage.engine import is_missing, shown
from tests.storage.making import URL, article, store_url


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("somewhere", "store 'somewhere': no database URL; use sqlite:///FILE"),
        ("mysql://db/news", "unknown scheme mysql; use sqlite:///FILE or postgresql"),
        ("sqlite://", "a store in memory would be lost"),
        ("sqlite:///:memory:", "a store in memory would be lost"),
        ("postgresql+nodriver://u:secret@h/n", "no driver for postgresql.nodriver is installed"),
    ],
)
def test_what_is_no_store_is_told_in_one_line(url: str, line: str) -> None:
    with pytest.raises(StorageError, match=line) as raised:
        Store(url)
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"Dear diary, today I was no database. " * 40)
    with pytest.raises(StorageError, match=r"store .*/store\.db: cannot open: .* no SQLite datab"):
        Store(store_url(tmp_path))
    assert (tmp_path / "store.db").read_bytes().startswith(b"Dear diary")


def test_a_database_of_another_program(new_database: str) -> None:
    engine = create_engine(new_database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE recipes (name TEXT)")
    engine.dispose()
    with pytest.raises(StorageError, match="holds another program's tables"):
        Store(new_database)


def test_a_store_of_a_newer_newscrawl(new_store: Store, new_database: str) -> None:
    with new_store.writing("upgrade") as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    new_store.close()
    with pytest.raises(StorageError, match=r"written by a newer newscrawl \(revision 9999"):
        Store(new_database)


def test_a_folder_in_the_file_s_place(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    with pytest.raises(StorageError, match="the file cannot be opened"):
        Store(store_url(tmp_path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match=r"cannot make the folder .*data: File exists"):
        Store(f"sqlite:///{tmp_path}/data/store.db")


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path}/some/where/store.db") as store:
        store.save(article())
    assert (tmp_path / "some/where/store.db").is_file()


def test_a_table_that_was_lost_is_told_with_its_name(new_store: Store) -> None:
    with new_store.writing("damage") as connection:
        connection.exec_driver_sql("DROP TABLE urls")
    said = f'cannot note {URL}: (no such table: urls|relation "urls" does not exist)'
    with pytest.raises(StorageError, match=said):
        new_store.attempt(URL)


def test_a_damaged_file(file_store: Store, tmp_path: Path) -> None:
    for number in range(60):
        file_store.save(article(f"https://example.org/{number}", text=f"Text {number}. " * 200))
    file_store.close()
    file = tmp_path / "store.db"
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"\xff" * (len(whole) // 2) + whole[100 + len(whole) // 2 :])
    with pytest.raises(StorageError, match=r"the file is (damaged|no SQLite database)"):
        list(Store(store_url(tmp_path)).articles())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:///data/news.db", "data/news.db"),
        ("postgresql+psycopg://me:secret@db/news", "postgresql+psycopg://me:***@db/news"),
        ("nonsense", "'nonsense'"),
    ],
)
def test_a_store_is_shown_without_its_password(url: str, name: str) -> None:
    assert shown(url) == name


def test_only_a_file_can_be_missing(tmp_path: Path) -> None:
    assert is_missing(store_url(tmp_path))
    assert not is_missing("postgresql+psycopg://db/news")
    assert not is_missing("nonsense")
    (tmp_path / "store.db").touch()
    assert not is_missing(store_url(tmp_path))
