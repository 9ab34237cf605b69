"""Remainder: what is left of a crawl when nothing is under way.

First what was never answered, then what is run alone. Only then may the spider be closed.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from typing import Any, Protocol

from scrapy import Request
from scrapy.exceptions import CloseSpider, DontCloseSpider

from newscrawl.items import Page
from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders.apart import Apart, Turn
from newscrawl.spiders.shelf import Shelf

logger = logging.getLogger(__name__)


class Crawling(Protocol):
    """What it needs of the spider."""

    crawler: Any
    runs: dict[str, SiteRun]
    apart: Apart
    shelf: Shelf

    def go_on(self, site: str) -> AsyncIterator[Request | Page]:
        """What comes next for a site."""

    async def hand_out(self, url: str) -> Page | None:
        """Note that a page goes to the pipelines; None where it cannot be read any more."""

    async def give_up_all(self, site: str) -> None:
        """Give up what a site still waits for."""

    def is_stopping(self) -> bool:
        """Whether the crawl was asked to end."""

    def count(self, event: str, by: int = 1) -> None:
        """Count in the stats."""


class Remainder:
    """Does what is left, one thing at a time.

    Args:
        spider: Whose.
    """

    def __init__(self, spider: Crawling) -> None:
        self._spider = spider
        self._doing: asyncio.Task[None] | None = None

    def idle(self) -> None:
        """Nothing is under way. A site that still waits would wait forever: go on without.

        Raises:
            DontCloseSpider: There is something left to do.
        """
        if self._doing is None or self._doing.done():
            left = self._left()
            self._doing = asyncio.ensure_future(self._done(left)) if left else None
        if self._doing is not None:
            raise DontCloseSpider

    def _left(self) -> Coroutine[Any, Any, None] | None:
        """What to do next."""
        spider = self._spider
        waiting = [site for site, run in spider.runs.items() if run.phase is not Phase.DONE]
        stuck = [site for site in waiting if not spider.apart.waiting(site)]
        if stuck:
            return self._drain(stuck)
        turn = spider.apart.next_turn()
        if turn is not None:
            return self._take_turn(turn)
        url = spider.apart.next_page()
        return self._extract(url) if url is not None else None

    async def _done(self, work: Coroutine[Any, Any, None]) -> None:
        """Do the work, and close the spider where it says so."""
        engine = self._spider.crawler.engine
        try:
            await work
        except CloseSpider as error:
            await engine.close_spider_async(reason=error.reason)
        finally:
            slot = engine._slot  # noqa: SLF001 - else it looks again in 5 seconds
            if slot is not None:
                slot.nextcall.schedule()

    async def _drain(self, sites: list[str]) -> None:
        """Give up what was never answered, and go on with its sites."""
        for site in sites:
            await self._spider.give_up_all(site)
            await self._send_on(site)

    async def _send_on(self, site: str) -> None:
        """Go on with a site from outside of its callbacks."""
        engine = self._spider.crawler.engine
        async for output in self._spider.go_on(site):
            if isinstance(output, Request):
                engine.crawl(output)
            else:
                await engine.scraper.start_itemproc_async(output, response=None)

    async def _take_turn(self, turn: Turn) -> None:
        """Request a page alone, or try one that is kept, and go on with its site."""
        spider = self._spider
        logger.info("%s: run alone, the process died with it in hand before", turn.url)
        spider.count("page/alone")
        if turn.request is not None:
            spider.crawler.engine.crawl(turn.request)
            return
        page = await spider.shelf.page(turn.url)
        if page is not None:
            await spider.shelf.try_alone(page)
        spider.runs[turn.site].answer(turn.url)
        await self._send_on(turn.site)

    async def _extract(self, url: str | None) -> None:
        """Extract pages alone, one after the other."""
        spider = self._spider
        while url is not None and not spider.is_stopping():
            page = await spider.hand_out(url)
            if page is not None:
                await spider.crawler.engine.scraper.start_itemproc_async(page, response=None)
            url = spider.apart.next_page()
