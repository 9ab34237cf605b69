"""What stands around the headline: bylines and dates that only a reader's eye finds.

For pages whose JSON-LD, meta tags and markup say nothing; slower than those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.dates import to_iso
from newscrawl.extraction.metadata.text import text_of

_NEAR = 60  # elements behind the headline: bylines and dates stood within the first 40
_MAX_CHARS = 90
_INTRODUCED = re.compile(
    r"^(?:(?:written |posted |reported |published |story |words )?by|von|par|por|av|af|door|di|"
    r"autor(?:in)?(?:/autor)?|author|auteur|autore|автор|текст|作者|記者|记者|tekst|text|oprac\.?)"
    r"(?:\s*[:：]\s*|\s+)\S",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d|\d\.\d\d?\.\d\d")
_CHANGED = re.compile(
    r"updat|aktuali|modif|zuletzt|geändert|mis à jour|обновл|revised|edited", re.IGNORECASE
)
_PAST = re.compile(r"©|copyright|\(c\)", re.IGNORECASE)


def bylines_near(headline: HtmlElement | None) -> list[str]:
    """Short texts near the headline that begin as a byline does ("By ...", "Von ...")."""
    found = (text for text in _texts_near(headline) if _INTRODUCED.match(text))
    return list(dict.fromkeys(found))[:3]


def dates_near(headline: HtmlElement | None) -> list[str]:
    """Dates in short texts near the headline, ISO 8601, that of the last change at the end."""
    first: list[str] = []
    later: list[str] = []
    for text in _texts_near(headline):
        if _YEAR.search(text) and not _PAST.search(text) and (date := to_iso(text)):
            (later if _CHANGED.search(text) else first).append(date)
    return [*first, *later]


def _texts_near(headline: HtmlElement | None) -> Iterator[str]:
    if headline is None:
        return
    for count, element in enumerate(_around(headline)):
        if count >= _NEAR:
            return
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "svg", "img"):
            text = text_of(element, _MAX_CHARS + 1)
            if 2 < len(text) <= _MAX_CHARS:
                yield text


def _around(headline: HtmlElement) -> Iterator[HtmlElement]:
    """What follows the headline, then what stands just before it."""
    block = headline.getparent()
    after = headline.xpath(f"following::*[position() <= {_NEAR - 15}]")
    before = headline.xpath("preceding::*[position() <= 10]")
    return iter([*after, *reversed(before)] if block is not None else after)
