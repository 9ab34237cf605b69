"""The chaos test in its short form; `make chaos` runs the whole."""

from pathlib import Path

from newscrawl.extraction import Page, extract
from tests.chaos.chaos import run
from tests.chaos.pages import sites_of


def test_a_crawl_that_is_killed_again_and_again_keeps_everything(tmp_path: Path) -> None:
    done = run(articles=40, kills=4, seed=1, folder=tmp_path, wait=0.3)

    assert done.problems() == []
    assert 1 <= len(done.kills) <= 4  # a busy machine saves more before a kill hits
    assert done.discovered == 40
    assert done.articles == 38  # every tenth page of a site is a reprint


def test_the_texts_depend_on_the_memory() -> None:
    """Else a crawl that forgets what it has learned would pass."""
    site = sites_of(60, 0.0)[-1]
    path = site.paths()[0]
    _, body = site.page(path, "http://127.0.0.1") or ("", b"")

    assert "paperbacks" in extract(Page(f"http://127.0.0.1{path}", body)).text
