"""Sitemaps, news sitemaps and indexes of them, plain or gzipped."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice

from lxml import etree

from newscrawl.discovery.candidates import SITEMAP, Candidate, as_iso, first_of_each
from newscrawl.discovery.links import absolute

# The limits of the sitemap protocol, for one file.
MAX_BYTES = 50 * 1024 * 1024  # unpacked
MAX_ENTRIES = 50_000


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names.

    Attributes:
        url: Its absolute URL.
        modified: When the index says it changed, ISO 8601; "" where it says nothing.
    """

    url: str
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names.

    Attributes:
        candidates: Pages, in the file's order.
        children: Sitemaps, where it is an index; the most recently changed first.
    """

    candidates: tuple[Candidate, ...] = ()
    children: tuple[Child, ...] = ()


def read_sitemap(body: bytes, base_url: str) -> Sitemap:
    """What a sitemap or an index of sitemaps names; of a broken file, what can be read.

    Args:
        body: The file as it was fetched: XML, gzipped XML, or a URL a line.
        base_url: Its URL, against which relative links are read.
    """
    content = _unpacked(body).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.startswith(b"<"):
        return Sitemap(tuple(_listed(content, base_url)))
    pages: list[Candidate] = []
    children: dict[Child, None] = {}
    for entry in islice(_entries(content), MAX_ENTRIES):
        url = absolute(base_url, _text(entry, "loc"))
        if url and _name(entry) == "sitemap":
            children[Child(url, as_iso(_text(entry, "lastmod")))] = None
        elif url:
            pages.append(_candidate(url, entry))
    newest_first = sorted(children, key=lambda child: child.modified, reverse=True)
    return Sitemap(tuple(first_of_each(pages)), tuple(newest_first))


def changed_since(child: Child, since: datetime) -> bool:
    """Whether a child sitemap may name a page that is new since then; unknown counts as yes."""
    return not child.modified or datetime.fromisoformat(child.modified) >= since


def _unpacked(body: bytes) -> bytes:
    """The body, unpacked if it is gzip, cut at MAX_BYTES: a kilobyte can unpack to a gigabyte."""
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def _entries(content: bytes) -> Iterator[etree._Element]:
    """The entries of an XML file, one at a time; entities are not resolved, nothing is fetched."""
    entries = etree.iterparse(
        BytesIO(content),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        no_network=True,
    )
    try:
        for _, entry in entries:
            yield entry
            entry.clear()  # a file of 50 MB would be a tree of 500
    except etree.XMLSyntaxError:
        return


def _candidate(url: str, entry: etree._Element) -> Candidate:
    # The news extension's date is that of publication; lastmod may be of any change.
    news = _part(entry, "news")
    modified = as_iso(_text(entry, "lastmod"))
    published = as_iso(_text(news, "publication_date")) or modified
    changed = modified if modified != published else ""
    return Candidate(url, SITEMAP, published, _text(news, "title"), changed)


def _part(entry: etree._Element | None, name: str) -> etree._Element | None:
    """The child of that name, in any namespace, its prefix declared or not."""
    children = entry if entry is not None else ()
    return next((child for child in children if _name(child) == name), None)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _text(entry: etree._Element | None, name: str) -> str:
    part = _part(entry, name)
    return " ".join((part.text or "").split()) if part is not None else ""


def _listed(content: bytes, base_url: str) -> Iterator[Candidate]:
    """The pages of a plain list of URLs, which the protocol allows as well."""
    for line in islice(content.decode("utf-8", "replace").splitlines(), MAX_ENTRIES):
        url = absolute(base_url, line) if line.startswith(("http://", "https://")) else ""
        if url:
            yield Candidate(url, SITEMAP)
