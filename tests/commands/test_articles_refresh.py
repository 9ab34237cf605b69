from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newscrawl.extraction import Page, extract
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.memories import Memories
from tests.commands.running import Ran, run
from tests.spiders.newssite import PROMO, article, path_of
from tests.storage.making import observe, store_url

AT = datetime(2026, 11, 3, tzinfo=UTC)


def page(number: int) -> Page:
    return Page(f"https://example.org{path_of(number)}", article(number), {}, AT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of six articles that were saved before anything was learned; five raw pages."""
    with Store(store_url(tmp_path)) as store:
        memories, archive = Memories(store), Archive(tmp_path / "archive", store)
        for number in range(6):
            observe(memories, page(number))
            read = extract(page(number))
            store.save(replace(read, published="2026-11-01" if number else "2026-10-01"))
            if number:
                archive.put(page(number))
        memories.close(AT.isoformat())
    return tmp_path


def refresh(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Ran:
    settings = (f"NEWSCRAWL_STORE={store_url(folder)}", f"NEWSCRAWL_ARCHIVE_DIR={folder}/archive")
    chosen = [word for setting in settings for word in ("-s", setting)]
    return run(capsys, "articles", "refresh", *words, *chosen)


def test_it_says_how_many_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = refresh(capsys, folder)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "6 articles to read anew: 5 changed, 1 not in the archive\n"
    with Store(store_url(folder)) as store:
        assert [one.url for one in store.articles() if PROMO in one.text] == [page(0).url]
    assert refresh(capsys, folder).out == "1 articles to read anew: 1 not in the archive\n"


def test_more_jobs_change_nothing_but_the_time(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = shutil.copytree(folder, tmp_path_factory.mktemp("other") / "same")
    one, more = (
        refresh(capsys, folder, "--verbose"),
        refresh(capsys, other, "--jobs", "2", "--verbose"),
    )
    assert (more.code, more.out) == (one.code, one.out)
    with Store(store_url(folder)) as here, Store(store_url(other)) as there:
        assert [a.text for a in here.articles()] == [a.text for a in there.articles()]


def test_it_names_them_when_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = refresh(capsys, folder, "--verbose").out.splitlines()
    assert f"{page(0).url}: not in the archive" in lines
    assert f"{page(1).url}: changed" in lines
    assert len(lines) == 7


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (["--site", "example.org"], "6 "),
        (["--site", "example.net"], "every article"),
        (["--since", "2026-10-15"], "5 "),
    ],
)
def test_a_site_and_a_date_choose(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], number: str
) -> None:
    assert refresh(capsys, folder, *words).out.startswith(number)


def test_what_is_no_date_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = refresh(capsys, folder, "--since", "yesterday")
    assert ran.code == 2
    assert "'yesterday' is no date; write 2026-11-01" in ran.err


def test_without_an_archive_it_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(
        capsys, "articles", "refresh", "-s", f"NEWSCRAWL_STORE={store_url(folder)}",
        "-s", "NEWSCRAWL_ARCHIVE_DIR=",
    )  # fmt: skip
    assert ran.code == 2
    assert "NEWSCRAWL_ARCHIVE_DIR is empty" in ran.err
