from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.items import Page
from newscrawl.storage import State, Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.archived_pages import ArchivedPages
from tests.storage.making import NOW, candidate

SITE = "example.org"


def page(number: int) -> Page:
    return Page(f"https://example.org/news/{number}", b"<html>%d" % number, {}, NOW)


@pytest.fixture
def pages(tmp_path: Path, store: Store) -> ArchivedPages:
    """Four pages, one of another site; each is in the archive and its URL is `fetched`."""
    archive = Archive(tmp_path / "archive", store)
    for number in range(3):
        store.discover([candidate(f"https://short.example/{number}")], NOW, SITE)
        archive.put(page(number))
        store.fetched(f"https://short.example/{number}", page(number).url)
    other = Page("https://example.net/a", b"<html>", {}, NOW)
    archive.put(other)
    store.fetched(other.url)
    return ArchivedPages(archive)


def test_what_is_fetched_waits_under_the_pages_own_url(pages: ArchivedPages) -> None:
    assert pages.urls(SITE) == {page(number).url for number in range(3)}
    for number in range(3):
        found = pages.page(page(number).url)
        assert found is not None
        assert found.body == page(number).body
    assert pages.urls("example.net") == {"https://example.net/a"}
    assert pages.urls("nowhere.example") == set()


@pytest.mark.parametrize("state", [State.FAILED, State.NOT_ARTICLE, State.GONE])
def test_what_came_to_its_end_waits_no_longer(
    pages: ArchivedPages, store: Store, state: State
) -> None:
    store.set_state(page(1).url, state, "TooShort")
    assert pages.urls(SITE) == {page(0).url, page(2).url}
    assert pages.page(page(1).url) is not None  # it stays in the archive


def test_two_urls_of_one_page_are_one_page(pages: ArchivedPages, store: Store) -> None:
    store.discover([candidate("https://other.example/1")], NOW, SITE)
    store.fetched("https://other.example/1", page(1).url)
    assert pages.urls(SITE) == {page(number).url for number in range(3)}


def test_a_page_that_is_lost_does_not_wait(
    pages: ArchivedPages, store: Store, tmp_path: Path
) -> None:
    store.fetched("https://example.org/never-kept")
    store.discover([candidate("https://example.org/never-kept")], NOW, SITE)
    Archive(tmp_path / "archive", store).remove(page(2).url)
    assert pages.urls(SITE) == {page(0).url, page(1).url}


def test_putting_and_removing_leave_the_archive_as_it_is(pages: ArchivedPages) -> None:
    pages.put(page(7))
    pages.remove(page(1).url)
    assert pages.urls(SITE) == {page(number).url for number in range(3)}
    pages.remove(page(7).url)
    assert pages.page(page(7).url) is None


def test_a_page_that_was_put_is_at_hand_without_the_archive(
    pages: ArchivedPages, tmp_path: Path, store: Store
) -> None:
    pages.put(page(1))
    Archive(tmp_path / "archive", store).remove(page(1).url, page(2).url)
    assert pages.page(page(1).url) == page(1)
    assert pages.page(page(2).url) is None
