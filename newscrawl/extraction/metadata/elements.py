"""The elements that metadata stands in, gathered in one walk over the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

_TAGS = (
    "meta", "link", "script", "title", "h1", "h2", "h3", "h4", "time", "article", "figure", "p",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Elements:
    """A page's tree and its elements by tag.

    A walk over a page of 1,000 elements costs .15 ms whatever it looks for, so one walk
    serves all.
    """

    root: HtmlElement
    by_tag: Mapping[str, list[HtmlElement]]

    def of(self, *tags: str) -> list[HtmlElement]:
        """The elements of a tag, in reading order; of several tags, tag by tag."""
        return [element for tag in tags for element in self.by_tag[tag]]


def gather(tree: HtmlElement) -> Elements:
    """Gather the elements of a page; the tree stays as it is."""
    by_tag: dict[str, list[HtmlElement]] = {tag: [] for tag in _TAGS}
    for element in tree.iter(*_TAGS):
        by_tag[element.tag].append(element)
    return Elements(tree, by_tag)
