"""Strings as pages hold them, made plain."""

from __future__ import annotations

import html
import re

from lxml.html import HtmlElement

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg"})


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
    size = 0
    for piece in _pieces(element):
        parts.append(piece)
        size += len(piece)
        if size > limit:
            break
    return " ".join(_UNSEEN.sub("", "".join(parts)).split())[:limit]


def _pieces(element: HtmlElement) -> list[str]:
    found: list[str] = []
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in _SILENT:
            found.append((" " if node.tag in _BREAKS else "") + (node.text or ""))
        if node is not element:
            found.append((" " if node.tag in _BREAKS else "") + (node.tail or ""))
        if len(found) > _MAX_PIECES:
            break
    return found


# Tags whose text does not run on from what stands before them.
_BREAKS = frozenset({"br", "p", "div", "li", "ul", "h1", "h2", "h3", "tr", "td", "section", "time"})
_MAX_PIECES = 2000
