"""Meta tags and links of a page's head, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from newscrawl.extraction.metadata.elements import Elements
from newscrawl.extraction.metadata.text import plain

MAX_TAGS = 500


@dataclass(frozen=True, slots=True)
class MetaTags:
    """Contents of meta tags by name; microdata's names are prefixed `itemprop:`."""

    values: Mapping[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        """The content of the first of these names that has one, in the order given."""
        for name in names:
            for value in self.values.get(name, ()):
                if value:
                    return value
        return ""

    def all(self, *names: str) -> tuple[str, ...]:
        """All contents under the first of these names that has any."""
        return next((self.values[n] for n in names if n in self.values), ())

    def dated(self) -> tuple[str, ...]:
        """Contents of tags whose name says that something was published."""
        found = (v for name, v in self.values.items() if "publish" in name)
        return tuple(content for contents in found for content in contents)


def read_meta_tags(page: Elements) -> MetaTags:
    """Read the meta tags of a page."""
    values: dict[str, tuple[str, ...]] = {}
    for tag in page.of("meta")[:MAX_TAGS]:
        content = plain(tag.get("content") or "")
        if content:
            for name in _names(tag):
                values[name] = (*values.get(name, ()), content)
    return MetaTags(values)


def _names(tag: HtmlElement) -> set[str]:
    names = {tag.get(a, "").strip().lower() for a in ("property", "name", "http-equiv")}
    if tag.get("itemprop"):
        names.add("itemprop:" + tag.get("itemprop").strip().lower())
    return names - {""}
