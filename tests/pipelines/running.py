"""Pipelines with a crawler as Scrapy makes it, and a whole crawl in a process of its own."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.utils.test import get_crawler

from newscrawl.items import Page
from newscrawl.settings import ITEM_PIPELINES
from tests.storage.making import article


class Quiet(Spider):
    """Does nothing."""

    name = "quiet"


class Engine:
    """Stands in for Scrapy's engine, which is there only while a crawl runs."""

    def __init__(self) -> None:
        self.closed: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        """Remember that the spider was to be closed."""
        self.closed.append(reason)


def crawler(store: str = "", spider: type[Spider] = Quiet, **settings: object) -> Crawler:
    """A crawler with its spider, before it crawls."""
    made = get_crawler(spider, {"NEWSCRAWL_STORE": store, **settings}, prevent_warnings=True)
    made.spider = spider.from_crawler(made)
    made.engine = Engine()
    return made


def process(pipeline: Any, item: Any) -> Any:
    """What an opened pipeline makes of an item."""
    return asyncio.run(pipeline.process_item(item))


class Items(Spider):
    """Sends the items of a test through the pipelines."""

    name = "items"

    async def start(self) -> Any:
        """Ten articles, one of them twice, and a page without a body."""
        for number in (*range(10), 0):
            url = f"https://example.org/{number}"
            yield article(url, headline=f"Report {number}", text=f"Report {number}. " * 20)
        yield Page("https://example.org/empty", b"")
        yield {"url": "https://example.org/other", "kind": "an item of another kind"}


def crawl(store: str, max_pages: int = 0) -> tuple[dict[str, Any], str]:
    """Crawl in a process of its own: its stats, and its log.

    `max_pages` is how many pages of 4 KB an SQLite store may have: a small disk.
    """
    ran = subprocess.run(
        [sys.executable, "-m", "tests.pipelines.running", store, str(max_pages)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(ran.stdout), ran.stderr


def main(store: str, max_pages: str) -> None:
    """The process of its own."""
    from sqlalchemy import Engine, event  # noqa: PLC0415

    if int(max_pages):
        limit = f"PRAGMA max_page_count = {max_pages}"
        event.listen(Engine, "connect", lambda connection, _record: connection.execute(limit))
    scrapy = AsyncCrawlerProcess(
        {
            "NEWSCRAWL_STORE": store,
            "NEWSCRAWL_WORKERS": 1,
            "ITEM_PIPELINES": ITEM_PIPELINES,
            "EXTENSIONS": {"newscrawl.extensions.closing.Closing": 0},
            "LOG_FORMATTER": "newscrawl.extensions.log_lines.LogLines",
            "LOG_LEVEL": "INFO",
            "REMOTE_CONTROL_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "STATS_DUMP": False,
        }
    )
    made = scrapy.create_crawler(Items)
    scrapy.crawl(made)
    scrapy.start()
    print(json.dumps(made.stats.get_stats(), default=str))  # noqa: T201 - for the test


if __name__ == "__main__":
    main(*sys.argv[1:])
