"""Pace: requests to a host are as far apart as its robots.txt and sites.toml ask, or farther.

AutoThrottle goes on above that: the longest of the three counts.
"""

from __future__ import annotations

import logging
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser

from newscrawl.middlewares.slots import Slots
from newscrawl.schedule.pace import floor_of, seconds_apart

logger = logging.getLogger(__name__)


class Pace:
    """Keeps the delay of each host from falling below what is asked for.

    Args:
        crawler: Its downloader's slots.
        agent: Under which name robots.txt speaks to this crawl.
        longest: AUTOTHROTTLE_MAX_DELAY: the most that is granted to robots.txt, in seconds.
    """

    def __init__(self, crawler: Crawler, agent: str, longest: float) -> None:
        self._crawler = crawler
        self._slots = Slots.of(crawler)
        self._agent = agent
        self._longest = longest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl. Connected after AutoThrottle, so that it has the last word."""
        settings = crawler.settings
        agent = settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"]
        pace = cls(crawler, agent, settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))
        crawler.signals.connect(pace.begin, signals.spider_opened)
        crawler.signals.connect(pace.read, signals.robots_parsed)
        crawler.signals.connect(pace.keep, signals.response_downloaded)
        return pace

    def begin(self) -> None:
        """Take the delays of sites.toml, which the spider has put into DOWNLOAD_SLOTS."""
        for host, slot in self._crawler.settings.getdict("DOWNLOAD_SLOTS").items():
            if slot.get("delay"):
                self._slots.keep_apart(host, float(slot["delay"]))

    def read(self, robotparser: RobotParser, request: Request) -> None:
        """Take what robots.txt asks for: Crawl-delay, Request-rate."""
        asked = [robotparser.crawl_delay(self._agent), self._rate(robotparser)]
        floor = floor_of(asked, None, self._longest)
        if not floor:
            return
        key = self._slots.key_of(request)
        logger.info(
            "%s: robots.txt asks for %g seconds between requests%s",
            *(key, max(one for one in asked if one), self._granted(asked)),
        )
        self._crawler.stats.inc_value("newscrawl/pace/crawl_delay")
        self._slots.keep_apart(key, floor)

    def keep(self, request: Request) -> None:
        """Have the last word on the delay after an answer."""
        self._slots.raise_to_floor(self._slots.key_of(request))

    def _rate(self, robotparser: RobotParser) -> float | None:
        """What Request-rate asks for; Scrapy passes on Crawl-delay alone."""
        rules: Any = getattr(robotparser, "rp", None)
        rate = rules.request_rate(self._agent) if hasattr(rules, "request_rate") else None
        return seconds_apart(rate.requests, rate.seconds) if rate else None

    def _granted(self, asked: list[float | None]) -> str:
        over = any(one is not None and one > self._longest for one in asked)
        return f"; at most {self._longest:g} are granted (AUTOTHROTTLE_MAX_DELAY)" if over else ""
