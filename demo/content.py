"""What the demo site has to say: its stories and promos, read from site/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

SITE = Path(__file__).parent / "site"


@dataclass(frozen=True)
class Story:
    """One article of the demo site, as its newsroom wrote it.

    Attributes:
        id: The number at the end of its URL.
        slug: The words in its URL.
        language: "de" or "en".
        section: The folder of its URL.
        age_hours: How long before the site's "now" it was published.
        updated_hours: How long before "now" it was last changed; None if it never was.
        body: Paragraphs in order; one that begins with "## " is a sub-heading, with "- "
            a list item, with "> " a pulled-out quotation.
    """

    id: int
    slug: str
    language: str
    section: str
    age_hours: float
    kicker: str
    headline: str
    lead: str
    body: tuple[str, ...]
    caption: str
    credit: str
    authors: tuple[str, ...] = ()
    agency: str = ""
    tags: tuple[str, ...] = ()
    updated_hours: float | None = None

    @property
    def path(self) -> str:
        """The path of its URL."""
        return f"/{self.section}/{self.slug}-{self.id}.html"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body as a reader sees it: without the marks of headings, items and quotations."""
        return tuple(
            line.removeprefix("## ").removeprefix("- ").removeprefix("> ") for line in self.body
        )


@dataclass(frozen=True)
class Promo:
    """A box for something the publisher sells: a heading and one or two paragraphs."""

    language: str
    image: str
    heading: str
    paragraphs: tuple[str, ...]


@cache
def read_stories(edition: int = 1) -> tuple[Story, ...]:
    """All stories, newest first; from edition 2 on, those with an [update] table carry it."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in SITE.glob("articles/*.toml")]
    return tuple(sorted((_story(table, edition) for table in tables), key=lambda s: s.age_hours))


@cache
def read_promos(language: str) -> tuple[Promo, ...]:
    """The promos in one language, in the order in which they rotate."""
    table = tomllib.loads((SITE / "promos.toml").read_text("utf-8"))
    return tuple(
        Promo(language, promo["image"], promo["heading"], _paragraphs(promo["text"]))
        for promo in table[language]
    )


@cache
def read_labels(language: str) -> dict[str, str]:
    """The site's small words in one language: share lines, labels, menus."""
    table: dict[str, dict[str, str]] = tomllib.loads((SITE / "labels.toml").read_text("utf-8"))
    return table[language]


def _story(table: dict[str, Any], edition: int) -> Story:
    update = table.pop("update", {})
    for key in ("authors", "tags"):
        table[key] = tuple(table.get(key, ()))
    table["body"] = _paragraphs(table["body"])
    story = Story(**table)
    if edition == 1 or not update:
        return story
    return replace(story, **{**update, "body": _paragraphs(update["body"])})


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))
