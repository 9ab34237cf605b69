"""Blocks and the boxes they stand in.

A block is a run of text without a block element or a line break inside it: a paragraph, a
heading, a list item, a line. Each knows its slot, the boxes it stands in and how much of it
is links. Nothing is judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from newscrawl.extraction.places import Place

_CJK_RANGES = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f"
_CJK = re.compile(f"[{_CJK_RANGES}]")
_WORDS = re.compile(r"\w+")
_WORDS_AND_CJK = re.compile(rf"(?=\w)[{_CJK_RANGES}]|[^\W{_CJK_RANGES}]+")
# For ASCII, which is read in a fifth of the time: letters in lower case, all marks spaces.
_ASCII_WORDS = "".join(c.lower() if c.isalnum() or c == "_" else " " for c in map(chr, range(128)))

Anchor = tuple[HtmlElement, str, str]


# A page has hundreds of boxes and blocks, and what is frozen takes three times as long to make.
@dataclass(slots=True)
class Box:
    """A block element that holds blocks `start` to `end` (exclusive); nothing changes it.

    `site` is its slot, with the numbers of unnamed rows and cells among their siblings.
    """

    index: int
    parent: int
    tag: str
    name: str  # its classes and id, lower case
    site: str
    start: int
    end: int

    def __reduce__(self) -> tuple[type[Box], tuple[object, ...]]:
        """As dataclasses are pickled takes four times as long, and a page has hundreds of these."""
        about = (self.index, self.parent, self.tag, self.name, self.site, self.start, self.end)
        return Box, about


@dataclass(slots=True)
class Block:
    """A run of text between block boundaries; nothing changes it.

    Attributes:
        index: Its number in reading order.
        text: White space collapsed, NFC.
        tag: Of the nearest block element around it.
        slot: Path of tags and stable classes from body.
        box: Index of the nearest block element, into `Layout.boxes`.
        places: Kinds of elements around it, bits of `Place`.
        link_share: Share of its characters inside links, 0 to 1.
        heading: 1 to 6 in a heading, else 0.
        strong: Whether all of it is bold.
        size: Length in characters; one of a script without word boundaries counts for three.
    """

    index: int
    text: str
    tag: str
    slot: str
    box: int
    places: int
    link_share: float
    heading: int
    strong: bool
    size: int

    def __reduce__(self) -> tuple[type[Block], tuple[object, ...]]:
        """As boxes are pickled."""
        where = (self.index, self.text, self.tag, self.slot, self.box, self.places)
        return Block, (*where, self.link_share, self.heading, self.strong, self.size)


@dataclass(frozen=True, slots=True)
class Layout:
    """All blocks of a page and the boxes around them.

    Attributes:
        blocks: In reading order.
        boxes: In the order in which they begin.
        elements: Of each box its element.
        anchors: Of each block, element and attribute ("text" or "tail") where its text begins, and
            what that holds.
        passed: Of each box that was passed by, the texts in it.
        passed_at: And its site.
        closed: The elements of these boxes, and of others in which the teacher is to see nothing.
        shut: Numbers of the blocks that stand in those others.
    """

    blocks: tuple[Block, ...]
    boxes: tuple[Box, ...]
    elements: tuple[HtmlElement, ...] = field(default=(), repr=False, compare=False)
    anchors: tuple[Anchor, ...] = field(default=(), repr=False, compare=False)
    passed: tuple[frozenset[str], ...] = ()
    passed_at: tuple[str, ...] = ()
    closed: tuple[HtmlElement, ...] = field(default=(), repr=False, compare=False)
    shut: frozenset[int] = frozenset()

    def ancestors(self, box: int) -> list[int]:
        """The box and those around it, innermost first."""
        chain = []
        while box >= 0:
            chain.append(box)
            box = self.boxes[box].parent
        return chain


def size_of(text: str) -> int:
    """Length in characters, CJK and Thai ones threefold: a word there has two or so.

    >>> size_of("abc 好")
    7
    """
    return len(text) if text.isascii() else len(text) + 2 * len(_CJK.findall(text))


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[str, ...]:
    """Words in lower case; where a script has no spaces, characters."""
    if text.isascii():
        return tuple(text.translate(_ASCII_WORDS).split())
    words = _WORDS_AND_CJK if _CJK.search(text) else _WORDS
    return tuple(words.findall(text.lower()))


__all__ = ["Anchor", "Block", "Box", "Layout", "Place", "size_of", "tokens"]
