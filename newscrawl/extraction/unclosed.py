"""Elements that were never closed: what holds most of a page's text is no menu and no heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate
from operator import or_

from newscrawl.extraction.blocks import Block, Box
from newscrawl.extraction.places import HEADINGS, Place

# What holds no more than its part of a page with more than a few blocks.
_CLOSED = Place.NAV | Place.ASIDE | Place.HEADER | Place.FOOTER | Place.FIGURE | Place.FORM
_MOST, _FEW = 0.6, 5


def close_unclosed(
    blocks: tuple[Block, ...], boxes: Sequence[Box], places: Sequence[Place]
) -> tuple[Block, ...]:
    """The blocks without the places and headings that only an unclosed element gives them.

    Args:
        blocks: All blocks of a page.
        boxes: All boxes of it.
        places: What kind of element each box is by itself.
    """
    sums = [0.0, *accumulate(b.size * (1 - b.link_share) for b in blocks)]
    unclosed = {
        box.index
        for box, place in zip(boxes, places, strict=True)
        if (place & _CLOSED or box.tag in HEADINGS)
        and box.end - box.start > _FEW
        and sums[box.end] - sums[box.start] > _MOST * sums[-1]
    }
    if not unclosed:
        return blocks
    return tuple(_freed(b, boxes, places, unclosed) for b in blocks)


def _freed(
    block: Block, boxes: Sequence[Box], places: Sequence[Place], unclosed: set[int]
) -> Block:
    """The block as it is without the unclosed boxes around it."""
    around = _ancestors(block.box, boxes)
    if unclosed.isdisjoint(around):
        return block
    closed = [n for n in around if n not in unclosed]
    wrong = reduce(or_, (places[n] for n in around if n in unclosed)) & _CLOSED
    right = reduce(or_, (places[n] for n in closed), Place.NONE)
    headings = (HEADINGS.get(boxes[n].tag, 0) for n in closed)
    heading = next(filter(None, headings), 0) if block.heading else 0
    return replace(block, places=(block.places & ~wrong) | right, heading=heading)


def _ancestors(box: int, boxes: Sequence[Box]) -> list[int]:
    chain = []
    while box >= 0:
        chain.append(box)
        box = boxes[box].parent
    return chain
