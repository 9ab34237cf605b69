"""ArticleSpider: the articles at some URLs, now.

    scrapy crawl article -a url=URL [-a urls_file=FILE] [-a siblings=4] -O out.jsonl

Of a site that newscrawl does not know yet, some other articles are fetched too. The site's
memory learns from them; they are neither stored nor exported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newscrawl.discovery.sections import read_section
from newscrawl.fetching import page_of
from newscrawl.items import Page
from newscrawl.schedule.outcomes import Outcome
from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders.arguments import listed_urls, only_known, page_url, whole_number
from newscrawl.spiders.learning import LearningSpider
from newscrawl.storage import Spool
from newscrawl.urls import canonical, site_of

ENOUGH_PAGES = 5  # of a site, for its memory to tell what repeats


class ArticleSpider(LearningSpider):
    """Fetches articles by their URLs.

    Args:
        crawler: Its settings name the store, if there is one.
        urls: The articles.
        siblings: How many other articles of a site are learned from at most, where its memory
            knows fewer pages than ENOUGH_PAGES.
    """

    name = "article"
    # `scrapy crawl` wants one of them; `scrapy parse` brings a URL of its own.
    needs_one_of: ClassVar[tuple[str, ...]] = ("url", "urls_file")

    def __init__(self, crawler: Crawler, urls: list[str], siblings: int) -> None:
        # Pages left here by a crawl that was killed are nobody's: their URLs are due again.
        self._folder = TemporaryDirectory(prefix="newscrawl-", ignore_cleanup_errors=True)
        # Its own spool with an archive, too: a crawl of news at the same time has pages waiting.
        spool = Spool(Path(self._folder.name))
        super().__init__(crawler, lambda _: spool, site_of)
        self.start_urls = urls
        self.wrong_lines: list[str] = []
        self._siblings = siblings
        self._links: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, **arguments: Any) -> Self:
        """For a crawl with these arguments, all of them text.

        Raises:
            UsageError: One of them is wrong.
            StorageError: The store cannot be opened.
        """
        url, path = arguments.pop("url", ""), arguments.pop("urls_file", "")
        siblings = whole_number("siblings", arguments.pop("siblings", "4"), 0)
        only_known(arguments, ("url", "urls_file", "siblings"))
        urls = [page_url("url", url)] if url else []
        listed, wrong = listed_urls(path) if path else ([], [])
        spider = cls(crawler, list(dict.fromkeys(urls + listed)), siblings)
        spider.wrong_lines = wrong
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The articles' URLs."""
        for line in self.wrong_lines:
            self.logger.warning("%s", line)
            self.count("url/wrong")
        for url in self.start_urls:
            self.runs.setdefault(self.site(url), SiteRun(Phase.FETCH))
            request = self.request(self.site(url), url, self.parse)
            if request is not None:
                yield request

    def accepts(self, page: Page, site: str) -> bool:  # noqa: ARG002 - a page may lead elsewhere
        """Every page; its links are kept in mind."""
        links = self._links[self.site(page.url)]
        if self._siblings and len(links) < 10 * self._siblings:
            links += siblings_of(page)
        return True

    async def requests_of(self, site: str, phase: Phase) -> AsyncIterator[Request]:
        """In the phase LEARN, other articles of a site that is not known well."""
        if phase is not Phase.LEARN or await self.shelf.known_pages(site) >= ENOUGH_PAGES:
            return
        asked = 0
        for url in self._links.pop(site, []):
            request = self.request(site, url, self.sibling) if asked < self._siblings else None
            if request is not None:
                asked += 1
                yield request

    async def give_up(self, url: str, site: str, outcome: Outcome, request: Request) -> None:
        """As in any LearningSpider; a sibling that cannot be had is no loss."""
        if request.callback == self.sibling:
            self.logger.debug("%s: not learned from: %s", url, outcome)
            self.count("page/not_learned")
        else:
            await super().give_up(url, site, outcome, request)

    def closed(self, reason: str) -> None:
        """Save what was learned, and leave nothing behind."""
        super().closed(reason)
        self._folder.cleanup()

    async def sibling(self, response: Response) -> AsyncIterator[Request | Page]:
        """Learn from a page that nobody asked for."""
        url, site = self._asked(response.request)
        try:
            await self.shelf.learn(page_of(response))
            self.count("page/learned")
        finally:
            self.runs[site].answer(url)
        async for output in self.go_on(site):
            yield output


def siblings_of(page: Page) -> list[str]:
    """Links to other articles of a page's site; those whose path is as deep as its own first."""
    own = urlsplit(canonical(page.url))
    found: dict[str, str] = {}
    for candidate in read_section(page.body, page.url):
        parts = urlsplit(canonical(candidate.url))
        if parts.path != own.path or (own.query and parts.query != own.query):
            found.setdefault(parts._replace(query="").geturl(), candidate.url)
    depth = own.path.count("/")
    return sorted(found.values(), key=lambda url: abs(urlsplit(url).path.count("/") - depth))
