"""How much text two articles share, counted on the texts themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.stories.words import SHINGLE, Words

# A text is compared with several, one after the other; what is made of it is kept meanwhile.
_kept = lru_cache(maxsize=4)
_shingles = _kept(Words.shingles)


@_kept
def _distinct(text: Words) -> frozenset[tuple[str, ...]]:
    return frozenset(_shingles(text))


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share. Symmetric but for the pairs, which are (of one, of the other).

    Attributes:
        shared: Share of each text's words that stand in a passage of a shingle's length or
            more which the other has, too: its containment in the other; 0 to 1.
        weight: The same, where a word counts the more the earlier it stands: newspapers cut
            from the end, and what a follow-up repeats stands there.
        jaccard: Shingles in both of the shingles in either.
        words: Words of shared passages, in the text that has fewer.
        length: Words of the shorter text.
    """

    shared: tuple[float, float]
    weight: tuple[float, float]
    jaccard: float
    words: int
    length: int


def likeness(one: Words, other: Words) -> Likeness:
    """Compare two texts."""
    first, second = _shingles(one), _shingles(other)
    if one == other and first:
        return _whole(one)
    common = _distinct(one) & _distinct(other)
    union = len(_distinct(one) | _distinct(other))
    places = _covered(one, first, common), _covered(other, second, common)
    lengths = len(one.words), len(other.words)
    pairs = list(zip(places, lengths, strict=True))
    return Likeness(
        shared=_pair(*(sum(covered) / length if length else 0.0 for covered, length in pairs)),
        weight=_pair(*(_weighted(covered) for covered in places)),
        jaccard=len(common) / union if union else 0.0,
        words=min(map(sum, places)) * SHINGLE // one.shingle,
        length=min(len(one), len(other)),
    )


def numbers_in_company(one: Words, other: Words) -> tuple[int, int]:
    """Numbers that stand between the same words in both texts: how many are the same, how many not.

    Beside two words before them, or behind them, that are no numbers themselves.
    """
    first, second = _companies(one), _companies(other)
    both = first.keys() & second.keys()
    same = sum(bool(first[words] & second[words]) for words in both)
    return same, len(both) - same


def _whole(text: Words) -> Likeness:
    """What a text shares with itself; wires are printed as they came, and nothing is to count."""
    words, whole = len(text.words), _pair(1.0, 1.0)
    return Likeness(whole, whole, 1.0, words * SHINGLE // text.shingle, len(text))


def _pair(one: float, other: float) -> tuple[float, float]:
    return one, other


def _covered(
    text: Words, shingles: list[tuple[str, ...]], common: frozenset[tuple[str, ...]]
) -> list[bool]:
    """For each word, whether a common shingle holds it."""
    covered = [False] * len(text.words)
    for start, shingle in enumerate(shingles):
        if shingle in common:
            covered[start : start + text.shingle] = [True] * text.shingle
    return covered


def _weighted(covered: list[bool]) -> float:
    """The share of covered places, where the first weighs three times as much as the last."""
    length = len(covered)
    if not length:
        return 0.0
    weights = (1.5 - (place + 0.5) / length for place, held in enumerate(covered) if held)
    return sum(weights) / length


@_kept
def _companies(text: Words) -> dict[tuple[str, ...], set[str]]:
    """Numbers by the two words before, and by the two words behind them."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    words = text.words
    for place, word in enumerate(words):
        if word[0].isdigit():
            before, behind = words[max(0, place - 2) : place], words[place + 1 : place + 3]
            if len(before) == 2 and not any(w[0].isdigit() for w in before):
                found["<", *before].add(word)
            if len(behind) == 2 and not any(w[0].isdigit() for w in behind):
                found[">", *behind].add(word)
    return found
