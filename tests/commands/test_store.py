from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.items import Page
from newscrawl.storage import Spool, Store
from newscrawl.storage.schema import HEAD
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
    *counts, last = ran.out.splitlines()
    assert {"         1  articles", "         0  versions", "         1  urls saved"} <= set(counts)
    assert last == f"{tmp_path}/store.db: whole, tables of revision {HEAD}"


def test_check_says_what_is_wrong(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")  # what hangs on the article goes, too
        connection.execute("DELETE FROM articles")
        connection.commit()
    ran = run(capsys, "store", "check", "-s", kept)
    assert ran.code == 1
    assert f"saved without its article: {URL}; scrapy urls retry URL fetches it\n" in ran.err
    assert "scrapy store reindex mends it\n" in ran.err
    assert ran.out.endswith(f"store.db: 2 problems, tables of revision {HEAD}\n")
    assert run(capsys, "urls", "retry", URL, "-s", kept).code == 0
    mended = run(capsys, "store", "reindex", "-s", kept)
    assert mended.out.endswith("store.db: 1 entries of the full-text index mended\n")
    assert run(capsys, "store", "check", "-s", kept).code == 0


def test_check_looks_for_pages_in_spool_and_archive(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(store_url(tmp_path)) as store:
        store.fetched("https://example.org/waits")
    spool = f"NEWSCRAWL_SPOOL_DIR={tmp_path}/spool"
    ran = run(capsys, "store", "check", "-s", kept, "-s", spool)
    assert ran.code == 1
    assert ran.err.startswith("fetched, and its page is neither in the spool nor in the archive: ")
    Spool(tmp_path / "spool").put(Page("https://example.org/waits", b"<p>Text</p>"))
    assert run(capsys, "store", "check", "-s", kept, "-s", spool).code == 0


def test_backup_into_a_folder_is_named_by_the_time(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "backups").mkdir()
    assert run(capsys, "store", "backup", tmp_path / "backups", "-s", kept).code == 0
    (file,) = (tmp_path / "backups").iterdir()
    assert re.fullmatch(r"newscrawl-\d{4}-\d\d-\d\dT\d{6}\.db", file.name)


def test_backup_writes_a_store(
    kept: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.db"
    ran = run(capsys, "store", "backup", copy, "-s", kept)
    assert ran.out.startswith(f"{tmp_path}/store.db: copied to {copy}, 0.")
    assert ran.out.endswith(" MB; the archive's files are not in it\n")
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
        assert (ran.code, ran.out) == (
            0,
            f"{tmp_path}/store.db: up to date, tables of revision {HEAD}\n",
        )
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
