"""One page from the network, for commands that need no crawl.

Scrapy's downloader fetches it under the project's settings: robots.txt, the guards and the
limits hold as in a crawl. Nothing is stored.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.schedule.outcomes import of_error, of_status

# What extraction or a later visit can make use of; cookies and the like are nobody's business.
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Last-Modified",
    "ETag",
    "Link",
    "X-Robots-Tag",
    "TDM-Reservation",
    "TDM-Policy",
)


def fetch(url: str, settings: BaseSettings) -> Page:
    """Fetch one page. Starts the reactor, so a process can call it once.

    Raises:
        SourceError: The page cannot or may not be fetched, or is no HTML.
    """
    quiet = Settings()
    quiet.update(settings)
    for name in ("ITEM_PIPELINES", "EXTENSIONS", "FEEDS"):  # this is no crawl: nothing to keep
        quiet.set(name, {}, priority="cmdline")
    if settings.getpriority("LOG_LEVEL") != SETTINGS_PRIORITIES["cmdline"]:
        quiet.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = AsyncCrawlerProcess(quiet)
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    if isinstance(spider, OnePage) and spider.page:
        return spider.page
    raise SourceError(f"{url}: {getattr(spider, 'problem', 'the downloader did not start')}")


class OnePage(Spider):
    """Fetches one URL and holds what came."""

    name = "one-page"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.page: Page | None = None
        self.problem = "no answer"

    async def start(self) -> AsyncIterator[Request]:
        """The one request."""
        yield Request(self.url, errback=self.failed, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Keep the response's page."""
        if isinstance(response, TextResponse):
            self.page = page_of(response)
        else:
            kind = (response.headers.get("Content-Type") or b"of no type").decode("latin-1")
            self.problem = f"is no HTML but {kind}"

    def failed(self, failure: Failure) -> None:
        """Keep the reason."""
        error: Any = failure.value
        status = error.response.status if isinstance(error, HttpError) else 200
        self.problem = str(of_status(status) or of_error(error))


def page_of(response: Response) -> Page:
    """The page in a response, fetched now; its body's bytes as they came, unpacked."""
    kept = {name: response.headers.get(name) for name in KEPT_HEADERS}
    headers = {name: value.decode("latin-1") for name, value in kept.items() if value}
    return Page(response.url, response.body, headers, datetime.now(UTC).replace(microsecond=0))
