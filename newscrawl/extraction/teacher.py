"""The teacher: trafilatura's judgement, block by block. The only module that imports it.

Each block's text gets a mark in front before trafilatura reads the page, and trafilatura's
output is cut at the marks. So its judgement is aligned to the blocks exactly and in order,
where matching texts would also mark look-alike blocks elsewhere on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Anchor, Layout
from newscrawl.extraction.document import Document

# Braille letters: printable, so that trafilatura lets them pass, and on hardly any page.
_FIRST = 0x2801
_BASE = 255
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _BASE - 1)}]{{2}}")
MAX_BLOCKS = _BASE * _BASE


def judge(document: Document, layout: Layout) -> list[float]:
    """How much of each block trafilatura keeps: a share of its characters, 0 to 1."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes .3 s, and memory can do without

    blocks = layout.blocks
    with _marked(layout.anchors[:MAX_BLOCKS]), _emptied(layout.closed):
        # Of the formats this costs least: "python" writes the text as well, which nobody reads.
        result = bare_extraction(
            document.tree,
            url=document.page.url,
            output_format="txt",
            include_comments=False,
            with_metadata=False,
        )
    kept = [0.0] * len(blocks)
    body = getattr(result, "body", None)
    if body is None:
        return kept
    for number, length in _segments("".join(body.itertext())):
        if number < len(blocks):
            own = len(blocks[number].text.replace(" ", ""))
            kept[number] = min(1.0, max(kept[number], length / max(own, 1)))
    return kept


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """The number of each mark in the text and how many characters follow it."""
    marks = list(_MARK.finditer(text))
    ends = [following.start() for following in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        high, low = (ord(c) - _FIRST for c in mark[0])
        yield high * _BASE + low, len("".join(text[mark.end() : end].split()))


@contextmanager
def _emptied(boxes: Sequence[HtmlElement]) -> Iterator[None]:
    """The tree with nothing in these boxes; afterwards as it was."""
    held = [(box, box.text, list(box)) for box in boxes]
    for box in boxes:
        box.text, box[:] = None, []
    try:
        yield
    finally:
        for box, text, children in held:
            box.text, box[:] = text, children


@contextmanager
def _marked(anchors: Sequence[Anchor]) -> Iterator[None]:
    """The tree with a mark before each block's text; afterwards as it was."""
    for number, (element, where, text) in enumerate(anchors):
        setattr(element, where, _mark(number) + text)
    try:
        yield
    finally:
        for element, where, text in anchors:
            setattr(element, where, text)


def _mark(number: int) -> str:
    return chr(_FIRST + number // _BASE) + chr(_FIRST + number % _BASE)
