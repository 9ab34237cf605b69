from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.exceptions import DropItem

import newscrawl.pipelines.extract
from newscrawl.items import Article, Page
from newscrawl.pipelines.dropped import ExtractionCrashed, NothingExtracted, NotSaved
from newscrawl.pipelines.extract import Extract
from newscrawl.storage import State, Store
from newscrawl.storage.memories import Memories
from tests.pages import page_html
from tests.pipelines.running import Quiet, crawler, process
from tests.storage.making import URL, store_url

PAGE = Page(URL, page_html())


def opened(store: str = "", spider: type[Quiet] = Quiet) -> Extract:
    pipeline = Extract.from_crawler(crawler(store, spider))
    pipeline.open_spider()
    return pipeline


def test_a_page_becomes_an_article() -> None:
    pipeline = opened()
    article = process(pipeline, PAGE)
    pipeline.close_spider()
    assert isinstance(article, Article)
    assert (article.url, article.headline) == (URL, "Ferry stops running")
    assert article.text.startswith("The ferry between the two harbours stopped running on Monday")


@pytest.mark.parametrize("item", [{"url": URL}, Article(URL), None], ids=repr)
def test_what_is_no_page_goes_on_as_it_is(item: object) -> None:
    assert process(opened(), item) is item


def test_the_memory_is_the_store_s(tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        memories = Memories(store)
        memories.observe(Page("https://example.org/other", page_html("Other")))
        memories.close("2026-11-03T12:00:00+00:00")
    assert process(opened(store_url(tmp_path)), PAGE).memory_generation == 1


def test_the_memory_is_the_spider_s_where_it_has_one(tmp_path: Path) -> None:
    class Learning(Quiet):
        memories = Memories(None)

    Learning.memories.observe(Page("https://example.org/other", page_html("Other")))
    Learning.memories.close("2026-11-03T12:00:00+00:00")
    assert process(opened(store_url(tmp_path), Learning), PAGE).memory_generation == 1


def test_a_page_without_anything_to_read_is_dropped_and_its_url_says_why(tmp_path: Path) -> None:
    with pytest.raises(NothingExtracted) as dropped:
        process(opened(store_url(tmp_path)), Page(URL, b""))
    with Store(store_url(tmp_path)) as store:
        row = store.url(URL)
    assert row is not None
    assert (row.state, row.reason) == (State.FAILED, "NothingExtracted")
    assert row.last_error == str(dropped.value)
    assert URL not in str(dropped.value)


@pytest.mark.parametrize("error", [RecursionError("too deep\nby far"), MemoryError(), KeyError(1)])
def test_a_crash_of_extraction_costs_one_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def crash(_page: Page, _memory: object) -> Article:
        raise error

    monkeypatch.setattr(newscrawl.pipelines.extract, "explain", crash)
    with pytest.raises(ExtractionCrashed, match=f"^{type(error).__name__}: [^\n]*$"):
        process(opened(store_url(tmp_path)), PAGE)
    with Store(store_url(tmp_path)) as store:
        assert [(row.state, row.reason) for row in store.urls()] == [
            ("failed", "ExtractionCrashed")
        ]


def test_a_memory_that_cannot_be_read_ends_the_crawl_and_blames_no_page(tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        store.save_memory("example.org", b"\xff", 1, 1)
        pipeline = opened(store_url(tmp_path))
        with pytest.raises(NotSaved, match=r"memory of example\.org, generation 1"):
            process(pipeline, PAGE)
        with pytest.raises(NotSaved):  # nothing more is extracted in vain
            process(pipeline, Page("https://example.net/a", page_html()))
        assert list(store.urls()) == []


def test_dropped_pages_are_told_of_quietly() -> None:
    with pytest.raises(DropItem) as dropped:
        process(opened(), Page(URL, b""))
    assert dropped.value.log_level == "INFO"
