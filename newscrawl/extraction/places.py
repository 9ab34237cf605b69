"""What kinds of elements a block stands in, by their tags, roles and what hides them."""

from __future__ import annotations

import re
from enum import Flag, auto
from functools import lru_cache

from lxml.html import HtmlElement

HEADINGS = {f"h{n}": n for n in range(1, 7)}


class Place(Flag):
    """Kinds of elements a block stands in."""

    NONE = 0
    HIDDEN = auto()
    NAV = auto()
    ASIDE = auto()
    HEADER = auto()
    FOOTER = auto()
    FIGURE = auto()
    QUOTE = auto()
    LIST = auto()
    TABLE = auto()
    FORM = auto()
    ARTICLE = auto()
    MAIN = auto()


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


def places_of(element: HtmlElement, tag: str, classes: str) -> Place:
    """What kind of element this is, by its tag, role and what hides it."""
    place = _PLACES.get(tag, Place.NONE)
    for name, value in element.attrib.items():
        if name == "role":
            place |= _ROLES.get(value.strip().lower(), Place.NONE)
        elif _is_hiding(name, value):
            place |= Place.HIDDEN
    return place | Place.HIDDEN if classes and _hides(classes) else place


def _is_hiding(name: str, value: str) -> bool:
    if name == "style":
        return bool(_HIDDEN_STYLE.search(value))
    return name == "hidden" or (name == "aria-hidden" and value == "true")


@lru_cache(maxsize=16384)
def _hides(classes: str) -> bool:
    """Whether a class hides; "hidden lg:block" hides on small screens alone."""
    named = classes.lower()
    return not _HIDDEN_CLASSES.isdisjoint(named.split()) and not _SHOWN_AGAIN.search(named)
