"""What a URL says: its site and its canonical form.

URLs are taken apart and put together by w3lib and courlan; this module says which of
their steps newscrawl takes.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from courlan import clean_url
from w3lib.url import canonicalize_url

_DEFAULT_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=1024)  # asked some twenty times of each page that is crawled
def site_of(url: str) -> str:
    """The site a URL belongs to: its host, lower case, without `www.`, with an odd port.

    Returns "" where the URL has no host.

    >>> site_of("https://www.Example.org/a")
    'example.org'
    >>> site_of("http://localhost:8080/")
    'localhost:8080'
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return ""
    if port and port != _DEFAULT_PORTS.get(parts.scheme):
        return f"{host}:{port}"
    return host


def path_of(address: str) -> str:
    """The path of a URL or of a link as it stands in a page; all of it where it is no URL.

    >>> path_of("https://example.org/a/b?c#d"), path_of("/a"), path_of("http://[")
    ('/a/b', '/a', 'http://[')
    """
    try:
        return urlsplit(address).path
    except ValueError:
        return address


def canonical(url: str) -> str:
    """The one spelling of a URL: no tracking parameters, no fragment, sorted query.

    >>> canonical("HTTPS://Example.org/a/?utm_source=x&b=2&a=1#top")
    'https://example.org/a/?a=1&b=2'

    What cannot be taken apart stays as it is: pages name such URLs as their own.

    >>> canonical("https://[broken/a")
    'https://[broken/a'
    """
    try:
        return canonicalize_url(clean_url(url) or url, keep_fragments=False)
    except ValueError:
        return url
