from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.storage import Store
from tests.commands.running import run
from tests.storage.making import URL, article, store_url


@pytest.fixture
def kept(tmp_path: Path) -> str:
    """The setting that names a store with one article."""
    with Store(store_url(tmp_path)) as store:
        store.save(article())
    return f"NEWSCRAWL_STORE={store_url(tmp_path)}"


def test_check_counts_and_finds_the_store_whole(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "store", "check", "-s", kept)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "         1  articles",
        "         0  versions",
        "         0  memories",
        "         1  urls",
        "         1  urls saved",
        f"{tmp_path}/store.db: whole",
    ]


def test_check_says_what_is_wrong(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute("DELETE FROM articles")
        connection.commit()
    ran = run(capsys, "store", "check", "-s", kept)
    assert ran.code == 1
    assert f"saved without its article: {URL}\n" in ran.err
    assert ran.out.endswith("store.db: 2 problems\n")


def test_backup_writes_a_store(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    ran = run(capsys, "store", "backup", copy, "-s", kept)
    assert ran.out == f"{tmp_path}/store.db: copied to {copy}\n"
    assert ran.code == 0
    with Store(f"sqlite:///{copy}") as store:
        assert store.article(URL) == article()
    again = run(capsys, "store", "backup", copy, "-s", kept)
    assert again.code == 1
    assert again.err == f"scrapy store: backup {copy}: is there already; name a new file\n"


def test_upgrade_makes_the_tables_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    setting = f"NEWSCRAWL_STORE={store_url(tmp_path)}"
    for _ in range(2):
        ran = run(capsys, "store", "upgrade", "-s", setting)
        assert (ran.code, ran.out) == (0, f"{tmp_path}/store.db: up to date\n")
    with Store(store_url(tmp_path)) as store:
        assert store.problems() == []


def test_upgrade_needs_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "store", "upgrade", "-s", "NEWSCRAWL_STORE=")
    assert ran.code == 1
    assert ran.err.startswith("scrapy store: NEWSCRAWL_STORE is empty; name a store")


@pytest.mark.parametrize("arguments", [[], ["mend"], ["backup"]], ids=" ".join)
def test_wrong_arguments_are_answered_with_examples(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    ran = run(capsys, "store", *arguments)
    assert ran.code == 2
    assert "scrapy store backup backups/" in ran.err
