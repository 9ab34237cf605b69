"""The agency an article comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.metadata.agencies import agencies_in, agency_name
from newscrawl.extraction.metadata.dateline import split_dateline

_DPA_SERIAL = re.compile(r"\bdpa:\d{6}-\d")
_FINAL_PARENTHESIS = re.compile(r"[(/\[]\s*([^()\[\]\n]{2,40}?)\s*[)/\]]\s*[.]?\s*$")

_SHORT = 60  # characters: a line of credits, no sentence


def find_agency(text: str, bylines: Iterable[str] = ()) -> str:
    """The agency an article comes from, "" where none is named.

    A dateline is asked first, then the bylines, then what stands in parentheses at the end
    of the text. Credits of images are no bylines: leave them out.

    Args:
        text: The article's text, one paragraph a line.
        bylines: Strings such as an author's name, a byline or a source line.
    """
    paragraphs = [line for line in text.split("\n") if line.strip()]
    for paragraph in paragraphs[:3]:
        agency = split_dateline(paragraph).agency
        if agency:
            return agency
    credits_above = [p for p in paragraphs[:2] if len(p) <= _SHORT]
    for byline in (*bylines, *credits_above):
        named = agencies_in(byline)
        if named:
            return named[0]
    return _at_end(paragraphs[-3:])


def _at_end(paragraphs: list[str]) -> str:
    for paragraph in reversed(paragraphs):
        if _DPA_SERIAL.search(paragraph):
            return "dpa"
        match = _FINAL_PARENTHESIS.search(paragraph[-60:])
        if match and (name := agency_name(match[1])):
            return name
        if len(paragraph) <= _SHORT and (named := agencies_in(paragraph)):
            return named[0]
    return ""
