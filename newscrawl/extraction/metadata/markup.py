"""Bylines, dates and headings in the page's own markup."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.people import looks_like_person, person_names
from newscrawl.extraction.metadata.text import text_of

# Over attributes, as that takes a quarter of the time that a test on every element takes.
_BYLINES = XPath(
    "//@class[contains(., 'uthor') or contains(., 'yline') or contains(., 'utor')]/.."
    " | //@rel[. = 'author']/.. | //@itemprop[. = 'author' or . = 'creator']/.."
)
_ITEM_TYPES = XPath("//@itemtype")
_MAX_BYLINE = 200


def bylines(tree: HtmlElement) -> tuple[list[str], bool]:
    """What markup calls an author, for pages whose JSON-LD and meta tags name none.

    Returns:
        Texts of the most certain kind found, and whether microdata or rel=author says so.
    """
    found = cast("list[HtmlElement]", _BYLINES(tree))[:200]
    ranked = [(rank, element) for element in found if (rank := _rank(element))]
    best = min((rank for rank, _ in ranked), default=0)
    lines = [line for rank, element in ranked if rank == best for line in _lines(element)]
    return list(dict.fromkeys(lines))[:10], 0 < best <= 2


def _lines(element: HtmlElement) -> list[str]:
    """The texts of a byline's parts where those are names, else its whole text."""
    parts = [text_of(e, 100) for e in element.iter("a", "span", "strong", "b", "li") if not len(e)]
    names = [p for p in parts if looks_like_person(p) and person_names([p]) == (p,)]
    whole = text_of(element, _MAX_BYLINE + 1)
    return names or ([whole] if 0 < len(whole) <= _MAX_BYLINE else [])


def _rank(element: HtmlElement) -> int:
    if is_elsewhere(element):
        return 0
    if element.get("itemprop") in ("author", "creator"):
        return 1
    if element.get("rel") == "author":
        return 2
    names = (element.get("class") or "").casefold()
    if "byline" in names:
        return 3
    return 4 if "author" in names or "autor" in names else 0


def is_elsewhere(element: HtmlElement) -> bool:
    """Whether the element belongs to comments, to another article's teaser or to a menu."""
    for above in element.iterancestors():
        if above.tag in _ELSEWHERE_TAGS:
            return True
        if _names_elsewhere(above.get("class", "")) or _names_elsewhere(above.get("id", "")):
            return True
    return False


@lru_cache(maxsize=4096)
def _names_elsewhere(name: str) -> bool:
    """Whether a class or an id names comments, teasers or the like."""
    return bool(_ELSEWHERE.search(name))


_ELSEWHERE_TAGS = frozenset({"nav", "footer", "aside", "figure"})
_ELSEWHERE = re.compile(
    "comment|related|sidebar|teaser|widget|footer|popular|recommend", re.IGNORECASE
)


def published_in_markup(page: Elements, headline: HtmlElement | None) -> list[str]:
    """Dates that markup gives a machine: itemprop and time elements, most trusted first."""
    found: list[tuple[int, str]] = []
    for element in page.of("time")[:50]:
        if is_elsewhere(element) or page.foreign(element, headline):
            continue
        rank = 0 if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib else 1
        rank += 2 * (
            "updat" in (element.get("class") or "") or element.get("itemprop") == "dateModified"
        )
        found.append((rank, element.get("datetime") or text_of(element, 100)))
    return [text for _, text in sorted(found, key=lambda f: f[0])]


def microdata_types(tree: HtmlElement) -> frozenset[str]:
    """schema.org types that microdata names, without the vocabulary's URL.

    A type that three and more items have is that of a list's entries and not the page's.
    """
    values = cast("list[str]", _ITEM_TYPES(tree))[:300]
    counts = Counter(v.strip().rstrip("/").rsplit("/", 1)[-1] for v in values)
    return frozenset(name for name, count in counts.items() if count < 3)
