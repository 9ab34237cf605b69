"""What stands around the headline: bylines and dates that only a reader's eye finds.

For pages whose JSON-LD, meta tags and markup say nothing; slower than those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.dates import to_iso
from newscrawl.extraction.metadata.elements import Elements
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


class Surroundings:
    """Short texts near a headline, each with its element; read once, as far as anybody asks.

    Attributes:
        headline: The element that shows it; None for none, which nothing is near to.
    """

    def __init__(self, headline: HtmlElement | None) -> None:
        self.headline = headline
        self._read: list[tuple[HtmlElement, str]] = []
        self._rest = _texts(_near(headline))

    def __iter__(self) -> Iterator[tuple[HtmlElement, str]]:
        yield from self._read
        for one in self._rest:
            self._read.append(one)
            yield one


def bylines_near(near: Surroundings) -> list[str]:
    """Short texts near the headline that begin as a byline does ("By ...", "Von ...")."""
    found = (text for _, text in near if _INTRODUCED.match(text))
    return list(dict.fromkeys(found))[:3]


def shown_date(page: Elements, near: Surroundings) -> str:
    """A date that a short text near the headline, or one whose class says date, shows.

    Returns:
        ISO 8601 with an offset, "" where none is shown. That of a change comes last.
    """
    headline = near.headline
    own = (text for element, text in near if not page.foreign(element, headline))
    return _dates(own) or _dates(text for _, text in _texts(_marked(page, headline)))


def _dates(texts: Iterable[str]) -> str:
    changed = ""
    for text in texts:
        if not _YEAR.search(text) or _PAST.search(text):
            continue
        date = to_iso(text)
        if date and not _CHANGED.search(text):
            return date
        changed = changed or date
    return changed


def _near(headline: HtmlElement | None) -> Iterator[HtmlElement]:
    if headline is not None:
        yield from islice(_after(headline), _NEAR)
        yield from islice(_before(headline), _NEAR // 4)


def _marked(page: Elements, headline: HtmlElement | None) -> Iterator[HtmlElement]:
    """Elements whose class says date."""
    for element in cast("list[HtmlElement]", _DATED(page.root))[:60]:
        if not (is_elsewhere(element) or page.foreign(element, headline)):
            yield element


def _texts(elements: Iterable[HtmlElement]) -> Iterator[tuple[HtmlElement, str]]:
    for element in elements:
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "svg", "img"):
            text = text_of(element, _MAX_CHARS + 1)
            if 2 < len(text) <= _MAX_CHARS:
                yield element, text


def _after(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that follow, in reading order."""
    for element in (headline, *headline.iterancestors()):
        for sibling in element.itersiblings():
            yield from sibling.iter()


def _before(headline: HtmlElement) -> Iterator[HtmlElement]:
    """Elements beside the headline and beside those it stands in, the nearest first."""
    for element in (headline, *headline.iterancestors()):
        yield from element.itersiblings(preceding=True)
