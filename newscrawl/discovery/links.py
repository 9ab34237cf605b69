"""Links as pages, feeds and sitemaps write them, made absolute."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html
from w3lib.encoding import html_body_declared_encoding, resolve_encoding
from w3lib.html import get_base_url
from w3lib.url import safe_url_string

MAX_URL_LENGTH = 2083  # characters; Scrapy sends no longer one


def absolute(base_url: str, href: str) -> str:
    """The URL that `href` means on a page at `base_url`, without a fragment.

    Returns "" for an empty href, for what is no http or https URL with a host, and for one
    longer than a URL may be.

    >>> absolute("https://example.org/news/", "../a?b=1#top")
    'https://example.org/a?b=1'
    >>> absolute("https://example.org/", "mailto:desk@example.org")
    ''
    """
    if not href.strip():
        return ""
    try:
        url = safe_url_string(urldefrag(urljoin(base_url, href.strip())).url)
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except (ValueError, UnicodeError):
        return ""
    return url if usable and len(url) <= MAX_URL_LENGTH else ""


def read_html(body: bytes) -> html.HtmlElement | None:
    """The tree of an HTML page; None where there is no element in it.

    The charset is the one the page declares, else UTF-8: links are nearly always ASCII.
    """
    encoding = resolve_encoding(html_body_declared_encoding(body) or "utf-8") or "utf-8"
    try:
        parser = html.HTMLParser(encoding=encoding)
    except LookupError:  # a codec of Python's that is no charset, such as zlib
        parser = html.HTMLParser(encoding="utf-8")
    try:
        return html.document_fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def links_of(body: bytes, page_url: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """The links of a page in reading order: absolute URL and the `a` element.

    Links the page marks `nofollow` or `sponsored` are left out.
    """
    root = read_html(body)
    if root is None:
        return
    base_url = get_base_url(body[:4096], page_url)
    for element in root.iter("a"):
        rel = set((element.get("rel") or "").lower().split())
        url = absolute(base_url, element.get("href") or "")
        if url and not rel & {"nofollow", "sponsored"}:
            yield url, element
