"""Pages that a server streams: what came late stands hidden at the end and belongs further up.

React's server renderer leaves `<template id="B:0">` (or "P:0") where a slow part of a page
belongs, sends the part when it is ready as `<div hidden id="S:0">`, and a script puts it in
place. Readers see it there. (The format: React's ReactDOMFizzInstructionSet.)
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_PLACE = re.compile(r"(.{0,40})[BP]:([0-9a-f]{1,6})", re.DOTALL)
_MOST = 300  # real pages have tens
_SEGMENT = re.compile(r"(.{0,40})S:([0-9a-f]{1,6})", re.DOTALL)


def join_segments(tree: HtmlElement) -> bool:
    """Move each streamed segment to its place, as the page's own script would.

    Returns:
        Whether there are places for any.
    """
    places = {_name(_PLACE, t): t for t in tree.iter("template")}
    places.pop(None, None)
    if not 0 < len(places) <= _MOST:
        return False
    for segment in list(tree.iter("div")):
        name = _name(_SEGMENT, segment) if "hidden" in segment.attrib else None
        place = places.get(name) if name else None
        if place is None or any(above is segment for above in place.iterancestors()):
            continue
        del segment.attrib["hidden"], segment.attrib["id"]
        place.addprevious(segment)
    return True


def _name(pattern: re.Pattern[str], element: HtmlElement) -> tuple[str, str] | None:
    """Prefix and number in an element's id; None in any other id."""
    match = pattern.fullmatch(element.get("id") or "")
    return (match[1], match[2]) if match else None
