"""JSON-LD: the objects of a page, and the one that is its article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.loose_json import read_objects
from newscrawl.extraction.metadata.text import plain

Node = Mapping[str, Any]

MAX_NODES = 500  # the largest real graph measured has about 150
_NOTHING: Node = {}
_ARTICLE_ENDS = ("article", "posting", "report", "blogpost", "review", "recipe", "howto")
_MEDIA = frozenset({"videoobject", "imagegallery", "mediagallery", "audioobject", "podcastepisode"})
_PAGES = frozenset({"webpage", "itempage", "aboutpage", "collectionpage", "medicalwebpage"})
_ARTICLE = 3
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The JSON-LD of a page.

    Attributes:
        article: The object of the page's article, {} where there is none.
        page: The object of the page itself (WebPage), {} where there is none.
        types: All types of objects at the top of the data, without the vocabulary's URL.
        by_id: Objects that others refer to.
        persons: Names of the persons that stand at the top, as in a graph without an article.
    """

    article: Node = field(default_factory=dict)
    page: Node = field(default_factory=dict)
    types: frozenset[str] = frozenset()
    by_id: Mapping[str, Node] = field(default_factory=dict)
    persons: tuple[str, ...] = ()

    def resolve(self, value: Any) -> Any:
        """The object a bare {"@id": ...} refers to; any other value as it is."""
        if isinstance(value, dict) and "@id" in value and "name" not in value:
            return self.by_id.get(str(value["@id"]), value)
        return value

    def text(self, *keys: str) -> str:
        """The first of the keys that the article, then the page, has as plain text."""
        for node in (self.article, self.page):
            for key in keys:
                found = first_text(node.get(key))
                if found:
                    return found
        return ""

    def values(self, key: str) -> list[Any]:
        """A property of the article as a list, references resolved."""
        return [self.resolve(v) for v in as_list(self.article.get(key))]


def read_json_ld(page: Elements, url: str, titles: tuple[str, ...] = ()) -> LinkedData:
    """Read every JSON-LD script of a page.

    Args:
        page: The page.
        url: The page's URL: of several articles the one with this URL is the page's.
        titles: What the page calls itself elsewhere, for the same end.
    """
    nodes: list[Node] = []
    for script in page.of("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for value in read_objects(script.text or ""):
                nodes.extend(_flat(value, depth=0))
    nodes = nodes[:MAX_NODES]
    main = _main(nodes, url, titles)
    told = [n for n in nodes if main or _rank(n) < _ARTICLE]  # a list's articles are not the page
    by_id = {str(n["@id"]): n for n in nodes if "@id" in n and len(n) > 2}
    return LinkedData(
        article=main,
        page=next((n for n in nodes if types_of(n) & _PAGES), _NOTHING),
        types=frozenset(t for n in told for t in _type_names(n)),
        by_id=by_id,
        persons=tuple(first_text(n.get("name")) for n in nodes if "person" in types_of(n)),
    )


def types_of(node: Node) -> frozenset[str]:
    """An object's types, lower case, without the vocabulary's URL."""
    return frozenset(t.lower() for t in _type_names(node))


def as_list(value: Any) -> list[Any]:
    """A property's values: JSON-LD writes a single one without a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def first_text(value: Any) -> str:
    """The first plain text in a property's value: a string, a name, or one of a list."""
    for item in as_list(value)[:50]:
        if isinstance(item, dict):
            item = item.get("@value") or item.get("name")  # noqa: PLW2901 - unwraps the item
        if isinstance(item, str) and (text := plain(item)):
            return text
    return ""


def _type_names(node: Node) -> Iterator[str]:
    for name in as_list(node.get("@type"))[:10]:
        if isinstance(name, str):
            yield name.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _flat(value: Any, depth: int) -> Iterator[Node]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _INSIDE:
            if isinstance(value.get(key), (dict, list)) and key != "liveBlogUpdate":
                yield from _flat(value[key], depth + 1)


def _rank(node: Node) -> int:
    types = types_of(node)
    if any(t.endswith(_ARTICLE_ENDS) for t in types):
        return _ARTICLE
    if types & _MEDIA:
        return 2
    return 1 if not types and "headline" in node else 0


def _main(nodes: list[Node], url: str, titles: tuple[str, ...]) -> Node:
    ranked = [n for n in nodes if _rank(n)]
    if not ranked:
        return _NOTHING
    best = max(_rank(n) for n in ranked)
    same = [n for n in ranked if _rank(n) == best]
    if len(same) == 1:
        return same[0]
    named = [n for n in same if _is_about(n, url, titles)]
    if named:
        return _merged(named)
    # Three and more that do not name this page are the teasers of a section.
    return _merged(same) if len(same) == 2 else _NOTHING


def _merged(nodes: list[Node]) -> Node:
    """One object of several that describe the same: of each property the longest value."""
    merged: dict[str, Any] = {}
    for node in nodes:
        for key, value in node.items():
            if key not in merged or len(as_list(value)) > len(as_list(merged[key])):
                merged[key] = value
    return merged


def _is_about(node: Node, url: str, titles: tuple[str, ...]) -> bool:
    addresses = {
        _address(u) for key in ("url", "@id", "mainEntityOfPage") for u in _urls(node, key)
    }
    if url and _address(url) in addresses:
        return True
    headline = first_text(node.get("headline") or node.get("name")).casefold()
    return bool(headline) and any(headline in t.casefold() for t in titles)


def _urls(node: Node, key: str) -> Iterator[str]:
    for value in as_list(node.get(key))[:5]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield str(value.get("@id") or value.get("url") or "")


def _address(url: str) -> str:
    """A URL as far as it tells pages of a site apart: the path, without query and slash."""
    bare = url.split("#", 1)[0].split("?", 1)[0].rstrip("/")
    return bare.split("://", 1)[-1].removeprefix("www.")
