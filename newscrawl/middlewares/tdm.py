"""TdmReservation: what a host says of text and data mining goes with each of its pages.

Asked once a host: /.well-known/tdmrep.json, before its first article. What it says, and what
robots.txt says, becomes the header TDM-Reservation of the pages it is about, so that extraction
finds it there, and the archive keeps it.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from newscrawl.discovery.tdm import (
    WELL_KNOWN,
    Rule,
    is_reserved,
    read_tdmrep,
    reserved_by_robots,
)
from newscrawl.middlewares.asked import Asked, origin_of
from newscrawl.middlewares.refused import HostBusy, TdmReserved
from newscrawl.schedule.outcomes import of_error

logger = logging.getLogger(__name__)

HEADER = "TDM-Reservation"
_MOST_TAGS = 500
_PRIORITY = 1000  # as robots.txt: before anything it decides on


class TdmReservation:
    """Asks hosts for their reservation, and refuses what is reserved where that is obeyed.

    What a page's own header says counts for more than its host's file, as in the protocol.

    Args:
        crawler: Its downloader fetches, its spider's `parse` is what articles are requested for,
            its stats count `newscrawl/tdm/...`.
        agent: Under which name robots.txt speaks to this crawl.
        obey: NEWSCRAWL_OBEY_TDM.
    """

    def __init__(self, crawler: Crawler, agent: str, *, obey: bool) -> None:
        self._crawler = crawler
        self._agent = agent
        self._obey = obey
        self._rules: Asked[tuple[Rule, ...]] = Asked()
        self._by_robots: set[str] = set()  # origins

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl; robots.txt is listened for, since it is asked for in any case."""
        settings = crawler.settings
        agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        middleware = cls(crawler, agent, obey=settings.getbool("NEWSCRAWL_OBEY_TDM"))
        crawler.signals.connect(middleware.read_robots, signals.response_received)
        return middleware

    def read_robots(self, response: Response, request: Request) -> None:
        """Take what a robots.txt says."""
        if response.status == 200 and response.url.endswith("/robots.txt"):
            text = response.body.decode("utf-8", "replace")
            if reserved_by_robots(text, self._agent):
                self._by_robots.add(origin_of(request))

    async def process_request(self, request: Request) -> None:
        """Let the request of a page pass, once its host's rules are known.

        Raises:
            TdmReserved: The host reserves the page, and that is obeyed.
            HostBusy: The host asks for a break.
        """
        if not self._is_page(request):
            return
        origin = origin_of(request)
        await self._rules.of(origin, partial(self._fetch, origin))
        if self._obey and self._is_reserved(request):
            self._refuse(request.url)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, marked as reserved where its host says so and it says nothing itself.

        Raises:
            TdmReserved: It is reserved, by its host or its own word, and that is obeyed.
        """
        if not self._is_page(request) or response.status != 200:
            return response
        if HEADER not in response.headers and self._is_reserved(request):
            self._crawler.stats.inc_value("newscrawl/tdm/reserved_by_host")
            response.headers[HEADER] = "1"
        if self._obey and _says_so(response):
            self._refuse(response.url)
        return response

    def _is_page(self, request: Request) -> bool:
        parse = getattr(self._crawler.spider, "parse", None)
        return request.callback is None or request.callback == parse

    def _is_reserved(self, request: Request) -> bool:
        origin = origin_of(request)
        if origin in self._by_robots:
            return True
        rules = self._rules.known(origin)
        return rules is not None and is_reserved(rules, request.url)

    async def _fetch(self, origin: str) -> tuple[Rule, ...]:
        """The rules of a host; none where it cannot be asked.

        Raises:
            HostBusy: It asks for a break.
        """
        asked = Request(f"{origin}{WELL_KNOWN}", priority=_PRIORITY, callback=NO_CALLBACK)
        self._crawler.stats.inc_value("newscrawl/tdm/asked")
        try:
            response = await self._crawler.engine.download_async(asked)
        except HostBusy:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the host has said nothing
            logger.debug("%s: %s", asked.url, of_error(error))
            return ()
        return read_tdmrep(response.body) if response.status == 200 else ()

    def _refuse(self, url: str) -> None:
        self._crawler.stats.inc_value("newscrawl/tdm/refused")
        raise TdmReserved(url)


def _says_so(response: Response) -> bool:
    """Whether a page's headers or its head reserve it."""
    # Deferred: extraction, which most crawls leave to their workers.
    from newscrawl.extraction.metadata.access import is_tdm_reserved  # noqa: PLC0415
    from newscrawl.extraction.metadata.meta_tags import MetaTags  # noqa: PLC0415

    names = (HEADER, "X-Robots-Tag")
    headers = {name: (response.headers.get(name) or b"").decode("latin-1") for name in names}
    said: dict[str, tuple[str, ...]] = {}
    if isinstance(response, HtmlResponse):
        for tag in response.xpath("//meta[@name and @content]")[:_MOST_TAGS]:
            name = tag.attrib["name"].strip().lower()
            said[name] = (*said.get(name, ()), tag.attrib["content"].strip())
    return is_tdm_reserved(MetaTags(said), headers)
