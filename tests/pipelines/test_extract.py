from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scrapy.exceptions import DropItem

import newscrawl.pipelines.extract
from newscrawl.items import Article, Page
from newscrawl.pipelines.dropped import (
    Dropped,
    ExtractionCrashed,
    NothingExtracted,
    NotSaved,
    PageTooBig,
    PageTooSlow,
    WorkerDied,
)
from newscrawl.pipelines.extract import Extract
from newscrawl.storage import State, Store
from newscrawl.storage.memories import Memories
from newscrawl.workers import Limits, Workers
from tests.pages import page_html
from tests.pipelines.running import Quiet, crawler
from tests.storage.making import URL, observe, store_url
from tests.workers import tasks

PAGE = Page(URL, page_html())


@pytest.fixture(scope="module", autouse=True)
def workers() -> Iterator[None]:
    """Workers that all spiders of these tests have."""
    with Workers(Limits(workers=1, seconds=2, megabytes=600)) as workers:
        Quiet.workers = workers
        yield
    del Quiet.workers


@pytest.fixture(scope="module")
def process() -> Iterator[Callable[..., object]]:
    with asyncio.Runner() as loop:
        yield lambda pipeline, item: loop.run(pipeline.process_item(item))


def opened(store: str = "", spider: type[Quiet] = Quiet) -> Extract:
    pipeline = Extract.from_crawler(crawler(store, spider))
    pipeline.open_spider()
    return pipeline


def test_a_page_becomes_an_article(process) -> None:
    article = process(opened(), PAGE)
    assert isinstance(article, Article)
    assert (article.url, article.headline) == (URL, "Ferry stops running")
    assert article.text.startswith("The ferry between the two harbours stopped running on Monday")


@pytest.mark.parametrize("item", [{"url": URL}, Article(URL), None], ids=repr)
def test_what_is_no_page_goes_on_as_it_is(process, item: object) -> None:
    assert process(opened(), item) is item


def test_the_memory_is_the_store_s(process, tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        memories = Memories(store)
        observe(memories, Page("https://example.org/other", page_html("Other")))
        memories.close("2026-11-03T12:00:00+00:00")
    assert process(opened(store_url(tmp_path)), PAGE).memory_generation == 1


def test_the_memory_is_the_spider_s_where_it_has_one(process, tmp_path: Path) -> None:
    class Learning(Quiet):
        memories = Memories(None)

    observe(Learning.memories, Page("https://example.org/other", page_html("Other")))
    Learning.memories.close("2026-11-03T12:00:00+00:00")
    assert process(opened(store_url(tmp_path), Learning), PAGE).memory_generation == 1


def test_a_page_without_anything_to_read_is_dropped_and_its_url_says_why(
    process, tmp_path: Path
) -> None:
    with pytest.raises(NothingExtracted) as dropped:
        process(opened(store_url(tmp_path)), Page(URL, b""))
    with Store(store_url(tmp_path)) as store:
        row = store.url(URL)
    assert row is not None
    assert (row.state, row.reason) == (State.FAILED, "NothingExtracted")
    assert row.last_error == str(dropped.value)
    assert URL not in str(dropped.value)


@pytest.mark.parametrize(
    ("task", "why", "said"),
    [
        (tasks.crashing, ExtractionCrashed, f"OddError: odd {URL}"),
        (tasks.hanging, PageTooSlow, "took more than 2 seconds"),
        (tasks.eating, PageTooBig, "takes more memory than a worker may use"),
        (tasks.segfaulting, WorkerDied, r"the process that read it died \(SIGSEGV\)"),
    ],
)
def test_a_crash_of_extraction_costs_one_page(
    process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task, why: type[Dropped], said: str
) -> None:
    monkeypatch.setattr(newscrawl.pipelines.extract, "compare_page", task)
    with pytest.raises(why, match=f"^{said}$"):
        process(opened(store_url(tmp_path)), PAGE)
    with Store(store_url(tmp_path)) as store:
        assert [(row.state, row.reason) for row in store.urls()] == [("failed", why.__name__)]


def test_a_spider_without_workers_gets_some_that_end_with_it(monkeypatch) -> None:
    monkeypatch.delattr(Quiet, "workers")
    pipeline = opened()

    async def crawled() -> object:
        article = await pipeline.process_item(PAGE)
        pipeline.close_spider()
        with pytest.raises(asyncio.CancelledError):
            await pipeline.process_item(PAGE)
        return article

    assert isinstance(asyncio.run(crawled()), Article)


def test_a_memory_that_cannot_be_read_ends_the_crawl_and_blames_no_page(
    process, tmp_path: Path
) -> None:
    with Store(store_url(tmp_path)) as store:
        store.save_memory("example.org", b"\xff", 1, 1)
        pipeline = opened(store_url(tmp_path))
        with pytest.raises(NotSaved, match=r"memory of example\.org, generation 1"):
            process(pipeline, PAGE)
        with pytest.raises(NotSaved):  # nothing more is extracted in vain
            process(pipeline, Page("https://example.net/a", page_html()))
        assert list(store.urls()) == []


def test_dropped_pages_are_told_of_quietly(process) -> None:
    with pytest.raises(DropItem) as dropped:
        process(opened(), Page(URL, b""))
    assert dropped.value.log_level == "INFO"
