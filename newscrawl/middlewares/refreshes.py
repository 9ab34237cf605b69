"""MetaRefresh: pages that send on by a tag are followed, and others are not decoded to see that."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

_LOOKED_AT = 4096  # characters, by Scrapy
_WIDEST = 4  # bytes of a character


class MetaRefresh(MetaRefreshMiddleware):
    """As Scrapy's own, which decodes all of every page.

    Responses keep what was decoded, two to five times their size, and those of a site stay until
    its pages are extracted.
    """

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response:
        """The response, or the request for where its page sends on."""
        start = response.body[: _LOOKED_AT * _WIDEST]
        if b"refresh" not in start.replace(b"\0", b"").lower():  # also in UTF-16
            return response
        return super().process_response(request, response)
