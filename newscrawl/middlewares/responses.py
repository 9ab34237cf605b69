"""ReadableResponses: what cannot be read as text goes no further; odd charsets do no harm."""

from __future__ import annotations

import codecs
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.http.request import NO_CALLBACK
from scrapy.statscollectors import StatsCollector
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from newscrawl.middlewares.refused import EmptyBody, NotText

# Beginnings of files that servers send as text/html, or without any type.
_MAGIC = {
    b"%PDF-": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"PK\x03\x04": "ZIP",
    b"ID3": "MP3",
    b"\x00\x00\x01\x00": "ICO",
}
_NO_TEXT = frozenset({"image", "audio", "video", "font", "model"})
# Sitemaps come gzipped; servers call octet-stream what they have no type for.
_TEXT_APPLICATIONS = frozenset({"gzip", "x-gzip", "octet-stream", "javascript"})
_OF_HOST_NAMES = frozenset({"idna", "punycode"})


class ReadableResponses:
    """Refuses answers that are no text and empty ones; gives the others a charset that works.

    Args:
        stats: Counts `newscrawl/response/<what was wrong>`.
    """

    def __init__(self, stats: StatsCollector) -> None:
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """For a crawl."""
        return cls(crawler.stats)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, if it succeeded and can be read, or did not succeed.

        Raises:
            NotText: Its type or its first bytes say that it is no text.
            EmptyBody: There is nothing in it.
        """
        if not 200 <= response.status < 300 or request.callback is NO_CALLBACK:
            return response
        kind = what_else(content_type(response), response.body)
        if kind:
            self._stats.inc_value("newscrawl/response/not_text")
            raise NotText(kind)
        if not response.body.strip():
            self._stats.inc_value("newscrawl/response/empty")
            raise EmptyBody(f"HTTP {response.status} with {len(response.body)} bytes")
        return self._with_charset(response)

    def _with_charset(self, response: Response) -> Response:
        """The response, read as UTF-8 if the charset it names is none: zlib, rot13, idna."""
        if not isinstance(response, TextResponse):
            return response
        named = _named_charset(response)
        if named is None or is_charset(named):
            return response
        self._stats.inc_value("newscrawl/response/charset")
        return response.replace(encoding="utf-8")


def _named_charset(response: TextResponse) -> str | None:
    """The charset that a response names; None for none: then Scrapy finds one that works.

    Not `response.encoding`, which decodes all of a page that names none, and keeps that.
    """
    return (
        read_bom(response.body)[0]
        or http_content_type_encoding(_written_type(response))
        or html_body_declared_encoding(response.body)
    )


def is_charset(name: str) -> bool:
    """Whether a codec of Python's is one that text is written in.

    >>> [is_charset(name) for name in ("cp1252", "utf-16", "zlib", "idna", "undefined", "klingon")]
    [True, True, False, False, False, False]
    """
    try:
        b"a".decode(name, "replace")
        return codecs.lookup(name).name not in _OF_HOST_NAMES
    except (LookupError, UnicodeError):
        return False


def content_type(response: Response) -> str:
    """The media type an answer names, lower case, without parameters; "" for none."""
    return _written_type(response).partition(";")[0].strip().lower()


def _written_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def what_else(media_type: str, body: bytes) -> str:
    """What an answer is if it is no text: its media type or the file's name; "" for text.

    >>> what_else("image/webp", b"...")
    'image/webp'
    >>> what_else("text/html", b"%PDF-1.7")
    'PDF'
    >>> what_else("application/rss+xml", b"<rss>")
    ''
    """
    main, _, sub = media_type.partition("/")
    odd_application = main == "application" and not (
        sub in _TEXT_APPLICATIONS or sub.endswith(("xml", "json"))
    )
    if main in _NO_TEXT or odd_application:
        return media_type
    return next((name for magic, name in _MAGIC.items() if body.startswith(magic)), "")
