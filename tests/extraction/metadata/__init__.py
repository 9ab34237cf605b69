"""Tests of newscrawl.extraction.metadata; every snippet is invented."""

from lxml.html import HtmlElement, document_fromstring

from newscrawl.extraction.metadata.elements import Elements, gather

URL = "https://news.example.org/politics/harbour-bridge-closed-for-repairs"


def page(body: str = "", head: str = "") -> HtmlElement:
    """A page as the extraction gets it: parsed, with the given parts."""
    return document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")


def elements(body: str = "", head: str = "") -> Elements:
    """The elements of such a page."""
    return gather(page(body, head))


def linked(*objects: str) -> str:
    """JSON-LD scripts, one an object."""
    return "".join(f'<script type="application/ld+json">{o}</script>' for o in objects)
