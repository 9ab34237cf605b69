"""How near an output is to the gold: pure functions over strings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

GRAM = 4
PERFECT = 0.999
# Scripts written without spaces between words: one token a character. Korean has spaces.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float

    @property
    def perfect(self) -> bool:
        """Whether the output is the gold but for a rounding."""
        return self.f1 >= PERFECT


ZERO = Score(0.0, 0.0, 0.0)


def tokens(text: str) -> list[str]:
    r"""Runs of `\w`, lower case; a CJK character is a token of its own.

    >>> tokens("Über 3 Dinge: 東京bbc")
    ['über', '3', 'dinge', '東', '京', 'bbc']
    """
    return _TOKEN.findall(text.lower())


def grams(text: str, n: int = GRAM) -> Counter[tuple[str, ...]]:
    """The n-grams of a text with their counts; a text shorter than n is one gram."""
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + n]) for i in range(max(1, len(words) - n + 1)))


def page_score(output: str, gold: str) -> Score:
    """Precision, recall and F1 of the 4-grams of one page, as multisets.

    An empty output scores 0, unless the gold is empty, too.
    """
    ours, theirs = grams(output), grams(gold)
    if not ours and not theirs:
        return Score(1.0, 1.0, 1.0)
    return ratio(both=(ours & theirs).total(), output=ours.total(), gold=theirs.total())


def ratio(both: int, output: int, gold: int) -> Score:
    """Scores of counts: right ones, all in the output, all in the gold."""
    precision = both / output if output else 0.0
    recall = both / gold if gold else 0.0
    total = precision + recall
    return Score(precision, recall, 2 * precision * recall / total if total else 0.0)


@dataclass(frozen=True, slots=True)
class Snippets:
    """Counts of snippets; counts add up over a set.

    Attributes:
        found: Wanted and there.
        missed: Wanted and not there.
        unwanted: Not wanted and there.
    """

    found: int = 0
    missed: int = 0
    unwanted: int = 0

    def __add__(self, other: Snippets) -> Snippets:
        return Snippets(
            self.found + other.found, self.missed + other.missed, self.unwanted + other.unwanted
        )

    @property
    def score(self) -> Score:
        """Precision, recall and F1 of the pooled counts."""
        return ratio(self.found, self.found + self.unwanted, self.found + self.missed)


def snippets(output: str, wanted: Sequence[str], unwanted: Sequence[str]) -> Snippets:
    """Which snippets stand in an output, white space collapsed, case kept."""
    text = collapse(output)
    found = sum(collapse(snippet) in text for snippet in wanted)
    return Snippets(
        found, len(wanted) - found, sum(collapse(snippet) in text for snippet in unwanted)
    )


def collapse(text: str) -> str:
    """The text with every run of white space one space."""
    return " ".join(text.split())


def same_title(output: str, gold: str) -> bool:
    """Whether two headlines are equal but for case, punctuation and white space."""
    return _WORD.findall(output.casefold()) == _WORD.findall(gold.casefold())


def author_score(output: Iterable[str], gold: Iterable[str]) -> float:
    """F1 of two sets of names; 1 where both are empty."""
    ours, theirs = ({" ".join(_WORD.findall(n.casefold())) for n in x} for x in (output, gold))
    if not ours and not theirs:
        return 1.0
    return ratio(len(ours & theirs), len(ours), len(theirs)).f1


def same_day(output: str, gold: str) -> bool:
    """Whether two ISO dates name the same day, as printed."""
    return output[:10] == gold[:10]


def mean(values: Iterable[float]) -> float:
    """The mean; 0 for no values."""
    values = list(values)
    return sum(values) / len(values) if values else 0.0
