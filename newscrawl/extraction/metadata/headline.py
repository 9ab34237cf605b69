"""The headline: what the page shows, checked against what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.text import squeezed, text_of
from newscrawl.urls import path_of

_SEPARATOR = re.compile(r"\s+[-–—|·•»:/]+\s+|\s*[|_｜│]+\s*|\s*(?:--|——|―+|–+)\s*|-(?=[《【])")
_CJK_SEPARATOR = re.compile(r"(?<=[\u3000-\u9fff])-(?=[\u3000-\u9fffA-Z])")
_WORD = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[^\W_]+")
# Most texts of a page are white space or a sign: libxml2 leaves them out twice as fast.
_TEXTS = XPath(
    "//body//text()[string-length(normalize-space()) > 4]"
    "[not(parent::body or parent::script or parent::style or parent::a)]"
)
_AGREES = 0.5
_DIFFERS = 0.12  # below, a lone first-level heading is a slogan or a section's name


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline and the element that shows it; None where none was found."""

    text: str = ""
    element: HtmlElement | None = None


def find_headline(page: Elements, named: list[str], site_names: frozenset[str]) -> Headline:
    """Find the headline.

    The heading that agrees best with what JSON-LD and meta tags call the page; those often
    carry a teaser's wording, so what is shown goes first. Where no first-level heading
    agrees, the longest shown text that a title begins or ends with.

    Args:
        page: The page.
        named: JSON-LD's headline, og:title, the title element, ..., most trusted first.
        site_names: `squeezed` names of the site, which titles carry.
    """
    names = [t for name in named if (t := without_site(name, site_names))]
    found = [h for h in _headings(page) if squeezed(h.text) not in site_names]
    best = max(found, key=lambda h: _best_agreement(h.text, names), default=Headline())
    agreement = _best_agreement(best.text, names)
    if agreement >= _AGREES:
        return _without_kicker(best, names)
    shown = _shown_part(page, named)
    if shown.text:
        return shown
    if names and (len(found) != 1 or agreement < _DIFFERS or len(_words(best.text)) < 3):
        return Headline(names[0], best.element)
    return best


def without_site(title: str, site_names: frozenset[str]) -> str:
    """A title without the site's name behind or before a separator.

    >>> without_site("Es regnet - Die Zeitung", frozenset({"diezeitung"}))
    'Es regnet'
    """
    title = title.strip()
    for _ in range(3):
        shorter = _without_one(title, site_names)
        if shorter == title:
            break
        title = shorter
    return title


def _without_one(title: str, site_names: frozenset[str]) -> str:
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    head, tail = title[: cuts[0].start()], title[cuts[-1].end() :]
    front = title[: cuts[-1].start()]
    if front and (
        _is_site(tail, site_names) or (cuts[-1][0].strip() in "|│" and len(tail) < len(front))
    ):
        return front
    return title[cuts[0].end() :] if _is_site(head, site_names) else title


def _is_site(text: str, site_names: frozenset[str]) -> bool:
    name = squeezed(text)
    return not name or any(
        name == s or (len(s) > 4 and s in name and len(name) < 40) for s in site_names
    )


def _headings(page: Elements) -> list[Headline]:
    headings = (h for h in page.of("h1")[:10] if not _is_logo(h))
    texts = (Headline(text_of(h, 400), h) for h in headings)
    return [h for h in texts if len(h.text) > 2]


def _is_logo(heading: HtmlElement) -> bool:
    """Whether the heading links to the site's first page."""
    links = (a.get("href") or "" for a in heading.iter("a"))
    return any(path_of(href) in ("/", "") and "#" not in href for href in links if href)


def _without_kicker(heading: Headline, names: list[str]) -> Headline:
    """The part of a heading that has the page's title, where a kicker stands in it, too."""
    titles = {squeezed(n) for n in names}
    if heading.element is None or squeezed(heading.text) in titles:
        return heading
    parts = (
        Headline(text_of(e, 400), e)
        for e in heading.element.iterdescendants("span", "a", "b", "strong", "div", "em")
    )
    return next((p for p in parts if squeezed(p.text) in titles), heading)


def _shown_part(page: Elements, named: list[str]) -> Headline:
    """The longest shown text that a title begins or ends with, up to a separator."""
    titles = [t for n in named if (t := _folded(n))]
    best, score = Headline(), 0.0
    for shown in _shown(page, titles):
        found = max((_part(_folded(shown.text), t) for t in titles), default=0.0)
        if found > score:
            best, score = shown, found
    return best


def _shown(page: Elements, titles: list[str]) -> Iterator[Headline]:
    """Headings below the first level, and texts whose first word stands in a title."""
    for element in page.of("h2", "h3", "h4"):
        yield Headline(text_of(element, 400), element)
    everything = " ".join(titles)
    for text in cast("list[Any]", _TEXTS(page.root)):
        bare = " ".join(text.split())
        if not 4 < len(bare) < 300 or bare.split(" ", 1)[0].casefold() not in everything:
            continue
        parent = text.getparent()
        yield Headline(bare, parent)
        if len(parent):
            yield Headline(text_of(parent, 400), parent)


def _part(text: str, title: str) -> float:
    """How much a shown text looks like the title's own part; 0 where it is none."""
    if len(text) < 5 or len(text) * 8 < len(title) or text not in title:
        return 0.0
    if text == title:
        return float(len(text))
    if title.startswith(text):
        return len(text) * (not (title[len(text)].isalnum() and title[len(text) - 1].isalnum()))
    ends = title.endswith(text) and not title[-len(text) - 1].isalnum()
    return 0.5 * len(text) * ends  # what stands behind is rather the name of the site


def _best_agreement(heading: str, names: list[str]) -> float:
    return max((_agreement(heading, n) for n in names), default=0.0)


def _agreement(heading: str, name: str) -> float:
    """From 0 to 1: share of the shorter's words in the longer, less where lengths differ."""
    mine, theirs = _words(heading), _words(name)
    if not mine or not theirs:
        return 0.0
    common = len(mine & theirs)
    shorter, longer = sorted((len(mine), len(theirs)))
    return common / shorter * (0.5 + 0.5 * common / longer)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
