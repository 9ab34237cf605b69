"""Connections: those that wait for another request are closed soon.

A crawl of hundreds of sites would else hold some of each: Twisted keeps a connection for four
minutes, and a program may have 1,024 files and connections open where nobody says otherwise.
"""

from __future__ import annotations

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler

# Seconds that a connection waits for its site's next request: longer than the pauses between two,
# which are a second or some, and shorter than most servers wait.
IDLE = 20


class Connections(HTTP11DownloadHandler):
    """Scrapy's own handler of http and https, whose connections wait no longer than that."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.cachedConnectionTimeout = IDLE
