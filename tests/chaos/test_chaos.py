"""The chaos test in its short form; `make chaos` runs the whole."""

from pathlib import Path

from newscrawl.extraction import Page, extract
from tests.chaos.chaos import Outcome, run
from tests.chaos.pages import sites_of


def test_a_crawl_that_is_killed_again_and_again_keeps_everything(tmp_path: Path) -> None:
    is_as_if_never_killed(run(articles=40, kills=4, seed=1, folder=tmp_path, wait=0.3))


def test_a_crawl_that_keeps_all_on_postgresql(postgresql_store: str, tmp_path: Path) -> None:
    """Against one on SQLite that nobody killed."""
    done = run(40, kills=3, seed=2, folder=tmp_path, wait=0.3, database=postgresql_store)

    is_as_if_never_killed(done)


def is_as_if_never_killed(done: Outcome) -> None:
    assert done.problems() == []
    assert done.kills  # fewer than wanted, where a busy machine saves more before one hits
    assert all(kill.in_flight and 1 <= kill.saved < done.articles for kill in done.kills)
    assert done.discovered == 40
    assert done.articles == 38  # every tenth page of a site is a reprint


def test_the_texts_depend_on_the_memory() -> None:
    """Else a crawl that forgets what it has learned would pass."""
    site = sites_of(60, 0.0)[-1]
    path = site.paths()[0]
    _, body = site.page(path, "http://127.0.0.1") or ("", b"")

    assert "paperbacks" in extract(Page(f"http://127.0.0.1{path}", body)).text
