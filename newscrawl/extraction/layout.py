"""Tree -> layout: one pass over the tree gives the blocks in reading order and their boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from newscrawl.extraction.blocks import Block, Box, Layout, size_of
from newscrawl.extraction.document import Document, normal
from newscrawl.extraction.places import HEADINGS, Place, places_of
from newscrawl.extraction.slots import step
from newscrawl.extraction.unclosed import close_unclosed

_SKIPPED = frozenset(
    """
    script style noscript template svg iframe object head select option textarea datalist audio
    video canvas map math title meta link input applet embed rt rp
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_BLOCK = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr label legend li
    main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 - a list of words is read as words
)
# In a figure these are its content, not words about an image.
_FIGURED = frozenset({"table", "pre"})
# No link holds these: one that seems to was never closed.
_UNLINKED = frozenset({"table", "tr", "td", "h1"})


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds for everything inside the element the walk is in."""

    box: int
    slot: str
    places: Place
    tag: str
    heading: int
    linked: bool
    bold: bool


class _Walk:
    """The pass over the tree: text runs become blocks where a block element begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.boxes: list[Box] = []
        self.places: list[Place] = []  # of each box by itself
        self._parts: list[str] = []
        self._linked = self._plain = 0
        self._anchor: tuple[HtmlElement, str] | None = None

    def visit(self, element: HtmlElement, outer: _Frame) -> None:
        """Go through an element and all below it; the document's depth is limited."""
        tag = element.tag
        if tag == "br":
            self._break(outer)
        elif tag not in _SKIPPED and isinstance(tag, str):
            if tag in _BLOCK or "-" in tag:
                self._visit_box(element, tag, outer)
            else:
                self._visit_inside(element, _inline_frame(element, tag, outer))
        self._text(element.tail, element, "tail", outer)

    def _visit_box(self, element: HtmlElement, tag: str, outer: _Frame) -> None:
        self._flush(outer)
        classes, ident = element.get("class") or "", element.get("id") or ""
        own = places_of(element, tag, classes)
        frame = _Frame(
            box=len(self.boxes),
            slot=f"{outer.slot}>{step(tag, classes, ident)}" if outer.box >= 0 else "",
            places=(outer.places & ~Place.FIGURE if tag in _FIGURED else outer.places) | own,
            tag=tag,
            heading=HEADINGS.get(tag, outer.heading),
            linked=outer.linked and tag not in _UNLINKED,
            bold=outer.bold,
        )
        start, name = len(self.blocks), f"{classes} {ident}".lower()
        self.boxes.append(Box(frame.box, outer.box, tag, name, start, start))
        self.places.append(own)
        self._visit_inside(element, frame)
        self._flush(frame)
        end = len(self.blocks)
        self.boxes[frame.box] = Box(frame.box, outer.box, tag, name, start, end)

    def _visit_inside(self, element: HtmlElement, frame: _Frame) -> None:
        self._text(element.text, element, "text", frame)
        for child in element:
            self.visit(child, frame)

    def _break(self, frame: _Frame) -> None:
        if frame.heading or frame.linked:
            self._parts.append(" ")
        else:
            self._flush(frame)

    def _text(self, text: str | None, element: HtmlElement, where: str, frame: _Frame) -> None:
        if not text:
            return
        self._parts.append(text)
        if text.isspace():
            return
        if self._anchor is None:
            self._anchor = (element, where)
        if frame.linked:
            self._linked += len(text)
        if not frame.bold:
            self._plain += len(text)

    def _flush(self, frame: _Frame) -> None:
        if self._anchor is not None:
            text = normal("".join(self._parts))
            if text:
                self.blocks.append(self._block(text, frame, self._anchor))
        self._parts.clear()
        self._linked = self._plain = 0
        self._anchor = None

    def _block(self, text: str, frame: _Frame, anchor: tuple[HtmlElement, str]) -> Block:
        return Block(
            index=len(self.blocks),
            text=text,
            tag=frame.tag,
            slot=frame.slot,
            box=frame.box,
            places=frame.places,
            link_share=min(1.0, self._linked / len(text)),
            heading=frame.heading,
            strong=not self._plain,
            size=size_of(text),
            anchor=anchor,
        )


def lay_out(document: Document) -> Layout:
    """The blocks of a page in reading order, and the boxes they stand in."""
    walk = _Walk()
    body = document.tree.find("body")
    root = body if body is not None else document.tree
    walk.visit(root, _Frame(-1, "", Place.NONE, "body", 0, linked=False, bold=False))
    return close_unclosed(Layout(tuple(walk.blocks), tuple(walk.boxes)), walk.places)


def _inline_frame(element: HtmlElement, tag: str, outer: _Frame) -> _Frame:
    """The frame inside an inline element; most change nothing."""
    linked = outer.linked or (tag == "a" and element.get("href") is not None)
    bold = outer.bold or tag in {"b", "strong"}
    places = outer.places
    if element.attrib:
        places |= places_of(element, tag, element.get("class") or "")
    if places == outer.places and linked == outer.linked and bold == outer.bold:
        return outer
    return replace(outer, places=places, linked=linked, bold=bold)
