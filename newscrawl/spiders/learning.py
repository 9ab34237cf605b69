"""LearningSpider: fetch, learn, extract; what the project's spiders have in common.

Pages are kept in a spool until their site's queue is empty. By then the site's memory has seen
them all, so that the order in which they came changes no text, and they go to the pipelines.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newscrawl.commandline import limits_of, revisits_of
from newscrawl.errors import StorageError
from newscrawl.fetching import page_of
from newscrawl.items import Page
from newscrawl.schedule.harvest import Harvest
from newscrawl.schedule.measures import Tallies
from newscrawl.schedule.outcomes import Fate, Outcome, of_error, of_status
from newscrawl.schedule.seen import Seen
from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders.apart import Apart, Hands, Turn
from newscrawl.spiders.archiving import answer_of, open_archive, prune
from newscrawl.spiders.conditional import NOT_MODIFIED, is_conditional
from newscrawl.spiders.ledger import Ledger
from newscrawl.spiders.remainder import Remainder
from newscrawl.spiders.shelf import Shelf, Waiting
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.memories import Memories
from newscrawl.workers import Workers

# In a request's meta: the URL as it was asked for, before redirects, and for which site.
URL, SITE = "newscrawl_url", "newscrawl_site"

_QUIET = frozenset({Fate.GONE, Fate.NOT_ARTICLE})  # every crawl meets some


class LearningSpider(Spider):
    """A spider whose pages are learned from before they are extracted.

    A subclass keeps one `SiteRun` a site in `runs` and says what to request (`requests_of`).

    Args:
        crawler: Its settings name the store; None of it is stored where they name none.
        waiting: Where pages wait, given the archive; None where there is none.
        site: The site that a URL belongs to; sites.toml may join hosts.
    """

    def __init__(
        self,
        crawler: Crawler,
        waiting: Callable[[Archive | None], Waiting],
        site: Callable[[str], str],
    ) -> None:
        super().__init__()
        store_url = crawler.settings.get("NEWSCRAWL_STORE") or ""
        self.revisits = revisits_of(crawler.settings)
        self.store = Store(store_url, self.revisits) if store_url else None
        self.archive = open_archive(crawler.settings, self.store)
        self.ledger = Ledger(self.store, crawler.settings.getint("NEWSCRAWL_MAX_TRIES"))
        self.memories = Memories(self.store, site)  # the pipeline Extract uses them, too
        self.workers = Workers(limits_of(crawler.settings))  # and these
        self.shelf = Shelf(
            waiting(self.archive), self.memories, self.workers, self.store, self.archive
        )
        self.site = site
        self.apart = Apart()
        # Pages in the pipelines: those that keep workers busy, and three times as many that are
        # checked and saved meanwhile, which a batch of other writing holds up at times. Each is one
        # more that a crash counts as interrupted.
        self.hands = Hands(4 * self.workers.in_hand)
        # Sites whose pages are read: enough to keep workers busy, and what is kept of pages between
        # learning and extracting does not grow with the number of sites.
        self._sites_at_once = asyncio.Semaphore(4 * self.workers.in_hand)
        self.harvest = Harvest()
        self.runs: dict[str, SiteRun] = {}
        self._out = Seen()  # URLs of the pages that went to the pipelines
        self.tallies: Tallies | None = None  # a subclass whose runs are compared counts its pages
        self._set_crawler(crawler)
        self.remainder = Remainder(self)
        crawler.signals.connect(self.remainder.idle, signals.spider_idle)
        crawler.signals.connect(self._through, signals.item_scraped)
        crawler.signals.connect(self._through, signals.item_dropped)
        crawler.signals.connect(self._broken, signals.item_error)

    # What a subclass says

    def requests_of(self, site: str, phase: Phase) -> AsyncIterator[Request]:
        """What to request for a site, asked when a phase begins and after each answer in it."""
        raise NotImplementedError

    async def turns_of(self, site: str) -> AsyncIterator[Turn]:  # noqa: ARG002 - a subclass may
        """What of a site is run alone, asked once; the site's run waits for it."""
        nothing: tuple[Turn, ...] = ()
        for turn in nothing:
            yield turn

    def let_go(self, site: str) -> None:
        """Keep nothing of a site that is done; called once or more."""

    def accepts(self, page: Page, site: str) -> bool:  # noqa: ARG002 - a subclass may ask for both
        """Whether a page may be kept that came for a site."""
        return True

    # Requests and their answers

    def request(self, site: str, url: str, callback: Callable[..., Any]) -> Request | None:
        """A request for a site's run; None where the run has sent it before."""
        if not self.runs[site].ask(url):
            return None
        return Request(
            url,
            callback=callback,
            errback=self.failed,
            dont_filter=True,  # the store knows what was requested, and what is to be again
            meta={URL: url, SITE: site},
        )

    async def attempted(self, request: Request) -> None:
        """Called by the middleware Attempts before a request leaves."""
        if request.callback == self.parse and URL in request.meta:
            url = request.meta[URL]
            await self.ledger.attempt(url, alone=url in self.apart)
            if not is_conditional(request):
                self.workers.start()  # ready by the time that the page is there

    async def parse(self, response: Response, **_: Any) -> AsyncIterator[Request | Page]:
        """Keep an article's page and learn from it, and go on with its site."""
        url, site = self._asked(response.request)
        page, run = page_of(response), self.runs[site]
        if url in self.apart:
            self.apart.add(page.url)
        try:
            landed = await self._keep(url, site, page, response)
            run.keep(url)
            async for request in self.requests_of(site, run.phase):
                yield request  # now, since what follows takes its time
            if landed and page.url in self.apart:
                await self.shelf.try_alone(page)
            elif landed and await self.shelf.is_sure(landed):
                if page.url in self._out:
                    await self.ledger.share(url, page)
                elif await self._page_in_hand(page.url, page) is not None:
                    yield page
        finally:
            run.answer(url)
        for one in dict.fromkeys(filter(None, (site, landed))):
            async for output in self.go_on(one):
                yield output

    async def failed(self, failure: Failure) -> AsyncIterator[Request | Page]:
        """Note why a request brought nothing, and go on with its site."""
        error = failure.value
        if isinstance(error, CloseSpider):
            raise error
        request: Request = failure.request  # type: ignore[attr-defined]
        url, site = self._asked(request)
        answered = of_status(error.response.status) if isinstance(error, HttpError) else None
        outcome = answered or of_error(error)
        try:
            if outcome.until is not None:
                await self.put_off(site, getattr(error, "netloc", ""), outcome.until)
            await self.give_up(url, site, outcome, request)
        finally:
            self.runs[site].answer(url)
        async for output in self.go_on(site):
            yield output

    async def give_up(self, url: str, site: str, outcome: Outcome, request: Request) -> None:
        """Say in log, stats and store what became of a request that brought no page."""
        self.say(url, outcome)
        if request.callback == self.parse:
            self.harvest.of(site).page(outcome)
            if self.tallies is not None and outcome.is_failure:
                self.tallies.of(site).failure()
            await self.ledger.failed(url, outcome)

    async def put_off(self, site: str, netloc: str, until: datetime) -> None:
        """Let what is due at a host wait, too; asked for one by one, it would be turned away."""
        self.count("url/put_off", await self.ledger.put_off(site, netloc, until))

    def say(self, url: str, outcome: Outcome) -> None:
        """One line in the log, and the counts."""
        quiet = outcome.fate in _QUIET or outcome.until is not None  # of a host: said once
        level = logging.INFO if quiet else logging.WARNING
        self.logger.log(level, "%s: %s", url, outcome)
        self.count(f"page/{outcome.fate}")
        self.count(f"reason/{outcome.reason}")

    def count(self, event: str, by: int = 1) -> None:
        """Count `newscrawl/<event>` in the stats."""
        self.crawler.stats.inc_value(f"newscrawl/{event}", by)

    # A site's run

    async def go_on(self, site: str) -> AsyncIterator[Request | Page]:
        """What comes next for a site: requests while there are some, then its pages."""
        run = self.runs[site]
        async for request in self.requests_of(site, run.phase):
            yield request
        while (phase := run.next_phase()) is not None:
            if phase is Phase.EXTRACT:
                async for page in self._pages(site):
                    yield page
            elif phase is Phase.APART:
                async for turn in self.turns_of(site):
                    self.apart.wait(turn)
            async for request in self.requests_of(site, phase):
                yield request
        await self._end(site)

    async def _end(self, site: str) -> None:
        """Save what was learned of a site as soon as all of its pages are through.

        A crawl that is killed later loses nothing of it, and of a thousand sites it holds few.
        """
        run = self.runs.get(site)
        if run is None or run.phase is not Phase.DONE or self.is_stopping():
            return
        self.let_go(site)
        if await self.shelf.end(site):
            self.count("memory/generations")
            if self.tallies is not None:
                self.tallies.of(site).through()

    async def _pages(self, site: str) -> AsyncIterator[Page]:
        """The pages of a site that wait, once its memory has seen them."""
        async with self._sites_at_once:
            if not await self.shelf.is_sure(site):
                await self.shelf.learn_all(site, until=self.is_stopping)
            if self.is_stopping():
                return  # and settle for no memory that lacks pages
            for url in await self.shelf.settled(site):
                if self.is_stopping():
                    return  # the rest stays in the spool, for the next crawl
                if url in self.apart:
                    self.apart.extract_last(url)
                elif (page := await self._page_in_hand(url)) is not None:
                    yield page

    async def _page_in_hand(self, url: str, page: Page | None = None) -> Page | None:
        """As `hand_out`; None also where a page went there before, or the crawl is to stop."""
        if url in self._out or self.is_stopping():
            return None
        self._out.add(url)
        page = await self.hand_out(url, page)
        if page is None:
            self._out.discard(url)
        return page

    async def _keep(self, url: str, site: str, page: Page, response: Response) -> str:
        """Keep a page, or note why not.

        Returns:
            The site it is kept for, which a redirect may change; "" where it is not kept.
        """
        if response.status == NOT_MODIFIED:
            await self.ledger.unchanged(url)
            self.count("page/unchanged")
            self.harvest.of(site).unchanged += 1
            return ""
        if not _is_html(response):
            outcome = Outcome(Fate.NOT_ARTICLE, "no HTML", page.header("Content-Type"))
        elif not self.accepts(page, site):
            outcome = Outcome(Fate.NOT_ARTICLE, "leads to another site", page.url)
        else:
            self.workers.start()
            await self.shelf.keep(url, page, answer_of(response))
            self.count("page/fetched")
            landed = self.site(page.url)
            if landed not in self.runs or self.runs[landed].phase >= Phase.EXTRACT:
                self.runs[landed] = SiteRun(Phase.FETCH)
            return landed
        self.harvest.of(site).page(outcome)
        self.say(url, outcome)
        await self.ledger.failed(url, outcome)
        return ""

    def _asked(self, request: Request | None) -> tuple[str, str]:
        """URL and site that a request was sent for; `scrapy parse` sends its own."""
        url = request.meta.get(URL, request.url) if request else ""
        site = request.meta.get(SITE) if request else None
        if site is None:
            site = self.site(url)
            self.runs.setdefault(site, SiteRun(Phase.FETCH))
        return url, site

    async def hand_out(self, url: str, page: Page | None = None) -> Page | None:
        """Note that a page goes to the pipelines, when there are not too many in hand.

        Args:
            url: The page's.
            page: The page, None where it waits on the shelf: it is read when a hand is free.

        Returns:
            The page; None where it cannot be read any more.
        """
        await self.hands.take(url)
        try:
            page = page or await self.shelf.page(url)
            if page is not None:
                await self.ledger.take(url, alone=url in self.apart)
                self.count("page/extracted")
        except BaseException:
            self.hands.free(url)
            raise
        if page is None:
            self.hands.free(url)
        return page

    async def _through(self, item: Any, exception: BaseException | None = None) -> None:
        """An item left the pipelines: its page is needed no longer, unless nobody could save it."""
        self.hands.free(item.url)
        dropped = type(exception).__name__ if exception else ""
        if dropped == "Postponed":
            await self.ledger.put_down(item.url)
        elif dropped != "NotSaved":
            site = self.site(item.url)
            self.harvest.of(site).item(dropped)
            await self.shelf.remove(item.url)
            await self._end(site)

    async def _broken(self, item: Any, failure: Failure) -> None:
        """A pipeline failed on an item, which would fail again."""
        self.hands.free(item.url)
        outcome, site = of_error(failure.value), self.site(item.url)
        self.harvest.of(site).page(outcome)
        await self.ledger.broken(item.url, outcome)
        await self.shelf.remove(item.url)
        await self._end(site)

    # A crawl's end

    async def give_up_all(self, site: str) -> None:
        """Give up what a site still waits for, but for what is run alone."""
        run, outcome = self.runs[site], Outcome(Fate.RETRY, "never answered")
        for url in sorted(run.give_up(but=self.apart.waiting(site))):
            self.say(url, outcome)
            if run.phase is Phase.FETCH:  # else it is no article's
                self.harvest.of(site).page(outcome)
                await self.ledger.failed(url, outcome)

    def is_stopping(self) -> bool:
        """Whether the crawl was asked to end, or can keep nothing more."""
        failures = self.crawler.stats.get_value("newscrawl/storage/errors", 0)
        return not self.crawler.crawling or failures > 0

    def closed(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Save a new generation of each memory that learned."""
        self.shelf.close()
        self.workers.dismiss()
        try:
            closed = self.memories.close(datetime.now(UTC).isoformat(timespec="seconds"))
        except StorageError as error:
            self.logger.error("%s", error)  # noqa: TRY400 - one line says it
        else:
            self.count("memory/generations", closed)
            self._note_end()
        self._prune()
        if self.store is not None:
            self.store.close()

    def _prune(self) -> None:
        try:
            if self.archive is not None:
                self.count("archive/files_deleted", prune(self.archive, self.settings))
        except StorageError as error:
            self.logger.error("%s", error)  # noqa: TRY400 - one line says it

    def _note_end(self) -> None:
        """Note of each site whose crawl came to its end that it did."""
        if self.store is None:
            return
        done = [site for site, run in self.runs.items() if run.phase is Phase.DONE]
        try:
            with self.store.writing("note the end of crawls"):
                for site in done:
                    self.store.end_crawl(site)
        except StorageError as error:
            self.logger.error("%s", error)  # noqa: TRY400 - one line says it


def _is_html(response: Response) -> bool:
    """Whether an answer is a page: by its type, else by its first tags."""
    start = response.body[:2048].lower()
    return isinstance(response, HtmlResponse) or b"<!doctype html" in start or b"<html" in start
