"""What kinds of elements a block stands in, by their tags, roles and what hides them."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from lxml.html import HtmlElement

HEADINGS = {f"h{n}": n for n in range(1, 7)}


class Place:
    """Kinds of elements a block stands in: bits of an int, which cost a tenth of an enum's."""

    NONE = 0
    HIDDEN = 1 << 0
    NAV = 1 << 1
    ASIDE = 1 << 2
    HEADER = 1 << 3
    FOOTER = 1 << 4
    FIGURE = 1 << 5
    QUOTE = 1 << 6
    LIST = 1 << 7
    TABLE = 1 << 8
    FORM = 1 << 9
    ARTICLE = 1 << 10
    MAIN = 1 << 11


_PLACES = {
    "nav": Place.NAV,
    "menu": Place.NAV,
    "aside": Place.ASIDE,
    "header": Place.HEADER,
    "footer": Place.FOOTER,
    "figure": Place.FIGURE,
    "figcaption": Place.FIGURE,
    "blockquote": Place.QUOTE,
    "ul": Place.LIST,
    "ol": Place.LIST,
    "dl": Place.LIST,
    "table": Place.TABLE,
    "button": Place.FORM,
    "fieldset": Place.FORM,
    "label": Place.FORM,
    "article": Place.ARTICLE,
    "main": Place.MAIN,
    "dialog": Place.HIDDEN,
}
_ROLES = {
    "navigation": Place.NAV,
    "complementary": Place.ASIDE,
    "banner": Place.HEADER,
    "contentinfo": Place.FOOTER,
    "dialog": Place.HIDDEN,
    "alertdialog": Place.HIDDEN,
    "main": Place.MAIN,
}
_HIDDEN_CLASSES = frozenset(
    """
    hidden hide is-hidden visually-hidden visuallyhidden invisible element-invisible sr-only
    screen-reader screen-reader-text screenreader print-only only-print visible-print visible-
    print-block modal lightbox u-hidden u-hide
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_SHOWN_AGAIN = re.compile(r"(?:^|[\s:-])(?:block|flex|grid|inline(?:-block)?|table)(?:$|\s)")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


# Attributes that say what kind of element one is, or hide it; so may a class.
_TELLING = frozenset({"role", "style", "hidden", "aria-hidden"})


def places_of(element: HtmlElement, tag: str, names: Collection[str]) -> int:
    """What kind of element this is, by its tag, role and what hides it: bits of `Place`.

    Args:
        element: The element.
        tag: Its tag.
        names: Those of its attributes; values may be long, and most tell nothing here.
    """
    place = _PLACES.get(tag, Place.NONE)
    if not names:
        return place
    if not _TELLING.isdisjoint(names):
        place |= _told(element)
    classes = element.get("class")
    return place | Place.HIDDEN if classes and _hides(classes) else place


def _told(element: HtmlElement) -> int:
    hidden = (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN_STYLE.search(element.get("style", ""))
    )
    role = _ROLES.get(element.get("role", "").strip().lower(), Place.NONE)
    return role | Place.HIDDEN if hidden else role


@lru_cache(maxsize=16384)
def _hides(classes: str) -> bool:
    """Whether a class hides; "hidden lg:block" hides on small screens alone."""
    named = classes.lower()
    return not _HIDDEN_CLASSES.isdisjoint(named.split()) and not _SHOWN_AGAIN.search(named)
