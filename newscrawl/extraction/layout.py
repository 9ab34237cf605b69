"""Tree -> layout: one pass over the tree gives the blocks in reading order and their boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Anchor, Block, Box, Layout, size_of
from newscrawl.extraction.document import Document, normal
from newscrawl.extraction.places import HEADINGS, Place, places_of
from newscrawl.extraction.slots import step
from newscrawl.extraction.tags import BLOCK, SKIPPED
from newscrawl.extraction.texts import texts_in
from newscrawl.extraction.unclosed import close_unclosed

# In a figure these are its content, not words about an image.
_FIGURED = frozenset({"table", "pre"})
# No link holds these: one that seems to was never closed.
_UNLINKED = frozenset({"table", "tr", "td", "h1"})
# What these hold, layout tables tell by their number alone.
_CELLS = frozenset({"table", "tr", "td"})
_BOLD = frozenset({"b", "strong"})
# Holds the place of a box until the walk leaves it and knows where it ends.
_OPEN = Box(-1, -1, "", "", "", 0, 0)


class _Frame:
    """What holds for everything inside the element the walk is in; nothing in it changes.

    No frozen dataclass, which takes three times as long to make.
    """

    __slots__ = ("bold", "box", "heading", "linked", "places", "site", "slot", "tag")

    def __init__(  # noqa: PLR0913 - all that holds
        self,
        box: int,
        slot: str,
        site: str,
        places: int,
        *,
        tag: str,
        heading: int,
        linked: bool,
        bold: bool,
    ) -> None:
        self.box, self.slot, self.site, self.places = box, slot, site, places
        self.tag, self.heading, self.linked, self.bold = tag, heading, linked, bold


class _Walk:
    """The pass over the tree: text runs become blocks where a block element begins or ends."""

    def __init__(self, passes: Callable[[str], bool] | None) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.elements: list[HtmlElement] = []  # of each box
        self.places: list[int] = []  # of each box by itself
        self.anchors: list[Anchor] = []
        self.passed: list[tuple[HtmlElement, str]] = []  # and its site
        self._passes = passes
        self._names: dict[str, str] = {}
        self._parts: list[str] = []
        self._linked = self._plain = 0
        self._anchor: Anchor | None = None

    def visit(self, elements: Iterable[HtmlElement], outer: _Frame) -> None:
        """Go through elements and all below them; the document's depth is limited."""
        for element in elements:
            tag = element.tag
            if tag in BLOCK:
                self._visit_box(element, tag, outer)
            elif tag == "br":
                self._break(outer)
            elif tag not in SKIPPED and isinstance(tag, str):
                if "-" in tag:
                    self._visit_box(element, tag, outer)
                else:
                    self._visit_inside(element, _inline_frame(element, tag, outer))
            if tail := element.tail:
                self._text(tail, element, "tail", outer)

    def _visit_inside(self, element: HtmlElement, frame: _Frame) -> None:
        if text := element.text:
            self._text(text, element, "text", frame)
        self.visit(element, frame)

    def _visit_box(self, element: HtmlElement, tag: str, outer: _Frame) -> None:
        if self._parts:
            self._flush(outer)
        classes, ident = element.get("class", ""), element.get("id", "")
        one = step(tag, classes, ident) if outer.box >= 0 else ""
        where = f"{one}{_ordinal(element)}" if one in _CELLS else one
        site = self._one(f"{outer.site}>{where}")
        if self._passes is not None and self._passes(site):
            self.passed.append((element, site))
            return
        slot = self._one(f"{outer.slot}>{one}") if one else ""
        own = places_of(element, tag, element.keys())
        places = outer.places & ~Place.FIGURE if tag in _FIGURED else outer.places
        heading = HEADINGS.get(tag, outer.heading)
        linked = outer.linked and tag not in _UNLINKED
        number, start = len(self.boxes), len(self.blocks)
        frame = _Frame(
            *(number, slot, site, places | own),
            tag=tag,
            heading=heading,
            linked=linked,
            bold=outer.bold,
        )
        self.boxes.append(_OPEN)
        self.elements.append(element)
        self.places.append(own)
        self._visit_inside(element, frame)
        if self._parts:
            self._flush(frame)
        name = self._one(f"{classes} {ident}".lower())
        self.boxes[number] = Box(number, outer.box, tag, name, site, start, len(self.blocks))

    def _one(self, name: str) -> str:
        """Of equal names one object: so a reading is packed in two thirds of the time."""
        return self._names.setdefault(name, name)

    def _break(self, frame: _Frame) -> None:
        if frame.heading or frame.linked:
            self._parts.append(" ")
        else:
            self._flush(frame)

    def _text(self, text: str, element: HtmlElement, where: str, frame: _Frame) -> None:
        self._parts.append(text)
        if text.isspace():
            return
        if self._anchor is None:
            self._anchor = (element, where, text)
        if frame.linked:
            self._linked += len(text)
        if not frame.bold:
            self._plain += len(text)

    def _flush(self, frame: _Frame) -> None:
        if self._anchor is not None:
            text = normal("".join(self._parts))
            if text:
                self.blocks.append(self._block(text, frame))
                self.anchors.append(self._anchor)
            self._anchor = None
            self._linked = self._plain = 0
        self._parts.clear()

    def _block(self, text: str, frame: _Frame) -> Block:
        return Block(
            len(self.blocks),
            text,
            frame.tag,
            frame.slot,
            frame.box,
            frame.places,
            min(1.0, self._linked / len(text)),
            frame.heading,
            not self._plain,
            size_of(text),
        )


def lay_out(document: Document, passes: Callable[[str], bool] | None = None) -> Layout:
    """The blocks of a page in reading order, and the boxes they stand in.

    Args:
        document: The page.
        passes: Whether a box at this site is passed by, with all that is in it; None passes
            none.
    """
    walk = _Walk(passes)
    body = document.tree.find("body")
    root = body if body is not None else document.tree
    outside = _Frame(-1, "", "", Place.NONE, tag="body", heading=0, linked=False, bold=False)
    walk.visit((root,), outside)
    found = Layout(
        blocks=tuple(walk.blocks),
        boxes=tuple(walk.boxes),
        elements=tuple(walk.elements),
        anchors=tuple(walk.anchors),
        passed=tuple(texts_in(element) for element, _ in walk.passed),
        passed_at=tuple(site for _, site in walk.passed),
        closed=tuple(element for element, _ in walk.passed),
    )
    return close_unclosed(found, walk.places)


def _ordinal(element: HtmlElement) -> int:
    """Which child of its parent an element is, from 0."""
    parent = element.getparent()
    return 0 if parent is None else parent.index(element)


def _inline_frame(element: HtmlElement, tag: str, outer: _Frame) -> _Frame:
    """The frame inside an inline element; most change nothing."""
    linked, bold, places = outer.linked, outer.bold or tag in _BOLD, outer.places
    names = element.keys()
    if names:
        linked = linked or (tag == "a" and "href" in names)
        places |= places_of(element, tag, names)
    if places == outer.places and linked == outer.linked and bold == outer.bold:
        return outer
    return _Frame(
        *(outer.box, outer.slot, outer.site, places),
        tag=outer.tag,
        heading=outer.heading,
        linked=linked,
        bold=bold,
    )
