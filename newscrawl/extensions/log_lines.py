"""One line for what Scrapy says in two."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from twisted.python.failure import Failure


class LogLines(LogFormatter):
    """Scrapy's lines, but a dropped item is named by its URL instead of printed below."""

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """The line for an item that a pipeline dropped."""
        line = super().dropped(item, exception, response, spider)
        return {
            "level": line["level"] if line else logging.INFO,
            "msg": "Dropped %(url)s: %(exception)s",
            "args": {"url": getattr(item, "url", item), "exception": exception},
        }
