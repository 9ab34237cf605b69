"""Finds the lines of a gold text in a page's tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from benchmarks.metrics import tokens
from newscrawl.extraction.document import decode

FEWEST_TOKENS = 6  # of a line: shorter ones stand anywhere
_PROBE = 12  # tokens of a line's beginning that must match
_SILENT_TAGS = "script style noscript template head textarea select iframe svg"
_SILENT = frozenset(_SILENT_TAGS.split())


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of text in the tree: an element's text or the tail behind it."""

    element: HtmlElement
    tail: bool

    @property
    def container(self) -> HtmlElement:
        """The element that the run stands in."""
        return self.element.getparent() if self.tail else self.element


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the gold text as found on the page: where it begins and where it ends."""

    start: Spot
    end: Spot


def read_tree(body: bytes) -> HtmlElement:
    """The tree of a page, with its comments, its charset declared as UTF-8."""
    text, _ = decode(body)
    tree = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    for meta in tree.iter("meta"):
        if meta.get("charset"):
            meta.set("charset", "utf-8")
        elif "charset" in meta.get("content", "").lower():
            meta.set("content", "text/html; charset=utf-8")
    return tree


def write_tree(tree: HtmlElement) -> bytes:
    """The page's bytes, in UTF-8."""
    html: bytes = tostring(tree, encoding="utf-8", doctype="<!DOCTYPE html>")
    return html


def find_lines(tree: HtmlElement, gold: str) -> list[Line]:
    """The lines of the gold text that stand on the page, in order."""
    words: list[str] = []
    starts: list[int] = []
    spots: list[Spot] = []
    for spot, text in _runs(tree):
        if found := tokens(text):
            starts.append(len(words))
            spots.append(spot)
            words.extend(found)
    positions = _positions(words)
    lines, at = [], 0
    for line in gold.splitlines():
        own = tokens(line)
        begin = _find(own, words, positions, at)
        if begin is None:
            continue
        at = begin + len(own)
        first, last = (spots[bisect_right(starts, i) - 1] for i in (begin, at - 1))
        lines.append(Line(first, last))
    return lines


def _runs(tree: HtmlElement) -> Iterator[tuple[Spot, str]]:
    """Runs of text in reading order, without recursion."""
    silent = 0
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, closing = stack.pop()
        mute = not isinstance(element.tag, str) or element.tag in _SILENT
        if closing:
            silent -= mute
            if element.tail and not silent and element is not tree:
                yield Spot(element, tail=True), element.tail
            continue
        silent += mute
        if element.text and not silent:
            yield Spot(element, tail=False), element.text
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))


def _positions(words: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for i in range(len(words) - 2):
        found.setdefault(tuple(words[i : i + 3]), []).append(i)
    return found


def _find(
    line: list[str],
    words: list[str],
    positions: dict[tuple[str, ...], list[int]],
    after: int,
) -> int | None:
    """Where a line begins, not before `after`; its beginning and end must be there."""
    if len(line) < FEWEST_TOKENS:
        return None
    head, size = line[:_PROBE], len(line)
    for i in positions.get(tuple(line[:3]), ()):
        begin, end = words[i : i + len(head)], words[i + size - 3 : i + size]
        if i >= after and begin == head and end == line[-3:]:
            return i
    return None
