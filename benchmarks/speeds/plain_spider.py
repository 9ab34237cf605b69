"""Plain Scrapy with trafilatura in parse(): what one writes in ten lines. Run by runspider."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import trafilatura
from scrapy import Request, Spider
from scrapy.http import Response
from trafilatura.settings import Document


class PlainSpider(Spider):
    """Asks the home pages in a file, follows their links, and gives each page's article.

    Args:
        homes_file: URLs of home pages, a line each.
    """

    name = "plain"

    def __init__(self, homes_file: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._homes = Path(homes_file)

    async def start(self) -> AsyncIterator[Request]:
        """The home pages."""
        for url in self._homes.read_text("utf-8").split():
            yield Request(url, callback=self.home)

    def home(self, response: Response) -> Iterator[Request]:
        """Every page that a home page links."""
        for link in response.css("li a::attr(href)").getall():
            yield response.follow(link, callback=self.parse)

    def parse(self, response: Response, **_: Any) -> Iterator[dict[str, str]]:
        """The article of a page."""
        found = trafilatura.bare_extraction(
            response.body, url=response.url, include_comments=False, with_metadata=True
        )
        if isinstance(found, Document):
            yield {
                "url": response.url,
                "title": found.title or "",
                "author": found.author or "",
                "date": found.date or "",
                "text": found.text or "",
            }
