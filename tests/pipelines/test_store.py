from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from scrapy.exceptions import CloseSpider

from newscrawl.items import Page
from newscrawl.pipelines.dropped import NotSaved
from newscrawl.pipelines.outcome import Outcome
from newscrawl.pipelines.store import Store as StorePipeline
from newscrawl.storage import Store
from newscrawl.stories import Grouped
from tests.pipelines.running import Quiet, crawler, process
from tests.storage.making import URL, article, store_url


def test_an_article_is_saved_and_goes_on(tmp_path: Path) -> None:
    made = crawler(store_url(tmp_path))
    pipeline = StorePipeline.from_crawler(made)
    pipeline.open_spider()
    item = article()
    assert process(pipeline, item) is item
    assert made.stats.get_value("newscrawl/articles/saved") == 1
    with Store(store_url(tmp_path)) as store:
        assert store.article(URL) == article()


def test_what_was_prepared_of_a_text_is_used_for_that_text_alone(tmp_path: Path) -> None:
    outcome = Outcome.of(crawler(store_url(tmp_path)))
    outcome.open()
    own, other = Grouped.of(article().text), Grouped.of("Another text.")
    outcome.prepare(URL, own)
    assert asyncio.run(outcome.prepared(article())) is own
    assert asyncio.run(outcome.prepared(article())) is not own  # it was taken
    outcome.prepare(URL, other)
    assert asyncio.run(outcome.prepared(article())) == own
    outcome.close()


@pytest.mark.parametrize("item", [{"url": URL}, Page(URL, b"")], ids=repr)
def test_what_is_no_article_goes_on_unsaved(tmp_path: Path, item: object) -> None:
    pipeline = StorePipeline.from_crawler(crawler(store_url(tmp_path)))
    pipeline.open_spider()
    assert process(pipeline, item) is item
    with Store(store_url(tmp_path)) as store:
        assert store.counts()["articles"] == 0


def test_the_pipelines_of_a_crawl_share_the_spider_s_store(tmp_path: Path) -> None:
    class Storing(Quiet):
        store = Store(store_url(tmp_path))

    made = crawler("mysql://never/opened", Storing)
    outcome = Outcome.of(made)
    assert Outcome.of(made) is outcome
    outcome.open()
    outcome.open()
    assert outcome.store is Storing.store
    outcome.close()


def test_a_spider_may_say_that_it_has_no_store() -> None:
    class Storeless(Quiet):
        store = None

    made = crawler("mysql://never/opened", Storeless)
    pipeline = StorePipeline.from_crawler(made)
    pipeline.open_spider()
    item = article()
    assert process(pipeline, item) is item
    assert made.stats.get_value("newscrawl/articles/saved") is None


def test_a_store_that_cannot_be_opened_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    outcome = Outcome.of(crawler("mysql://db/news"))
    for _ in range(2):
        with pytest.raises(CloseSpider):
            outcome.open()
    (line,) = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith("store mysql://db/news: unknown scheme mysql; use sqlite:///FILE or ")


def test_a_store_that_fails_is_told_once_and_asked_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    Store(store_url(tmp_path)).close()
    made = crawler(f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true")
    pipeline = StorePipeline.from_crawler(made)
    pipeline.open_spider()
    for _ in range(3):
        with pytest.raises(NotSaved, match="it is read-only"):
            process(pipeline, article())
    assert made.stats.get_value("newscrawl/storage/errors") == 1
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    assert made.engine.closed == ["storage_error"]
