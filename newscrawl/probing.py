"""What a site's sources yield at this moment, for commands that look and store nothing.

Scrapy's downloader fetches them under the project's settings, as in a crawl.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, Settings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.discovery.candidates import HOME, Candidate
from newscrawl.discovery.feeds import read_feed
from newscrawl.discovery.scope import may_be_article
from newscrawl.discovery.sections import read_section
from newscrawl.discovery.sitemaps import read_sitemap
from newscrawl.discovery.sites import Site
from newscrawl.discovery.sources import find_sources
from newscrawl.schedule.outcomes import of_error, of_status
from newscrawl.urls import site_of

MAX_SOURCES = 20  # of one kind, of one site
MAX_CHILDREN = 3  # of an index of sitemaps: the newest say whether it works


@dataclass(frozen=True, slots=True)
class Yield:
    """What one source yields.

    Attributes:
        kind: "home", "feed", "sitemap" or "section".
        url: The source.
        articles: How many articles of the site it names.
        newest: The latest date it gives, ISO 8601; "" for none.
        children: How many sitemaps it names.
        problem: Why it yields nothing, "" where it does or was merely empty.
    """

    kind: str
    url: str
    articles: int = 0
    newest: str = ""
    children: int = 0
    problem: str = ""


@dataclass(slots=True)
class Probed:
    """What was found of one site.

    Attributes:
        site: The site, as it was asked for.
        url: Where its home page is, after redirects.
        yields: Its sources in the order in which they answered, the home page first.
        articles: URLs of articles that they name.
    """

    site: Site
    url: str
    yields: list[Yield] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)

    @property
    def settled(self) -> Site:
        """The site with the host that its home page redirects to, if it does."""
        return replace(self.site, hosts=(*self.site.hosts, site_of(self.url)))

    def hold(self, kind: str, url: str, named: Iterable[Candidate], children: int = 0) -> None:
        """Hold what one source yields."""
        own = [one for one in named if may_be_article(self.settled, one)]
        dates = [one.published for one in own if one.published]
        newest = max(dates, key=datetime.fromisoformat, default="")
        self.yields.append(Yield(kind, url, len(own), newest, children))
        self.articles.update(one.url for one in own)


def probe(sites: Iterable[Site], settings: BaseSettings) -> list[Probed]:
    """Ask the sources of sites. Starts the reactor, so a process can call it once."""
    quiet = Settings()
    quiet.update(settings)
    for name in ("ITEM_PIPELINES", "EXTENSIONS", "FEEDS"):  # this is no crawl: nothing to keep
        quiet.set(name, {}, priority="cmdline")
    if settings.getpriority("LOG_LEVEL") != SETTINGS_PRIORITIES["cmdline"]:
        quiet.set("LOG_LEVEL", "ERROR", priority="cmdline")
    probed = [Probed(site, site.url) for site in sites]
    process = AsyncCrawlerProcess(quiet)
    process.crawl(process.create_crawler(SourceProbe), probed=probed)
    process.start()
    return probed


class SourceProbe(Spider):
    """Asks the sources of sites, and what they lead to, and holds what came."""

    name = "source-probe"

    def __init__(self, probed: list[Probed], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._probed = probed
        self._robots: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceProbe:
        """For a crawl; robots.txt is listened for, since it is asked for in any case."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.keep_robots, signals.response_received)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The home pages."""
        for probed in self._probed:
            yield self._request(probed, "home", probed.site.url)

    def parse(self, response: Response, probed: Probed, kind: str, depth: int) -> list[Request]:
        """Hold what a source yields; what else it names is asked."""
        url = response.request.url if response.request else response.url
        if kind == "home":
            return self._home(response, probed)
        if kind == "sitemap":
            sitemap = read_sitemap(response.body, response.url)
            probed.hold(kind, url, sitemap.candidates, len(sitemap.children))
            children = [] if depth else sitemap.children[:MAX_CHILDREN]
            return [self._request(probed, kind, child.url, 1) for child in children]
        read = read_feed if kind == "feed" else read_section
        probed.hold(kind, url, read(response.body, response.url))
        return []

    def failed(self, failure: Failure) -> None:
        """Hold why a source yields nothing."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        status = of_status(error.response.status) if isinstance(error, HttpError) else None
        probed, kind = request.cb_kwargs["probed"], request.cb_kwargs["kind"]
        probed.yields.append(Yield(kind, request.url, problem=str(status or of_error(error))))

    def _home(self, response: Response, probed: Probed) -> list[Request]:
        site, probed.url = probed.site, response.url
        robots = self._robots.get(urljoin(response.url, "/robots.txt"), "")
        found = find_sources(response.body, robots, response.url)
        probed.hold("home", response.url, read_section(response.body, response.url, HOME))
        wanted = {
            "feed": site.feeds or found.feeds,
            "sitemap": site.sitemaps or found.sitemaps,
            "section": site.sections or found.sections,
        }
        return [
            self._request(probed, kind, url)
            for kind, urls in wanted.items()
            for url in urls[:MAX_SOURCES]
        ]

    def _request(self, probed: Probed, kind: str, url: str, depth: int = 0) -> Request:
        asked = {"probed": probed, "kind": kind, "depth": depth}
        return Request(url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs=asked)

    def keep_robots(self, response: Response) -> None:
        """Keep each robots.txt that the middleware Robots fetches: it names sitemaps."""
        if response.status == 200 and response.url.endswith("/robots.txt"):
            self._robots[response.url] = response.body.decode("utf-8", "replace")
