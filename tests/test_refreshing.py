"""Articles read anew from the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.extraction import Page, extract
from newscrawl.refreshing import Fate, Refresh, Reread, summary
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.memories import Memories
from newscrawl.urls import site_of
from tests.spiders.newssite import PROMO, article, path_of
from tests.storage.making import observe, store_url

BEGAN = datetime(2026, 11, 3, 12, tzinfo=UTC)


class Kept:
    """A store and its archive in a folder, and crawls of it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.store = Store(store_url(folder))
        self.archive = Archive(folder / "archive", self.store)

    def crawl(self, pages: Iterable[Page]) -> None:
        """Fetch, learn, extract, as a crawl does."""
        memories, kept = Memories(self.store), list(pages)
        for page in kept:
            self.archive.put(page)
            observe(memories, page)
        for page in kept:
            self.store.save(extract(page, memories.of(site_of(page.url))))
        memories.close(BEGAN.isoformat())

    def refresh(self, site: str = "", since: datetime | None = None) -> dict[str, Fate]:
        refresh = Refresh(self.store, self.archive, site_of, site, since)
        fates = {reread.url: reread.fate for reread in refresh}
        assert len(refresh) == sum(fate in {Fate.MISSING, Fate.UNFIT} for fate in fates.values())
        return fates

    def texts(self) -> dict[str, str]:
        return {one.url: one.text for one in self.store.articles()}


def page(number: int, site: str = "example.org") -> Page:
    at = BEGAN + timedelta(minutes=number)
    return Page(
        f"https://{site}{path_of(number)}", article(number), {"Content-Type": "text/html"}, at
    )


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_what_a_later_crawl_learned_cleans_what_an_earlier_one_saved(kept: Kept) -> None:
    kept.crawl([page(0)])
    first = kept.store.article(page(0).url)
    kept.crawl(page(n) for n in range(1, 6))
    before = {url for url, text in kept.texts().items() if PROMO in text}

    fates = kept.refresh()

    assert first is not None
    assert before == {page(0).url}
    assert fates[page(0).url] is Fate.CHANGED
    assert {fate for url, fate in fates.items() if url != page(0).url} == {Fate.SAME}
    assert not any(PROMO in text for text in kept.texts().values())
    now = kept.store.article(page(0).url)
    assert now is not None
    assert now.memory_generation == 2
    assert now.fetched_at == first.fetched_at
    assert kept.store.versions(page(0).url) == []
    assert kept.store.search("paperbacks") == []
    assert kept.refresh() == {}


def test_after_a_refresh_texts_do_not_depend_on_the_runs(tmp_path: Path) -> None:
    """The same eight pages in three ways: which crawl brought which, and in what order."""
    runs = ([range(8)], [[7, 2], [0, 1, 3], [6, 5, 4]], [[n] for n in (5, 3, 1, 7, 0, 2, 4, 6)])
    texts, before = [], []
    for number, crawls in enumerate(runs):
        kept = Kept(tmp_path / str(number))
        for numbers in crawls:
            kept.crawl(map(page, numbers))
        before.append(kept.texts())
        kept.refresh()
        texts.append(kept.texts())

    assert before[0] != before[2]
    assert texts[0] == texts[1] == texts[2]
    assert len(texts[0]) == 8


def test_a_page_that_the_archive_does_not_have_leaves_its_article(kept: Kept) -> None:
    kept.crawl(map(page, range(6)))
    before = kept.texts()
    kept.archive.remove(page(3).url)
    assert kept.refresh()[page(3).url] is Fate.MISSING
    assert kept.texts() == before


def test_the_page_of_the_articles_own_fetch_is_read(kept: Kept) -> None:
    """Not a newer one that brought no article, nor an older one of an earlier version."""
    kept.crawl(map(page, range(6)))
    wall = replace(page(2), body=b"<html><p>Consent", fetched_at=BEGAN + timedelta(days=9))
    old = replace(page(2), body=article(77), fetched_at=BEGAN - timedelta(days=9))
    for other in (wall, old):
        kept.archive.put(other)
    before = kept.texts()
    assert kept.refresh()[page(2).url] is Fate.SAME
    assert kept.texts() == before


def test_an_article_whose_page_gives_none_any_more_stays(kept: Kept) -> None:
    kept.crawl(map(page, range(5)))
    empty = replace(page(9), body=b"<html><body></body></html>")
    kept.archive.put(empty)
    stored = kept.store.article(page(1).url)
    assert stored is not None
    at = empty.fetched_at
    assert at is not None
    odd = replace(stored, url=empty.url, canonical_url=empty.url, fetched_at=at.isoformat())
    kept.store.save(odd)
    assert kept.refresh()[empty.url] is Fate.UNFIT
    assert kept.texts()[empty.url] == stored.text


def test_what_the_crawl_knew_beside_the_page_stays(kept: Kept) -> None:
    kept.crawl(map(page, range(5)))
    stored = kept.store.article(page(1).url)
    assert stored is not None
    kept.store.save(replace(stored, tdm_reserved=True))
    kept.refresh()
    now = kept.store.article(page(1).url)
    assert now is not None
    assert now.tdm_reserved
    assert now.canonical_url == stored.canonical_url


def test_another_extractor_is_reason_enough(kept: Kept) -> None:
    kept.crawl(map(page, range(5)))
    kept.refresh()
    with kept.store.writing("age") as connection:
        connection.exec_driver_sql("UPDATE articles SET extractor = 'older' WHERE id = 2")
    assert len(kept.refresh()) == 1
    assert kept.refresh() == {}


def test_it_goes_on_where_it_was_cut_short(kept: Kept) -> None:
    kept.crawl(map(page, range(6)))
    first = iter(Refresh(kept.store, kept.archive, site_of))
    done = {next(first).url, next(first).url}
    assert kept.refresh().keys() == kept.texts().keys() - done


def test_a_site_and_a_moment_choose(kept: Kept) -> None:
    kept.crawl([*map(page, range(6)), *(page(n, "example.net") for n in range(6, 11))])
    since = BEGAN + timedelta(minutes=4)
    assert kept.refresh("example.org", since).keys() == {page(4).url, page(5).url}
    assert len(kept.refresh("example.net")) == 5
    assert len(kept.refresh()) == 4
    assert kept.refresh("nowhere.example") == {}


def test_an_article_that_changed_meanwhile_is_left_alone(kept: Kept) -> None:
    kept.crawl(map(page, range(3)))
    rereading = iter(Refresh(kept.store, kept.archive, site_of))
    next(rereading)
    later = (BEGAN + timedelta(days=1)).isoformat()
    for stored in list(kept.store.articles()):
        kept.store.save(replace(stored, text="Other.", content_hash="1", fetched_at=later))
    assert {reread.fate for reread in rereading} == {Fate.OVERTAKEN}
    assert set(kept.texts().values()) == {"Other."}


def test_it_is_said_in_a_line() -> None:
    assert str(Reread("https://a/", Fate.UNFIT, "why")) == (
        "https://a/: no article is found any more: why"
    )
    assert summary({}).endswith("nothing to do")
    assert summary({"changed": 1}) == "1 articles to read anew: 1 changed"
