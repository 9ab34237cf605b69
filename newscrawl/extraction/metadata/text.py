"""Strings as pages hold them, made plain."""

from __future__ import annotations

import html
import re
from importlib.resources import files

from lxml.html import HtmlElement

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "rt", "rp"})


def plain(text: str) -> str:
    """One line of text: entities resolved, markup and unseen characters gone, spaces single.

    >>> plain(" Fish &amp;amp; <b>chips</b> ")
    'Fish & chips'
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return " ".join(_UNSEEN.sub("", text).split())


def text_of(element: HtmlElement, limit: int = 2000) -> str:
    """The visible text under an element in one line, at most `limit` characters."""
    parts: list[str] = []
    _collect(element, parts, limit)
    return " ".join(_UNSEEN.sub("", "".join(parts)).split())[:limit]


def squeezed(text: str) -> str:
    """A text's letters and digits alone, folded: for names that differ in spaces and signs.

    >>> squeezed("Die Zeitung!") == squeezed("die-zeitung")
    True
    """
    return "".join(_WORD.findall(text)).casefold()


def _collect(element: HtmlElement, parts: list[str], room: int) -> int:
    """Add texts in reading order, with a space where two elements touch or a line breaks.

    Returns:
        How many characters still fit; below 0 there are enough.
    """
    room = _add(element.text, parts, room)
    touches = False
    for child in element:
        if room < 0:
            break
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            breaks = child.tag in _BREAKS
            if touches or breaks:
                parts.append(" ")
            room = _collect(child, parts, room)
            if breaks:
                parts.append(" ")
        touches = not child.tail
        room = _add(child.tail, parts, room)
    return room


def _add(text: str | None, parts: list[str], room: int) -> int:
    if not text:
        return room
    parts.append(text)
    return room - len(text.strip())


# Tags whose text does not run on from what stands before them.
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "h1", "h2", "h3", "tr", "td", "section", "time"})


def lines_of(name: str) -> list[str]:
    """The lines of a data file of this room, without empty lines and # comments."""
    text = files(__package__).joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def words_of(name: str) -> list[str]:
    """The folded words of a data file of this room."""
    return [word for line in lines_of(name) for word in line.casefold().split()]
