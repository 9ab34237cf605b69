from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from newscrawl.items import Article
from newscrawl.pipelines.deduplicate import Deduplicate
from newscrawl.pipelines.dropped import Duplicate
from newscrawl.storage import State, Store
from tests.pipelines.running import crawler, process
from tests.storage.making import URL, article, store_url

AMP = "https://example.org/amp/ferry"


def opened(store: str = "") -> Deduplicate:
    pipeline = Deduplicate.from_crawler(crawler(store))
    pipeline.open_spider()
    return pipeline


def test_an_article_goes_on_once() -> None:
    pipeline = opened()
    assert process(pipeline, article()) == article()
    with pytest.raises(Duplicate, match=f"^the same article as {URL}$"):
        process(pipeline, article())


@pytest.mark.parametrize(
    "again",
    [
        article(AMP, canonical_url=URL, text="The same, cut for phones."),
        article(AMP, canonical_url=URL, headline="FERRY  stops running", text="Cut."),
        article(AMP),
    ],
    ids=["canonical URL", "canonical URL, headline in capitals", "text"],
)
def test_another_page_of_the_same_article_is_dropped(again: Article) -> None:
    pipeline = opened()
    process(pipeline, article())
    with pytest.raises(Duplicate, match=URL):
        process(pipeline, again)


@pytest.mark.parametrize(
    "other",
    [
        article("https://example.net/ferry", site="example.net"),
        article("https://example.org/2", headline="Other", text="Other."),
    ],
    ids=["another site's", "another text"],
)
def test_another_article_goes_on(other: Article) -> None:
    pipeline = opened()
    process(pipeline, article())
    assert process(pipeline, other) == other


def test_articles_without_a_hash_are_not_the_same() -> None:
    pipeline = opened()
    process(pipeline, article(content_hash=""))
    other = article(AMP, content_hash="")
    assert process(pipeline, other) == other


def test_a_site_that_names_one_canonical_url_everywhere_loses_no_article() -> None:
    home = "https://example.org/"
    pages = [
        article(f"https://example.org/{n}", canonical_url=home, headline=f"No. {n}", text=f"{n}")
        for n in range(3)
    ]
    pipeline = opened()
    kept = [process(pipeline, page).canonical_url for page in pages]
    assert kept == [home, "https://example.org/1", "https://example.org/2"]
    with pytest.raises(Duplicate):
        process(pipeline, pages[2])


def test_an_article_without_canonical_url_gets_its_own() -> None:
    item = replace(article(f"{URL}?utm_source=feed"), canonical_url="")
    assert process(opened(), item).canonical_url == URL


def test_the_url_of_a_duplicate_is_saved_when_its_article_is(tmp_path: Path) -> None:
    pipeline = opened(store_url(tmp_path))
    process(pipeline, article())
    with pytest.raises(Duplicate):
        process(pipeline, article(AMP))
    with Store(store_url(tmp_path)) as store:
        assert [(row.url, row.state, row.reason) for row in store.urls()] == [
            (AMP, State.FETCHED, "Duplicate")
        ]
        store.save(article())
        assert {row.state for row in store.urls()} == {State.SAVED}


def killed(tmp_path: Path) -> str:
    """A store in which a crawl has saved an article and was killed."""
    with Store(store_url(tmp_path)) as store:
        store.fetched(URL)
        store.settle("example.org", b"...", 0, 1)
        store.save(article())
    return store_url(tmp_path)


def test_what_a_crawl_saved_that_was_killed_came_before(tmp_path: Path) -> None:
    pipeline = opened(killed(tmp_path))
    with pytest.raises(Duplicate, match=URL):
        process(pipeline, article(AMP, canonical_url=URL, text="Cut for phones."))
    with pytest.raises(Duplicate, match=URL):
        process(pipeline, article(AMP))


def test_an_article_that_comes_again_from_its_own_page_replaces_itself(tmp_path: Path) -> None:
    again = article(headline="Ferry runs again")
    assert process(opened(killed(tmp_path)), again) == again


@pytest.mark.parametrize("item", [{"url": URL}, None], ids=repr)
def test_what_is_no_article_of_ours_goes_on_as_it_is(item: object) -> None:
    assert process(opened(), item) is item
