"""Pages with prose in them that belongs to another article, so that trees learn to leave it.

The prose is drawn from the gold of other publishers' pages in the same language, and stands
where benchmarks.leak puts its promos. The promos of benchmarks/promos are for measuring alone:
nothing here reads them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence

from lxml.html import HtmlElement

from benchmarks.alignment import find_lines, read_tree
from benchmarks.forests import publisher
from benchmarks.gold import GoldPage
from benchmarks.injection import PLACEMENTS, find_place, injected
from benchmarks.promos import Promo

_PROSE = 60  # characters of a line that reads like a paragraph
_LINES = 5  # of prose that a page must have to lend some
_HEADING = (15, 60)  # characters
_PARAGRAPHS = (1, 1, 2)
_BORROWED = 0.3  # share of boxes that take a class of the page's own, telling or not
_PLAIN = ("box", "mod-12", "item", "c-block", "element", "css-1x8k2", "wrap", "row", "unit", "")

Pool = Mapping[str, Sequence[tuple[str, Sequence[str]]]]


def prose_pool(pages: Iterable[GoldPage]) -> Pool:
    """By language, the publishers with the lines of prose that each page can lend."""
    pool: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for page in pages:
        lines = [line for line in (page.text or "").splitlines() if len(line) > _PROSE]
        if len(lines) >= _LINES:
            pool.setdefault(page.lang, []).append((publisher(page.site), lines))
    return pool


def draw(page: GoldPage, pool: Pool) -> tuple[str, Promo] | None:
    """A placement, and prose of another publisher; None where the language has no other.

    The same page with the same pool draws the same.
    """
    rng = random.Random(f"{page.set} {page.id}")  # noqa: S311 - a draw
    placement = rng.choice(PLACEMENTS)
    own = publisher(page.site)
    lenders = [lines for name, lines in pool.get(page.lang, ()) if name != own]
    if not lenders:
        return None
    lines = rng.choice(lenders)
    count = rng.choice(_PARAGRAPHS)
    start = rng.randrange(len(lines) - count + 1)
    heading = rng.choice(lines)[: rng.randint(*_HEADING)]
    return placement, Promo(heading, tuple(lines[start : start + count]))


def carrying(page: GoldPage, placement: str, prose: Promo) -> bytes | None:
    """The page's bytes with the prose in its place; None where the page has no such place."""
    rng = random.Random(f"{page.set} {page.id} {placement}")  # noqa: S311 - a draw
    tree = read_tree(page.body())
    place = find_place(placement, find_lines(tree, page.text or ""), rng)
    return place and injected(place, placement, prose, _css(tree, rng))


def _css(tree: HtmlElement, rng: random.Random) -> str:
    """A class that says nothing, or any that a div of the page has."""
    if rng.random() < _BORROWED:
        own = sorted({str(e.get("class")) for e in tree.iter("div") if e.get("class")})
        return rng.choice(own or _PLAIN)
    return rng.choice(_PLAIN)
