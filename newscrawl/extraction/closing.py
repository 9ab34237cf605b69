"""Closing: boxes that hold nothing of the article are not shown to the teacher.

What the teacher does not see takes it no time: menus and lists of links alone are a third of it.
A box that holds a paragraph is never closed, nor one that stands among paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from newscrawl.extraction.blocks import Box, Layout
from newscrawl.extraction.flow import is_body_like

_LINKED = 0.9  # share of links in a menu; with .7 pages with little text came out worse
_LINES = 4  # of links in a menu, at least
_LINE = 0.5  # share of links from which a line is one


def close_menus(layout: Layout) -> Layout:
    """The layout with boxes closed that hold lines of links and hardly anything else, or no text.

    A page without paragraphs is left as it is: it may be a list. Of 1,281 pages of three sets
    four came out worse by more than .02, and two better (docs/speed.md).
    """
    blocks = layout.blocks
    lines = sums(b.link_share > _LINE for b in blocks)
    linked = sums(b.size * b.link_share for b in blocks)
    sizes = sums(b.size for b in blocks)

    def is_menu(box: Box) -> bool:
        start, end = box.start, box.end
        if start == end:
            return len(layout.elements[box.index]) > 0
        return lines[end] - lines[start] >= _LINES and linked[end] - linked[start] >= _LINKED * (
            sizes[end] - sizes[start]
        )

    return close(layout, is_menu)


def close(layout: Layout, holds_nothing: Callable[[Box], bool]) -> Layout:
    """The layout with the widest boxes closed that hold nothing, but for those named above."""
    prose = sums(map(is_body_like, layout.blocks))
    if not prose[-1]:
        return layout
    shut = sums(b.index in layout.shut for b in layout.blocks)
    is_amid = _amid(layout, prose)

    def is_closed(box: Box) -> bool:
        start, end = box.start, box.end
        return (
            prose[start] == prose[end]
            and holds_nothing(box)
            and (start == end or shut[end] - shut[start] < end - start)
        )

    closed = list(_outermost(layout.boxes, is_closed, is_amid))
    return replace(
        layout,
        closed=(*layout.closed, *(layout.elements[box.index] for box in closed)),
        shut=layout.shut.union(chain.from_iterable(range(b.start, b.end) for b in closed)),
    )


def sums(values: Iterable[float]) -> list[float]:
    """What the values before each place add up to."""
    return [0, *accumulate(values)]


def _outermost(
    boxes: Sequence[Box], is_closed: Callable[[Box], bool], is_amid: Callable[[Box], bool]
) -> Iterator[Box]:
    """The widest boxes that are to be closed, but for those amid paragraphs and all in them."""
    settled: set[int] = set()
    for box in boxes:
        if box.parent in settled:
            settled.add(box.index)
        elif box.parent >= 0:
            if is_amid(box):
                settled.add(box.index)
            elif is_closed(box):
                settled.add(box.index)
                yield box


def _amid(layout: Layout, prose: Sequence[float]) -> Callable[[Box], bool]:
    """Whether a box stands between paragraphs of the box it is in; each may have a wrapper."""
    runs: dict[int, tuple[int, int]] = {}
    for block in layout.blocks:
        if prose[block.index] < prose[block.index + 1]:
            for box in layout.ancestors(block.box)[:3]:
                first, _ = runs.get(box, (block.index, 0))
                runs[box] = first, block.index

    def is_amid(box: Box) -> bool:
        first, last = runs.get(box.parent, (box.start, box.start))
        return first < box.start and box.end <= last

    return is_amid
