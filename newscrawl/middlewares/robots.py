"""Robots: robots.txt is obeyed, also when it cannot be had.

Scrapy's own middleware logs a traceback when a host is down and then crawls as if everything
were allowed, and reads the error page of a broken server as rules. This one follows RFC 9309:
no robots.txt allows all, an unreachable one nothing.
"""

from __future__ import annotations

from functools import partial
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler, load_object

from newscrawl.middlewares.asked import Asked, origin_of
from newscrawl.middlewares.refused import ForbiddenByRobots, HostBusy, RobotsUnreachable
from newscrawl.schedule.outcomes import Fate, of_error, of_status

_PRIORITY = 1000  # as Scrapy's own: before anything it decides on


class Robots:
    """Asks for robots.txt once a host and refuses what it forbids.

    Sends the signal `robots_parsed`, as Scrapy's middleware does.

    Args:
        crawler: Its downloader fetches robots.txt, its stats count `newscrawl/robots/...`.
        agent: ROBOTSTXT_USER_AGENT, else USER_AGENT.
    """

    def __init__(self, crawler: Crawler, agent: str) -> None:
        self._crawler = crawler
        self._agent = agent
        self._rules: Asked[RobotParser] = Asked()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl, if it has ROBOTSTXT_OBEY."""
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler, settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])

    async def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            ForbiddenByRobots: robots.txt forbids it.
            RobotsUnreachable: The host does not say what it forbids.
        """
        if request.meta.get("dont_obey_robotstxt"):
            return
        origin = origin_of(request)
        rules = await self._rules.of(origin, partial(self._fetch, origin, request))
        if not rules.allowed(request.url, self._agent):
            self._count("forbidden")
            raise ForbiddenByRobots(request.url)

    async def _fetch(self, origin: str, request: Request) -> RobotParser:
        """The rules of a host.

        Raises:
            RobotsUnreachable: There is no answer, or one that says nothing.
            HostBusy: It asks for a break.
        """
        asked = Request(
            f"{origin}/robots.txt",
            priority=_PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
        )
        self._count("asked")
        try:
            response = await self._crawler.engine.download_async(asked)
        except HostBusy:
            raise
        except Exception as error:
            self._count("unreachable")
            raise RobotsUnreachable(f"{asked.url}: {of_error(error)}") from error
        wrong = of_status(response.status)
        if wrong is not None and wrong.fate is Fate.RETRY:
            self._count("unreachable")
            raise RobotsUnreachable(f"{asked.url}: {wrong}")
        return await self._parse(b"" if wrong is not None else response.body, request)

    async def _parse(self, body: bytes, request: Request) -> RobotParser:
        parser = load_object(self._crawler.settings["ROBOTSTXT_PARSER"])
        rules: RobotParser = build_from_crawler(parser, self._crawler, body)
        await self._crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=rules, request=request
        )
        return rules

    def _count(self, event: str) -> None:
        self._crawler.stats.inc_value(f"newscrawl/robots/{event}")
