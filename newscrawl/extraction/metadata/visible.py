"""What stands around the headline: bylines and dates that only a reader's eye finds.

For pages whose JSON-LD, meta tags and markup say nothing; slower than those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.dates import to_iso
from newscrawl.extraction.metadata.markup import is_elsewhere
from newscrawl.extraction.metadata.text import text_of

_NEAR = 45  # elements behind the headline: bylines and dates stood within the first 40
_MAX_CHARS = 90
_INTRODUCED = re.compile(
    r"^(?:(?:written |posted |reported |published |story |words )?by|von|par|por|av|af|door|di|"
    r"autor(?:in)?(?:/autor)?|author|auteur|autore|автор|текст|作者|記者|记者|tekst|text|oprac\.?)"
    r"(?:\s*[:：]\s*|\s+)\S",
    re.IGNORECASE,
)
_DATED = XPath(
    "//body//@class[contains(., 'date') or contains(., 'Date') or contains(., 'ublish')"
    " or contains(., 'time') or contains(., 'meta') or contains(., 'info')]/.."
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


def shown_date(tree: HtmlElement, headline: HtmlElement | None) -> str:
    """A date that a short text near the headline, or one whose class says date, shows.

    Returns:
        ISO 8601 with an offset, "" where none is shown. That of a change comes last.
    """
    near = _dates(_texts_near(headline))
    marked = (e for e in cast("list[HtmlElement]", _DATED(tree))[:60] if not is_elsewhere(e))
    return near or _dates(text for e in marked if (text := text_of(e, _MAX_CHARS + 1)))


def _dates(texts: Iterable[str]) -> str:
    changed = ""
    for text in texts:
        if len(text) > _MAX_CHARS or not _YEAR.search(text) or _PAST.search(text):
            continue
        date = to_iso(text)
        if date and not _CHANGED.search(text):
            return date
        changed = changed or date
    return changed


def _texts_near(headline: HtmlElement | None) -> Iterator[str]:
    if headline is None:
        return
    for element in chain(islice(_after(headline), _NEAR), islice(_before(headline), _NEAR // 4)):
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "svg", "img"):
            text = text_of(element, _MAX_CHARS + 1)
            if 2 < len(text) <= _MAX_CHARS:
                yield text


def _after(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that follow, in reading order."""
    for element in (headline, *headline.iterancestors()):
        for sibling in element.itersiblings():
            yield from sibling.iter()


def _before(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements beside the headline and beside those it stands in, the nearest first."""
    for element in (headline, *headline.iterancestors()):
        yield from element.itersiblings(preceding=True)
