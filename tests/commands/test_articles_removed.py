"""scrapy articles remove: from store, spool and archive, for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.errors import ArticleRemoved
from newscrawl.items import Page
from newscrawl.storage import Spool, Store
from newscrawl.storage.archive import Archive
from tests.commands.running import Ran, run
from tests.storage.making import NOW, URL, article, store_url

AMP = "https://example.org/amp/ferry"
OTHER = "https://example.org/other"
WORDS = b"The Quittenmus is gone."


@pytest.fixture
def settings(tmp_path: Path) -> list[str]:
    """Settings that name a store, a spool and an archive with an article and another one."""
    spool = Spool(tmp_path / "spool")
    with Store(store_url(tmp_path)) as store:
        archive = Archive(tmp_path / "archive", store)
        for url in (AMP, OTHER, AMP):
            archive.put(Page(url, WORDS * (1 + (url == AMP)), fetched_at=NOW))
        store.fetched("https://example.org/short", page_url=AMP)
        store.save(article(url=AMP, canonical_url=URL), now=NOW)
        store.save(article(url=AMP, canonical_url=URL, headline="New", fetched_at="2026-11-09"))
        store.save(article(OTHER, headline="Other"))
        spool.put(Page(AMP, WORDS))
        spool.put(Page(OTHER, WORDS))
    named = {
        "NEWSCRAWL_STORE": store_url(tmp_path),
        "NEWSCRAWL_SPOOL_DIR": f"{tmp_path}/spool",
        "NEWSCRAWL_ARCHIVE_DIR": f"{tmp_path}/archive",
        "NEWSCRAWL_SITES": f"{tmp_path}/sites.toml",
    }
    return [word for name, value in named.items() for word in ("-s", f"{name}={value}")]


def remove(capsys: pytest.CaptureFixture[str], settings: list[str], url: str, *more: str) -> Ran:
    return run(capsys, "articles", "remove", url, *more, *settings)


def test_nothing_of_it_is_left_but_a_tombstone(
    settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = remove(capsys, settings, AMP, "--reason", "asked for\n by the  publisher")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{URL}: deleted 1 article, 1 earlier version, 2 archived pages; "
        "URLs that are not requested any more: 3. "
        "Backups made before still hold what was deleted.\n"
    )
    with Store(store_url(tmp_path)) as store:
        archive = Archive(tmp_path / "archive", store)
        assert archive.page(AMP) is None
        assert archive.page(OTHER) is not None
        assert [found.url for found in store.articles()] == [OTHER]
        assert Spool(tmp_path / "spool").urls("example.org") == {OTHER}
        assert store.problems() == []
        with pytest.raises(ArticleRemoved, match="asked for by the publisher"):
            store.save(article())
    listed = run(capsys, "urls", "list", "--state", "removed", *settings)
    assert len(listed.out.splitlines()) == 3
    assert "asked for by the publisher" in listed.out
    shown = run(capsys, "articles", "show", URL, *settings)
    assert shown.code == 1
    assert "is stored; the URL is known as removed asked for by the publisher" in shown.err


def test_what_was_interrupted_is_done_to_its_end(
    settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The store was through, spool and archive were not."""
    with Store(store_url(tmp_path)) as store:
        store.remove(URL, "a court's order", NOW)
    ran = remove(capsys, settings, URL, "--reason", "once more")
    assert ran.code == 0
    assert ran.out.startswith(
        f"{URL} (removed on 2026-11-03T12:00:00+00:00: a court's order): deleted 2 archived pages; "
    )
    again = remove(capsys, settings, URL, "--reason", "once more")
    assert "): deleted nothing more; " in again.out
    assert Spool(tmp_path / "spool").urls("example.org") == {OTHER}


def test_a_store_without_archive_has_none_made(
    settings: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("", f"{tmp_path}/nowhere"):
        elsewhere = [*settings, "-s", f"NEWSCRAWL_ARCHIVE_DIR={folder}"]
        assert remove(capsys, elsewhere, URL, "--reason", "why").code == 0
    assert not (tmp_path / "nowhere").exists()


def test_a_url_never_heard_of_is_not_removed(
    settings: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = remove(capsys, settings, "https://example.org/none", "--reason", "why")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "https://example.org/none: was never found; nothing was removed\n"


@pytest.mark.parametrize("more", [[], ["--reason"], ["--reason", " "]], ids=repr)
def test_a_reason_is_needed(
    settings: list[str], capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    ran = remove(capsys, settings, URL, *more)
    assert ran.code == 2
    assert "--reason" in ran.err
    assert run(capsys, "articles", "show", URL, *settings).code == 0
