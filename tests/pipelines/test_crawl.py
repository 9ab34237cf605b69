"""All pipelines in Scrapy's own engine: what comes, what is saved, what a failing store does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from newscrawl.storage import State, Store
from tests.pipelines.running import crawl
from tests.storage.making import article, store_url

REPORT = "https://example.org/{}"


def dropped(stats: dict[str, Any]) -> dict[str, int]:
    """How many items were dropped, by reason."""
    start = "item_dropped_reasons_count/"
    return {key[len(start) :]: value for key, value in stats.items() if key.startswith(start)}


def test_every_item_is_saved_or_dropped_with_its_reason(tmp_path: Path) -> None:
    stats, log = crawl(store_url(tmp_path))
    assert stats["item_scraped_count"] == 11
    assert stats["newscrawl/articles/saved"] == 10
    assert dropped(stats) == {"Duplicate": 1, "NothingExtracted": 1}
    assert "Traceback" not in log
    with Store(store_url(tmp_path)) as store:
        assert {found.url for found in store.articles()} == {REPORT.format(n) for n in range(10)}
        assert {row.url: (row.state, row.reason) for row in store.urls(state=State.FAILED)} == {
            REPORT.format("empty"): ("failed", "NothingExtracted")
        }
        assert store.problems() == []


def test_without_a_store_items_go_through(tmp_path: Path) -> None:
    stats, log = crawl("")
    assert stats["item_scraped_count"] == 11
    assert dropped(stats) == {"Duplicate": 1, "NothingExtracted": 1}
    assert "newscrawl/articles/saved" not in stats
    assert "Traceback" not in log
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_opened_ends_the_crawl_in_one_line() -> None:
    stats, log = crawl("mysql://db/news")
    assert stats["finish_reason"] == "storage_error"
    assert "item_scraped_count" not in stats
    errors = [said for said in log.splitlines() if " ERROR: " in said]
    assert len(errors) == 1
    assert "store mysql://db/news: unknown scheme mysql" in errors[0]
    assert "Traceback" not in log


def test_a_read_only_store_ends_the_crawl_in_one_line(tmp_path: Path) -> None:
    Store(store_url(tmp_path)).close()
    stats, log = crawl(f"sqlite:///file:{tmp_path}/store.db?mode=ro&uri=true")
    assert stats["finish_reason"] == "storage_error"
    assert set(dropped(stats)) == {"NotSaved"}
    assert stats["newscrawl/storage/errors"] >= 1
    assert log.count(" ERROR: ") == 1
    assert "it is read-only; make the file and its folder writable" in log
    assert "Traceback" not in log


def test_a_disk_that_fills_up_ends_the_crawl_and_keeps_what_was_saved(tmp_path: Path) -> None:
    with Store(store_url(tmp_path)) as store:
        store.save(article("https://example.org/first"))
    with closing(sqlite3.connect(tmp_path / "store.db")) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    stats, log = crawl(store_url(tmp_path), max_pages=pages + 1)
    assert stats["finish_reason"] == "storage_error"
    assert log.count(" ERROR: ") == 1
    assert "the disk is full; free some space and run again" in log
    assert "Traceback" not in log
    with Store(store_url(tmp_path)) as store:
        assert store.problems() == []
        saved = [found.url for found in store.articles()]
        assert len(saved) == 1 + stats.get("newscrawl/articles/saved", 0) < 11
        assert [row.url for row in store.urls(state=State.SAVED)] == saved
