"""Narrowing: boxes of a page that the teacher need not see, since its site has them elsewhere.

Most of what a page shows is its site's: menus, lists of what is new, footers. Another page says
where they stand, and that they hold nothing. What is left takes the teacher half of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from newscrawl.extraction.blocks import Block, Box, Layout
from newscrawl.extraction.evidence import TELLING, fingerprint, fingerprint_of_slot
from newscrawl.extraction.flow import is_body_like
from newscrawl.extraction.memory import Index

_VERSION = 0.5  # share of the prose from which two pages may show one article
_COMMON = 0.5  # share of a box's text that is long enough to tell, and known


def narrow(layout: Layout, index: Index, pages: int = 1) -> Layout:
    """The layout with boxes closed to the teacher that hold nothing of the article.

    A box is closed if so many other pages have all its texts, or a box at its place that held
    nothing of their articles; but none that holds a paragraph or stands among paragraphs. A page
    that may be a version of another, or has no paragraphs, is left as it is.

    Args:
        layout: Of a page.
        index: What is known of other pages of its site.
        pages: How many of them it takes.
    """
    known = index.texts(pages)
    told = [b.size >= TELLING and fingerprint(b.text) in known for b in layout.blocks]
    prose = [b.size if is_body_like(b) else 0 for b in layout.blocks]
    again = sum(size for size, is_told in zip(prose, told, strict=True) if is_told)
    if again >= _VERSION * sum(prose):
        return layout
    is_common = _common(layout.blocks, told, prose, index.barren(pages))
    is_amid = _amid(layout, prose)
    closed = list(_outermost(layout.boxes, is_common, is_amid))
    return replace(
        layout,
        closed=(*layout.closed, *(layout.elements[box.index] for box in closed)),
        shut=frozenset(chain.from_iterable(range(box.start, box.end) for box in closed)),
    )


def _outermost(
    boxes: Sequence[Box], is_common: Callable[[Box], bool], is_amid: Callable[[Box], bool]
) -> Iterator[Box]:
    """The widest boxes that are common, but for those amid paragraphs and all in them."""
    settled: set[int] = set()
    for box in boxes:
        if box.parent in settled:
            settled.add(box.index)
        elif box.parent >= 0:
            if is_amid(box):
                settled.add(box.index)
            elif is_common(box):
                settled.add(box.index)
                yield box


def _common(
    blocks: Sequence[Block], told: Sequence[bool], prose: Sequence[int], barren: frozenset[int]
) -> Callable[[Box], bool]:
    """Whether a box holds no paragraph, and what other pages have there or in it."""
    prose_before = _sums(prose)
    sizes = _sums(b.size for b in blocks)
    told_before = _sums(b.size * is_told for b, is_told in zip(blocks, told, strict=True))
    new_before = _sums(
        b.size >= TELLING and not is_told for b, is_told in zip(blocks, told, strict=True)
    )

    def is_common(box: Box) -> bool:
        start, end = box.start, box.end
        if prose_before[start] != prose_before[end]:
            return False
        if fingerprint_of_slot(box.site) in barren:
            return True
        if new_before[start] != new_before[end]:
            return False
        return told_before[end] - told_before[start] >= _COMMON * (sizes[end] - sizes[start])

    return is_common


def _amid(layout: Layout, prose: Sequence[int]) -> Callable[[Box], bool]:
    """Whether a box stands between paragraphs of the box it is in."""
    runs: dict[int, tuple[int, int]] = {}
    for block in layout.blocks:
        if prose[block.index]:
            for box in (block.box, layout.boxes[block.box].parent):
                first, _ = runs.get(box, (block.index, 0))
                runs[box] = first, block.index

    def is_amid(box: Box) -> bool:
        first, last = runs.get(box.parent, (box.start, box.start))
        return first < box.start and box.end <= last

    return is_amid


def _sums(values: Iterable[int]) -> list[int]:
    """What the values before each place add up to."""
    return [0, *accumulate(values)]
