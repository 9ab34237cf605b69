"""PublicAddresses: requests leave for the public internet, or not at all.

Half of the guard: literal addresses never reach the resolver, names never look like one.
The other half is resolver.py.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.statscollectors import StatsCollector
from scrapy.utils.httpobj import urlparse_cached

from newscrawl.middlewares.public import is_public, literal_address
from newscrawl.middlewares.refused import NotPublic
from newscrawl.middlewares.resolver import refused_answer

SCHEMES = frozenset({"http", "https"})


class PublicAddresses:
    """Refuses schemes other than http and https, and addresses that are not public.

    Stands before all other middlewares, so that it sees redirects and robots.txt as well.

    Args:
        stats: Counts `newscrawl/address/refused`.
        allow_private: NEWSCRAWL_ALLOW_PRIVATE_HOSTS: check the scheme alone.
    """

    def __init__(self, stats: StatsCollector, *, allow_private: bool) -> None:
        self._stats = stats
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl, with its NEWSCRAWL_ALLOW_PRIVATE_HOSTS."""
        allowed = crawler.settings.getbool("NEWSCRAWL_ALLOW_PRIVATE_HOSTS")
        return cls(crawler.stats, allow_private=allowed)

    def process_request(self, request: Request) -> None:
        """Let the request pass.

        Raises:
            NotPublic: It must not be sent.
        """
        parts = urlparse_cached(request)
        if parts.scheme not in SCHEMES:
            self._refuse(f"{request.url}: {parts.scheme or 'no scheme'} is neither http nor https")
        if self._allow_private:
            return
        address = literal_address(parts.hostname or "")
        if address is not None and not is_public(address):
            self._refuse(f"{request.url}: {address} is no address of the public internet")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Tell a name that the resolver refused from one that is not known.

        Raises:
            NotPublic: The name led to an address that is not public.
        """
        if isinstance(exception, CannotResolveHostError):
            answer = refused_answer(urlparse_cached(request).hostname or "")
            if answer:
                self._refuse(f"{request.url}: its host is {answer}, which is not public")

    def _refuse(self, why: str) -> None:
        self._stats.inc_value("newscrawl/address/refused")
        raise NotPublic(why)
