"""Who wrote the article: persons and agency, from the most trusted place that names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.agencies import agencies_in
from newscrawl.extraction.metadata.jsonld import LinkedData, as_list, types_of
from newscrawl.extraction.metadata.markup import bylines
from newscrawl.extraction.metadata.meta_tags import MetaTags
from newscrawl.extraction.metadata.people import looks_like_person, person_names
from newscrawl.extraction.metadata.text import plain
from newscrawl.extraction.metadata.visible import Surroundings, bylines_near

_AUTHOR_TAGS = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "dc.contributor", "byl", "cxenseparse:author", "authors",
    "article:author:name", "og:author", "dcsext.author", "creator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Credits:
    """Persons and agency an article is credited to."""

    persons: tuple[str, ...] = ()
    agency: str = ""


def read_credits(
    tree: HtmlElement,
    data: LinkedData,
    meta: MetaTags,
    near: Surroundings,
    site_names: frozenset[str],
) -> Credits:
    """Read the authors, asking a less trusted place only where the better ones are silent.

    Args:
        tree: The page; stays as it is.
        data: Its JSON-LD.
        meta: Its meta tags.
        near: What stands around the headline, where bylines do.
        site_names: `squeezed` names of the site and its publisher: no persons.
    """
    agency = ""
    for trusted, lines in _sources(tree, data, meta, near):
        agency = agency or next((a for line in lines for a in agencies_in(line)), "")
        persons = person_names(lines, not_names=site_names)
        if not trusted:
            persons = tuple(p for p in persons if looks_like_person(p))
        if persons:
            return Credits(persons, agency)
    return Credits((), agency)


def _sources(
    tree: HtmlElement, data: LinkedData, meta: MetaTags, near: Surroundings
) -> Iterator[tuple[bool, list[str]]]:
    """Bylines by source, and whether what stands there is a name whatever its shape."""
    persons, others = _linked(data)
    yield True, persons
    yield True, [v for name in _AUTHOR_TAGS for v in meta.all(name)[:10]][:10]
    yield False, list(meta.all("twitter:data1"))[:1]
    lines, certain = bylines(tree)
    yield certain, lines
    yield False, bylines_near(near)
    yield False, others
    yield False, list(data.persons) if len(data.persons) == 1 else []


def _linked(data: LinkedData) -> tuple[list[str], list[str]]:
    """JSON-LD's authors: those it calls persons or nothing, and those it calls otherwise."""
    persons: list[str] = []
    others: list[str] = []
    for key in ("author", "creator"):
        for value in data.values(key)[:20]:
            if isinstance(value, str):
                persons.append(plain(value))
            elif isinstance(value, dict):
                types = types_of(value)
                names = [plain(n) for n in as_list(value.get("name")) if isinstance(n, str)]
                (persons if "person" in types or not types else others).extend(names)
        if persons:
            break
    return persons, others
