from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CRAWL = """
import asyncio, sys
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

class Slow:
    async def process_item(self, item):
        await asyncio.sleep(0.3)
        return item

class Closes(Spider):
    name = "closes"

    async def start(self):
        yield {"item": "of start()"}
        closing = self.crawler.engine.close_spider_async(reason="early")
        self.closing = asyncio.ensure_future(closing)

scrapy = AsyncCrawlerProcess({
    "ITEM_PIPELINES": {Slow: 1},
    "EXTENSIONS": {"newscrawl.extensions.closing.Closing": 0},
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
})
crawler = scrapy.create_crawler(Closes)
scrapy.crawl(crawler)
scrapy.start()
print(crawler.stats.get_value("finish_reason"), crawler.stats.get_value("item_scraped_count"))
"""


def test_a_spider_closes_while_an_item_of_start_is_in_the_pipelines() -> None:
    """Scrapy 2.19 alone would never end: the timeout is what fails then."""
    ran = subprocess.run(
        [sys.executable, "-c", CRAWL], cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert ran.stdout == "early 1\n"
    assert "Traceback" not in ran.stderr
