"""Puts a promo into a page: inside its article, at its end, or in a box behind it.

The places are found through the gold text, so that they are right whatever the markup.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement
from lxml.html.builder import E

from benchmarks.alignment import Line, Spot, write_tree
from benchmarks.promos import Promo

PLACEMENTS = ("inline", "tail", "sibling")
FEWEST_LINES = 2  # of the gold text that must be found on the page
_INLINE_TAGS = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s "
    "samp small span strike strong sub sup time tt u var"
)
_INLINE = frozenset(_INLINE_TAGS.split())
_TELLING = re.compile(
    r"ad|promo|share|social|comment|nav|menu|foot|head|side|relat|hid|none|print|teaser|"
    r"newsletter|banner|widget|modal|popup|tag|more|sponsor|tool|copyright|caption|login",
    re.IGNORECASE,
)
# Where a div cannot stand: parsers would move it or close what it stands in.
_CLOSED_TAGS = "p h1 h2 h3 h4 h5 h6 ul ol dl table thead tbody tfoot tr pre button address"
_CLOSED_TO_DIVS = _INLINE | frozenset(_CLOSED_TAGS.split())
_PARTS = frozenset(["td", "th", "li", "dd", "dt", "tr", "tbody", "thead", "tfoot"])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a promo goes: into `parent`, as its child number `index`.

    With `before_tail` the text behind the child before it comes behind the promo.
    """

    parent: HtmlElement
    index: int
    before_tail: bool = False


def find_place(placement: str, lines: Sequence[Line], rng: random.Random) -> Place | None:
    """Where a promo goes in a placement; None where the page has no such place."""
    if len(lines) < FEWEST_LINES:
        return None
    if placement == "inline":
        return _between(lines, rng)
    return _behind_last(lines) if placement == "tail" else _behind_container(lines)


def _between(lines: Sequence[Line], rng: random.Random) -> Place | None:
    """A gap between two lines, in the middle of the text where there is a choice."""
    quarter = len(lines) // 4
    inner = list(range(1 + quarter, len(lines) - quarter))
    others = [i for i in range(1, len(lines)) if i not in inner]
    rng.shuffle(inner)
    places = (_gap(lines[i - 1].end, lines[i].start) for i in [*inner, *others])
    return next((p for p in places if p and p.parent.tag not in _CLOSED_TO_DIVS), None)


def _gap(before: Spot, behind: Spot) -> Place | None:
    """The place right before a run of text, on the level it shares with the run before."""
    if before == behind:
        return None
    above = _above(before)
    if behind.tail and behind.container in above:  # lines with breaks between them
        return Place(behind.container, behind.container.index(behind.element) + 1, before_tail=True)
    node = behind.container
    while node.getparent() is not None and node.getparent() not in above:
        node = node.getparent()
    parent = node.getparent()
    return None if parent is None or node in above else Place(parent, parent.index(node))


def _above(spot: Spot) -> set[HtmlElement]:
    """The elements that a run of text stands in."""
    return {spot.container, *spot.container.iterancestors()}


def _behind_last(lines: Sequence[Line]) -> Place | None:
    """Right behind the last line, beside its paragraph."""
    block = lines[-1].end.container
    while block.tag in _INLINE and block.getparent() is not None:
        block = block.getparent()
    shared = any(block in _above(line.end) for line in lines[:-1])
    if not shared or block.tag in _CLOSED_TO_DIVS:
        return _after(block)
    node = lines[-1].end.element  # lines with breaks between them
    while node is not block and node.getparent() is not block:
        node = node.getparent()
    return Place(block, 0 if node is block else block.index(node) + 1)


def _behind_container(lines: Sequence[Line]) -> Place | None:
    """Behind the smallest element that holds most of the lines."""
    holds: dict[HtmlElement, int] = {}
    for line in lines:
        for element in _above(line.start):
            holds[element] = holds.get(element, 0) + 1
    enough = [e for e, count in holds.items() if count >= 0.8 * len(lines)]
    deepest = max(enough, key=lambda e: sum(1 for _ in e.iterancestors()))
    return _after(deepest)


def _after(element: HtmlElement) -> Place | None:
    """The place behind an element, outside of any list, table or paragraph; None for body."""
    parent = element.getparent()
    while parent is not None and (element.tag in _PARTS or parent.tag in _CLOSED_TO_DIVS):
        element, parent = parent, parent.getparent()
    if parent is None or element.tag == "body":
        return None
    return Place(parent, parent.index(element) + 1)


def injected(place: Place, placement: str, promo: Promo, css: str) -> bytes:
    """The page's bytes with a promo in its place: bare at the tail, elsewhere in a div.

    The tree is left as it was.
    """
    parts = [E.h3(promo.heading), *(E.p(text) for text in promo.paragraphs)]
    if placement != "tail":
        parts = [E.div(*parts, **{"class": css})]
    before = place.parent[place.index - 1] if place.before_tail else None
    if before is not None:
        parts[-1].tail, before.tail = before.tail, None
    place.parent[place.index : place.index] = parts
    try:
        return write_tree(place.parent.getroottree().getroot())
    finally:
        tail, parts[-1].tail = parts[-1].tail, None
        for part in parts:
            place.parent.remove(part)
        if before is not None:
            before.tail = tail


def some_class(tree: HtmlElement, rng: random.Random) -> str:
    """A class for the promo's box: random letters and digits, or one that the page has.

    Borrowed ones say nothing of what they hold.
    """
    own = {str(e.get("class", "")).strip() for e in tree.iter("div", "section", "p", "article")}
    neutral = sorted(name for name in own if name and not _TELLING.search(name))
    if neutral and rng.random() < 0.5:
        return rng.choice(neutral)
    return "".join(rng.choices("abcdefghiklmnoprstuvz0123456789", k=rng.randint(5, 9)))
