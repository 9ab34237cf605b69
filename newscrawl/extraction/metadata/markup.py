"""Bylines, dates and headings in the page's own markup."""

from __future__ import annotations

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.text import text_of

_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_CLASS = _LOWER.format("concat(@class, ' ', @data-testid)")
_BYLINES = XPath(
    "//*[@rel='author' or @itemprop='author' or @itemprop='creator' or @itemprop='name'"
    " or contains(@class, 'uthor') or contains(@class, 'yline') or contains(@class, 'autor')"
    " or contains(@class, 'AUTHOR') or contains(@href, '/author/') or contains(@href, '/autor/')]"
)
_MAX_BYLINE = 200


def bylines(tree: HtmlElement) -> list[str]:
    """What markup calls an author, the more certain first; for pages without JSON-LD."""
    ranked: list[tuple[int, str]] = []
    for element in _BYLINES(tree)[:200]:
        rank = _rank(element)
        if rank and (text := text_of(element, _MAX_BYLINE + 1)) and len(text) <= _MAX_BYLINE:
            ranked.append((rank, text))
    best = min((rank for rank, _ in ranked), default=0)
    return list(dict.fromkeys(text for rank, text in ranked if rank == best))[:5]


def _rank(element: HtmlElement) -> int:
    if _is_elsewhere(element):
        return 0
    if element.get("itemprop") in ("author", "creator"):
        return 1
    if element.get("rel") == "author":
        return 2
    names = (element.get("class") or "").casefold()
    if "byline" in names:
        return 3
    return 4 if "author" in names or "autor" in names else 0


def _is_elsewhere(element: HtmlElement) -> bool:
    """Whether the element belongs to comments, to another article's teaser or to a menu."""
    for above in element.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}".casefold()
        if above.tag in ("nav", "footer", "aside", "figure") or any(w in names for w in _ELSEWHERE):
            return True
    return False


_ELSEWHERE = ("comment", "related", "sidebar", "teaser", "widget", "footer", "popular", "recommend")


def published_in_markup(tree: HtmlElement) -> list[str]:
    """Dates that markup gives a machine: itemprop and time elements, most trusted first."""
    found: list[tuple[int, str]] = []
    for _, element in zip(range(50), tree.iter("time"), strict=False):
        if _is_elsewhere(element):
            continue
        rank = 0 if element.get("itemprop") == "datePublished" or "pubdate" in element.attrib else 1
        rank += 2 * (
            "updat" in (element.get("class") or "") or element.get("itemprop") == "dateModified"
        )
        found.append((rank, element.get("datetime") or text_of(element, 100)))
    return [text for _, text in sorted(found, key=lambda f: f[0])]
