"""PublicResolver: names that lead to an address which is not public are not resolved.

The other half of the guard in addresses.py. It checks the very answer that the connection is
then made to, so that a name cannot change its mind between check and connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newscrawl.middlewares.public import is_public


class PublicResolver(CachingThreadedResolver):
    """Scrapy's own resolver, IPv4 alone, that gives public addresses and no others.

    With NEWSCRAWL_ALLOW_PRIVATE_HOSTS, `from_crawler` gives Scrapy's own.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused: dict[str, str] = {}  # name to address; Twisted drops what an error says

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> CachingThreadedResolver:  # type: ignore[override]
        """For a crawl, with its NEWSCRAWL_ALLOW_PRIVATE_HOSTS."""
        if crawler.settings.getbool("NEWSCRAWL_ALLOW_PRIVATE_HOSTS"):
            return CachingThreadedResolver.from_crawler(crawler, reactor)
        return super().from_crawler(crawler, reactor)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of a name.

        Fails with DNSLookupError where it is not public.
        """
        return super().getHostByName(name, timeout).addCallback(self._public, name)

    def _public(self, address: str, name: str) -> Any:
        if is_public(ip_address(address)):
            return address
        self.refused[name] = address
        raise DNSLookupError(f"{name} is {address}, which is not public")


def refused_answer(name: str) -> str:
    """The address for which the reactor's resolver refused a name; "" where it did not."""
    from twisted.internet import reactor  # noqa: PLC0415 - installs a reactor where none is yet

    refused: dict[str, str] = getattr(getattr(reactor, "resolver", None), "refused", {})
    return refused.get(name, "")
