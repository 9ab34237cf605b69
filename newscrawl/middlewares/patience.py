"""Patience: a host that says "not so fast" is left in peace for as long as it says.

Scrapy tries a 429 again at once and does not read Retry-After. Here all requests to the host
wait, and it is asked more slowly from then on. Where the wait is longer than a run waits, or
the host says it again and again, the host is left alone: its URLs are due when the wait is over,
and that they were not fetched is no failure of theirs.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.middlewares.refused import HostBusy
from newscrawl.middlewares.slots import Slots
from newscrawl.schedule.waiting import (
    SLOWER,
    STRIKES,
    Standing,
    answered,
    complained,
    complains,
    retry_after,
)

logger = logging.getLogger(__name__)

WAITED = "newscrawl_waited"  # in a request's meta: how often it was put off in this run
_LEAST = 0.5  # seconds: what "half as often" starts from where there was no delay


class Patience:
    """Waits for hosts that ask for it.

    Stands nearer to the downloader than Scrapy's Retry, which would ask again at once.

    Args:
        crawler: Its downloader's slots; its stats count `newscrawl/patience/...`.
        longest: NEWSCRAWL_MAX_WAIT: how long a run waits for a host.
        slowest: AUTOTHROTTLE_MAX_DELAY: seconds between two requests at most.
    """

    def __init__(self, crawler: Crawler, longest: timedelta, slowest: float) -> None:
        self._crawler = crawler
        self._slots = Slots.of(crawler)
        self._longest = longest
        self._slowest = slowest
        self._standings: dict[str, Standing] = {}  # by host and port

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        settings = crawler.settings
        longest = timedelta(seconds=settings.getfloat("NEWSCRAWL_MAX_WAIT"))
        return cls(crawler, longest, settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))

    def process_request(self, request: Request) -> None:
        """Let the request pass; where its host is waited for, it waits in the downloader's slot.

        Raises:
            HostBusy: The host is left alone for the rest of the run.
        """
        standing = self._standings.get(urlparse_cached(request).netloc)
        if standing is not None and standing.left:
            raise self._busy(request, standing)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """The response; a request to send once more, where it says "not so fast".

        Raises:
            HostBusy: It says so, and for longer than the run waits.
        """
        now = datetime.now(UTC)
        netloc = urlparse_cached(request).netloc
        asked = _asked(response, now)
        standing = self._standings.get(netloc, Standing())
        if not complains(response.status, asked):
            self._standings[netloc] = answered(standing, now)
            return response
        self._crawler.stats.inc_value(f"newscrawl/patience/{response.status}")
        after = complained(standing, asked, now, self._longest)
        self._standings[netloc] = after
        if after.left:
            self._leave(request, response, standing, after)
        else:
            self._wait(request, response, after, now)
        return self._again(request, after)

    def _wait(self, request: Request, response: Response, after: Standing, now: datetime) -> None:
        key = self._slots.key_of(request)
        seconds = (after.until - now).total_seconds() if after.until else 0.0
        slower = min(max(self._slots.delay(key), _LEAST) * SLOWER, self._slowest)
        logger.info(
            "%s: HTTP %d, all requests to it wait for %.0f seconds",
            *(urlparse_cached(request).netloc, response.status, seconds),
        )
        self._slots.keep_apart(key, slower)
        self._slots.hold(key, seconds)

    def _leave(
        self, request: Request, response: Response, before: Standing, after: Standing
    ) -> None:
        if before.left:
            return
        netloc = urlparse_cached(request).netloc
        logger.warning(
            "%s: HTTP %d, left alone until %s; its URLs stay due",
            *(netloc, response.status, after.until and after.until.isoformat(timespec="seconds")),
        )
        self._crawler.stats.inc_value("newscrawl/patience/left")
        self._slots.turn_away(self._slots.key_of(request), netloc, self._busy(request, after))

    def _again(self, request: Request, standing: Standing) -> Request:
        """The request, to be sent when the wait is over.

        Raises:
            HostBusy: The wait is too long, or this request has waited often enough.
        """
        waited = request.meta.get(WAITED, 0) + 1
        if standing.left or waited >= STRIKES:
            raise self._busy(request, standing)
        again = request.copy()
        again.meta[WAITED] = waited
        again.dont_filter = True
        return again

    def _busy(self, request: Request, standing: Standing) -> HostBusy:
        until = standing.until or datetime.now(UTC)
        self._crawler.stats.inc_value("newscrawl/patience/put_off")
        return HostBusy(urlparse_cached(request).netloc, until)


def _asked(response: Response, now: datetime) -> timedelta | None:
    value = response.headers.get("Retry-After") or b""
    return retry_after(value.decode("latin-1"), now)
