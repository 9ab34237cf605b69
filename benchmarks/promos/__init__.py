"""Promos of our own, some in each language: data and how it is read."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

from benchmarks.metrics import grams

HALVES = ("tune", "report")


@dataclass(frozen=True, slots=True)
class Promo:
    """A heading and one or two paragraphs that belong to no article."""

    heading: str
    paragraphs: tuple[str, ...]

    def leaked(self, text: str) -> float:
        """The share of the paragraphs' 4-grams that stand in a text; 1 where there is no text."""
        if not text.strip():
            return 1.0
        own: Counter[tuple[str, ...]] = Counter()
        for paragraph in self.paragraphs:
            own += grams(paragraph)
        return (own & grams(text)).total() / own.total()


@cache
def promos(lang: str) -> tuple[Promo, ...]:
    """All promos in a language; none where there is no file."""
    file = resources.files(__package__) / f"{lang}.toml"
    if not file.is_file():
        return ()
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["promo"]
    return tuple(Promo(row["heading"], tuple(row["paragraphs"])) for row in rows)


def half(lang: str, name: str) -> tuple[Promo, ...]:
    """Every other promo: "tune" ones are for looking at, "report" ones for the figures."""
    return promos(lang)[HALVES.index(name) :: 2]


def languages() -> list[str]:
    """The languages that have promos."""
    files = resources.files(__package__).iterdir()
    return sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml"))
