"""Which path of the demo site answers what."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from demo import feeds, pages
from demo.pages import Site

SECTIONS = {
    "stadt": "Stadt",
    "region": "Region",
    "sport": "Sport",
    "kultur": "Kultur",
    "wissen": "Wissen",
    "english": "English",
}
HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What goes over the wire: status, content type, body."""

    status: int
    content_type: str
    body: bytes


MACHINES: dict[str, tuple[str, Callable[[Site], str | bytes]]] = {
    "/robots.txt": ("text/plain; charset=utf-8", feeds.robots_txt),
    "/feed.xml": ("application/rss+xml; charset=utf-8", feeds.rss),
    "/english/atom.xml": ("application/atom+xml; charset=utf-8", feeds.atom),
    "/sitemap.xml": (XML, feeds.sitemap_index),
    "/sitemap-news.xml": (XML, feeds.news_sitemap),
    "/sitemap-archiv.xml.gz": ("application/gzip", feeds.archive_sitemap),
}


def answer(site: Site, path: str) -> Answer:
    """What the site says to a GET of a path (without query)."""
    if path in MACHINES:
        content_type, make = MACHINES[path]
        body = make(site)
        return Answer(200, content_type, body if isinstance(body, bytes) else body.encode())
    if path == feeds.PDF:
        return Answer(200, "application/pdf", _pdf())
    if path.startswith("/bilder/") and path.endswith(".svg"):
        return Answer(200, "image/svg+xml", _picture(path))
    page = _page(site, path)
    if page is None:
        return Answer(404, HTML, pages.missing_page(site).encode())
    return Answer(200, HTML, page.encode())


def _page(site: Site, path: str) -> str | None:
    stories = list(site.stories)
    for story in stories:
        if story.path == path:
            return pages.article_page(site, story)
    if path == "/":
        return pages.listing_page(site, "Hafenblatt Seeburg", stories)
    if path == "/thema/hafen.html":
        harbour = [story for story in stories if "hafen" in story.lead.lower()]
        return pages.listing_page(site, "Thema: Hafen", harbour)
    section = path.strip("/")
    if section in SECTIONS and path == f"/{section}/":
        language = "en" if section == "english" else "de"
        ours = [story for story in stories if story.section == section]
        return pages.listing_page(site, SECTIONS[section], ours, language)
    return pages.static_page(site, path)


def _picture(path: str) -> bytes:
    """A plain colour, another for each picture."""
    hue = zlib.crc32(path.encode()) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540">'
        f'<rect width="960" height="540" fill="hsl({hue} 40% 60%)"/></svg>'
    ).encode()


def _pdf() -> bytes:
    """The smallest document a PDF reader opens: one empty page."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
