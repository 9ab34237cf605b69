"""How much text two articles share, counted on the texts themselves."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from newscrawl.stories.shingles import Flags, Shingles, weight
from newscrawl.stories.words import SHINGLE, Words


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


def likeness(one: Shingles, other: Shingles) -> Likeness:
    """Compare two texts."""
    first, second = one.held_by(other), other.held_by(one)
    covered = one.covered(first), other.covered(second)
    common = len(np.unique(one.digests[first]))
    union = len(one.distinct) + len(other.distinct) - common
    return Likeness(
        shared=(_share(covered[0]), _share(covered[1])),
        weight=(weight(covered[0]), weight(covered[1])),
        jaccard=common / union if union else 0.0,
        words=min(int(words.sum()) for words in covered) * SHINGLE // one.size,
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


def _share(covered: Flags) -> float:
    return float(covered.mean()) if len(covered) else 0.0


# A text is compared with several, one after the other; what is made of it is kept meanwhile.
@lru_cache(maxsize=4)
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
