"""Elements that were never closed: what holds most of a page's text is no menu and no heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate
from operator import or_

from newscrawl.extraction.blocks import Block, Layout
from newscrawl.extraction.places import HEADINGS, Place

# What holds no more than its part of a page with more than a few blocks.
_CLOSED = Place.NAV | Place.ASIDE | Place.HEADER | Place.FOOTER | Place.FIGURE | Place.FORM
_MOST, _FEW = 0.6, 5


def close_unclosed(layout: Layout, places: Sequence[int]) -> Layout:
    """The layout without the places and headings that only an unclosed element gives its blocks.

    Args:
        layout: Of a page.
        places: What kind of element each box is by itself.
    """
    sums = [0.0, *accumulate(b.size * (1 - b.link_share) for b in layout.blocks)]
    unclosed = {
        box.index
        for box, place in zip(layout.boxes, places, strict=True)
        if (place & _CLOSED or box.tag in HEADINGS)
        and box.end - box.start > _FEW
        and sums[box.end] - sums[box.start] > _MOST * sums[-1]
    }
    if not unclosed:
        return layout
    return replace(layout, blocks=tuple(_freed(b, layout, places, unclosed) for b in layout.blocks))


def _freed(block: Block, layout: Layout, places: Sequence[int], unclosed: set[int]) -> Block:
    """The block as it is without the unclosed boxes around it."""
    around = layout.ancestors(block.box)
    if unclosed.isdisjoint(around):
        return block
    closed = [n for n in around if n not in unclosed]
    wrong = reduce(or_, (places[n] for n in around if n in unclosed)) & _CLOSED
    right = reduce(or_, (places[n] for n in closed), Place.NONE)
    headings = (HEADINGS.get(layout.boxes[n].tag, 0) for n in closed)
    heading = next(filter(None, headings), 0) if block.heading else 0
    return replace(block, places=(block.places & ~wrong) | right, heading=heading)
