"""NewsSpider: everything new on the sites of sites.toml.

    scrapy crawl news [-a site=HOST] [-a since=DATE] [-a until=DATE] [-a max_articles=N]
                      [-a backfill=1]

Each site says what is new: robots.txt names sitemaps, the home page feeds and sections. What
they name goes to the store; what is due there is fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.http import Response

from newscrawl.discovery.candidates import FEED, HOME, SECTION, SITEMAP, Candidate
from newscrawl.discovery.listings import ROBOTS, Named, read_listing, sitemaps_of
from newscrawl.discovery.scope import Window
from newscrawl.discovery.sites import Site, Sites, read_sites
from newscrawl.items import Page
from newscrawl.schedule.interruption import POISON
from newscrawl.schedule.measures import Tallies
from newscrawl.schedule.outcomes import Fate, Outcome
from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders.admission import Admission
from newscrawl.spiders.apart import Turn
from newscrawl.spiders.conditional import make_conditional
from newscrawl.spiders.frontier import Frontier
from newscrawl.spiders.learning import LearningSpider
from newscrawl.spiders.ledger import off_loop
from newscrawl.spiders.listings import Listings
from newscrawl.spiders.news_arguments import NewsArguments, read_arguments
from newscrawl.storage import Spool, State, UrlRow
from newscrawl.storage.archived_pages import ArchivedPages
from newscrawl.urls import site_of

MAX_SITEMAPS = 50  # of one site in one crawl that is no backfill; archives have thousands

# Pages whose content is in the store: they need not come if they did not change.
_KNOWN = frozenset({State.SAVED, State.GONE})

_KIND = "newscrawl_source"  # in the meta of a request for a source: which kind it is


class NewsSpider(LearningSpider):
    """Crawls sites.

    Args:
        crawler: Its settings name store and spool.
        sites: All sites there are: a URL is looked up among them.
        arguments: Which of them to crawl, and how far back.
    """

    name = "news"

    def __init__(self, crawler: Crawler, sites: Sites, arguments: NewsArguments) -> None:
        settings = crawler.settings
        spool = Spool(Path(settings["NEWSCRAWL_SPOOL_DIR"]), sites.name_of)
        # A page is on the disk once: in the archive, where there is one.
        super().__init__(crawler, lambda a: ArchivedPages(a) if a else spool, sites.name_of)
        if self.store is None:
            raise UsageError("NEWSCRAWL_STORE is empty, and news are kept in a store")
        # Articles of one site in flight at a time: as many as a crash has fetched again at most.
        self._batch = settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        in_flight = settings.getint("CONCURRENT_REQUESTS")
        self._admission = Admission(self.runs, self.apart, in_flight)
        days = settings.getint("NEWSCRAWL_FIRST_CRAWL_DAYS")
        began = datetime.now(UTC)
        self.frontier = Frontier(self.store, began, days)
        self.listings = Listings(self.store, began, self.revisits)
        self.tallies = Tallies(began.isoformat(timespec="seconds"))
        self.arguments = arguments
        self.sites = {site.name: site for site in arguments.sites}
        self._windows: dict[str, Window] = {}
        self._kept_apart: dict[str, list[str]] = {}  # pages to learn from alone, by site
        self._robots: dict[str, str] = {}  # robots.txt by its URL
        self._sitemaps: Counter[str] = Counter()  # asked for, by site
        self._found: set[str] = set()  # sites whose sources have all answered
        self._homeless: set[str] = set()  # sites whose home page refuses itself
        crawler.signals.connect(self._keep_robots, signals.response_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, **arguments: Any) -> Self:
        """For a crawl with these arguments, all of them text.

        Raises:
            UsageError: One of them is wrong.
            SitesFileError: sites.toml is.
            StorageError: The store cannot be opened.
        """
        sites = read_sites(crawler.settings["NEWSCRAWL_SITES"])
        chosen = read_arguments(sites, arguments)
        slots = crawler.settings.getdict("DOWNLOAD_SLOTS")
        slots |= {host: s.limits for s in chosen.sites if s.limits for host in s.host_names}
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        return cls(crawler, sites, chosen)

    async def start(self) -> AsyncIterator[Request]:
        """Of each site take up what the last crawl left, and ask its sources."""
        for site in await self.listings.in_turn(self.sites.values()):
            await self._admission.wait(self.crawler.engine, self.is_stopping)
            if self.is_stopping():
                return
            await self._take_up(site)
            await self.listings.open(site)
            self._windows[site.name] = await self._open_window(site)
            self.runs[site.name] = SiteRun(max_articles=site.max_articles)
            async for request in self.requests_of(site.name, Phase.FIND):
                yield request

    async def requests_of(self, site: str, phase: Phase) -> AsyncIterator[Request]:
        """The site's sources, then its articles that are due."""
        run = self.runs[site]
        if phase is Phase.FIND:
            for request in self._first_sources(self.sites[site]):
                yield request
        elif run.room(self._batch):
            await self._note_crawled(site)
            while rows := await self.frontier.due(self.sites[site], run.room(self._batch)):
                for asked in filter(None, (self._visit(site, row) for row in rows)):
                    yield asked

    async def turns_of(self, site: str) -> AsyncIterator[Turn]:
        """Kept pages to learn from, and URLs to request: the process died with them in hand."""
        run = self.runs[site]
        for url in self._kept_apart.pop(site, ()):
            if run.ask(url):
                yield Turn(site, url)
        left = run.left
        for url in (await self.frontier.suspects(self.sites[site]))[:left]:
            request = self.request(site, url, self.parse)
            if request is not None:
                yield Turn(site, url, request)

    def let_go(self, site: str) -> None:
        """What was read of its sources, and of what is due there, is needed no longer."""
        self.frontier.let_go(site)
        if site in self._found:
            self.listings.let_go(site)
            self._robots.pop(urljoin(self.sites[site].url, "/robots.txt"), None)

    def accepts(self, page: Page, site: str) -> bool:
        """Pages of the site that was asked; what redirects elsewhere is somebody else's."""
        return self.site(page.url) == site

    async def source(self, response: Response) -> AsyncIterator[Request | Page]:
        """Record what a source names, and go on with its site."""
        url, site = self._asked(response.request)
        kind = response.meta[_KIND]
        try:
            requests = await self._read(self.sites[site], kind, url, response)
            self.count(f"source/{kind}")
        finally:
            self.runs[site].answer(url)
        for request in requests:
            yield request
        async for output in self.go_on(site):
            yield output

    async def give_up(self, url: str, site: str, outcome: Outcome, request: Request) -> None:
        """As in any LearningSpider; where the home page cannot be had, articles wait as well."""
        await super().give_up(url, site, outcome, request)
        if request.callback != self.source:
            return
        self.count("source/failed")
        kind = request.meta[_KIND]
        self.harvest.of(site).source(url, outcome, home=kind == HOME)
        await self.listings.failed(self.sites[site], kind, url, str(outcome))
        if kind == HOME and outcome.fate is Fate.RETRY:
            self.runs[site].max_articles = 0
            self.logger.warning("%s: not crawled, its home page cannot be had", site)
        elif kind == HOME:
            self._homeless.add(site)

    async def put_off(self, site: str, netloc: str, until: datetime) -> None:
        """As in any LearningSpider; what was read of what is due is read again."""
        await super().put_off(site, netloc, until)
        self.frontier.read_again(site)

    # Sources

    def _first_sources(self, site: Site) -> Iterable[Request]:
        """The home page, and the sources that sites.toml names.

        Where the home page refuses itself, its feeds and sections that earlier crawls found.
        """
        yield from self._ask(site, HOME, [site.url])
        yield from self._ask(site, FEED, site.feeds)
        yield from self._ask(site, SITEMAP, site.sitemaps)
        yield from self._ask(site, SECTION, site.sections)
        if not self.settings.getbool("ROBOTSTXT_OBEY") and not site.sitemaps:
            yield from self._ask(site, ROBOTS, [urljoin(site.url, "/robots.txt")])
        if site.name in self._homeless:
            known = self.listings.names_of(site, site.url)
            yield from self._follow(site, [*known, *self._of_robots(site, site.url)])

    def _ask(self, site: Site, kind: str, urls: Iterable[str]) -> list[Request]:
        """Requests for sources of one kind, those left out that this crawl has asked before."""
        requests = [self.request(site.name, url, self.source) for url in urls]
        asked = [request for request in requests if request is not None]
        for request in asked:
            request.meta[_KIND] = kind
            self.listings.make_conditional(site, request)
        return asked

    async def _read(self, site: Site, kind: str, url: str, response: Response) -> list[Request]:
        """Record what a source names, if it says anything new; requests for other sources."""
        if kind == HOME and site_of(response.url) not in site.hosts:
            self.logger.warning(
                "%s: leads to %s; add hosts = [%r] to the site if its articles stand there",
                *(site.url, response.url, site_of(response.url)),
            )
        if self.listings.is_unchanged(site, url, response):
            self.count("source/unchanged")
            await self.listings.unchanged(site, kind, url)
            names: Iterable[Named] = self.listings.names_of(site, url)
        else:
            listing = await off_loop(read_listing, kind, response.body, response.url)
            await self._record(site, listing.candidates)
            await self.listings.read(site, kind, url, response, listing.names)
            names = listing.names
        robots = self._of_robots(site, response.url) if kind == HOME else ()
        return self._follow(site, [*names, *robots])

    def _of_robots(self, site: Site, home_url: str) -> tuple[Named, ...]:
        """The sitemaps that robots.txt names, if it was fetched; sites.toml knows better."""
        robots = "" if site.sitemaps else self._robots.get(urljoin(home_url, "/robots.txt"), "")
        return sitemaps_of(robots, home_url)

    def _follow(self, site: Site, names: list[Named]) -> list[Request]:
        """Requests for sources that another one names, where sites.toml names none of the kind."""
        feeds = () if site.feeds else (one.url for one in names if one.kind == FEED)
        sections = () if site.sections else (one.url for one in names if one.kind == SECTION)
        return [
            *self._ask(site, FEED, feeds),
            *self._ask(site, SECTION, sections),
            *self._ask_sitemaps(site, [one for one in names if one.kind == SITEMAP]),
        ]

    def _ask_sitemaps(self, site: Site, named: list[Named]) -> list[Request]:
        """Requests for sitemaps that may say something new, those of news first.

        No more than a crawl has time for.
        """
        since = self._windows[site.name].since
        worth = [one.url for one in named if self.listings.is_worth_reading(site, one, since)]
        self.count("source/sitemap_known", len(named) - len(worth))
        ordered = sorted(worth, key=lambda url: "news" not in url)
        left = MAX_SITEMAPS - self._sitemaps[site.name]
        chosen = ordered if self.arguments.backfill else ordered[: max(left, 0)]
        self.count("source/sitemap_left", len(ordered) - len(chosen))
        self._sitemaps[site.name] += len(chosen)
        return self._ask(site, SITEMAP, chosen)

    async def _note_crawled(self, site: str) -> None:
        """Note, once, that all of the site's sources have been asked in this crawl."""
        if site not in self._found:
            self._found.add(site)
            await self.listings.crawled(self.sites[site])

    def _visit(self, site: str, row: UrlRow) -> Request | None:
        """A request for a page; for a known article's, to be answered only if it has changed."""
        request = self.request(site, row.url, self.parse)
        if request is not None and row.state in _KNOWN:
            self.count("page/revisited")
            make_conditional(request, row.etag, row.last_modified)
        return request

    async def _record(self, site: Site, candidates: Iterable[Candidate]) -> None:
        done = await self.frontier.record(site, self._windows[site.name], candidates)
        if done.new:
            self.workers.start()  # ready by the time that the first page is there
        self.count("candidate/new", done.new)
        self.count("candidate/set_aside", done.aside)
        self.count("candidate/foreign", done.foreign)

    async def _take_up(self, site: Site) -> None:
        """Go on with what a crawl of the site left that died."""
        kept = await self.shelf.kept(site.name)
        left = await self.frontier.recover(site, kept)
        self.count("url/recovered", left.interrupted + left.refetched)
        for url in left.poison:
            outcome = Outcome(Fate.FAILED, POISON, "the process died with it alone in hand")
            self.say(url, outcome)
            self.harvest.of(site.name).page(outcome)
        alone = {url: page for url, page in left.pages.items() if page.alone}
        self.apart.add(*alone)
        self._kept_apart[site.name] = [url for url, page in alone.items() if not page.learned]
        await self.shelf.take_up(site.name, left, kept)

    async def _open_window(self, site: Site) -> Window:
        """The window of this crawl of a site; what was set aside and is in it is made due."""
        window = await self.frontier.window(site)
        if self.arguments.backfill and site.since is None:
            window = replace(window, since=None)
        if self.arguments.reaches_back:
            self.count("candidate/backfill", await self.frontier.make_due(site, window))
        return window

    def _keep_robots(self, response: Response) -> None:
        """Keep each robots.txt that the middleware Robots fetches: it names sitemaps."""
        if response.status == 200 and response.url.endswith("/robots.txt"):
            self._robots[response.url] = response.body.decode("utf-8", "replace")
