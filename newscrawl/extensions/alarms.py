"""Alarms: the run that meets a site with other pages than before says so, and since when."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from newscrawl.errors import StorageError
from newscrawl.schedule.alarm import Alarm, alarms
from newscrawl.schedule.measures import Tallies
from newscrawl.storage import Store
from newscrawl.storage.measures import raise_alarms, record

logger = logging.getLogger(__name__)


class Alarms:
    """Keeps what each site's pages came to, compares it with earlier runs, and warns.

    Args:
        stats: `newscrawl/alarm/sites` is how many sites have changed, `newscrawl/alarm/<sign>`
            how many show that sign.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl; a spider that counts its pages has `tallies` and a `store`."""
        extension = cls(crawler.stats)
        crawler.signals.connect(extension.look, signals.spider_closed)
        return extension

    def look(self, spider: Spider) -> None:
        """Compare the run that just ended with those before."""
        watched: Any = spider
        tallies: Tallies | None = getattr(watched, "tallies", None)
        store: Store | None = getattr(watched, "store", None)
        if tallies is None or store is None:
            return
        try:
            with store.writing("keep measures"):
                for tally in tallies:
                    run = tally.measures()
                    if not run.is_empty:
                        self._compare(store, tally.site, alarms(record(store, run)))
        except StorageError as error:
            logger.error("%s", error)  # noqa: TRY400 - one line says it
        finally:
            store.close()  # the spider has closed it already, and a method called later opens it

    def _compare(self, store: Store, site: str, raised: list[Alarm]) -> None:
        kept = raise_alarms(store, site, raised, datetime.now(UTC).isoformat(timespec="seconds"))
        if not kept:
            return
        self._stats.inc_value("newscrawl/alarm/sites")
        for alarm in kept:
            self._stats.inc_value(f"newscrawl/alarm/{alarm.what}")
        logger.warning("%s", line_of(kept))


def line_of(raised: list[Alarm]) -> str:
    """The alarms of one site in one line.

    >>> line_of([Alarm("example.org", "layout", "2026-11-03T06:00:00+00:00", "9 of 9 pages")])
    'example.org: its pages have changed since 2026-11-03T06:00:00+00:00: layout (9 of 9 pages)'
    """
    since = min(alarm.since for alarm in raised)
    signs = "; ".join(f"{alarm.what} ({alarm.evidence})" for alarm in raised)
    return f"{raised[0].site}: its pages have changed since {since}: {signs}"
