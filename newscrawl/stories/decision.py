"""Is it a copy? The thresholds are tuned by benchmarks/copies.py; docs/stories.md has figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from newscrawl.stories.likeness import Likeness, likeness, numbers_in_company
from newscrawl.stories.shingles import Shingles, weight
from newscrawl.stories.words import Words

# Weight of what is shared: the mean of both texts, and of either. Between copies that are cut
# and padded it goes down to this; a follow-up that repeats its background stays below.
_MEAN, _LEAST = 0.44, 0.35
# In a short text, what all texts of a site end in is much of it: the fewer its words, the
# more must be shared, up to nearly all.
_SHORT, _MORE = 100, 0.6
_SHARED_WORDS = 30
# Of numbers in the same company, how many may differ: in a form that is filled in anew
# (weather, markets, tables) most do, in a copy none.
_OTHER_NUMBERS = 0.5
# A text is compared with several, one after the other; what is made of it is kept meanwhile.
_shingles = lru_cache(maxsize=4)(Shingles.of)
# Look-ups are bounded: so many candidates are looked at, so many of one story.
_COMPARED, _OF_A_STORY = 16, 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored text that agrees with another in some slots.

    Attributes:
        number: Its article's.
        story: Its story's.
        slots: How many slots agree.
    """

    number: int
    story: int
    slots: int


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those worth comparing, a bounded number: of each story the likest."""
    chosen: list[Candidate] = []
    of_story: Counter[int] = Counter()
    for candidate in sorted(candidates, key=lambda c: (-c.slots, c.number)):
        if of_story[candidate.story] < _OF_A_STORY:
            of_story[candidate.story] += 1
            chosen.append(candidate)
    return chosen[:_COMPARED]


def may_be_copies(one: Shingles, other: Shingles) -> bool:
    """Whether two texts share as much as copies do; their numbers may still tell them apart."""
    # Of most texts that are looked at, this tells in a third of the time.
    if weight(other.covered(other.held_by(one))) < _LEAST:
        return False
    return _is_enough(likeness(one, other))


def as_copies(one: Words, other: Words) -> Likeness | None:
    """What two texts share that are copies of one; None where they are none."""
    like = likeness(_shingles(one), _shingles(other))
    return None if not _is_enough(like) or _is_filled_in_anew(one, other) else like


def _is_enough(like: Likeness) -> bool:
    if like.words < _SHARED_WORDS:
        return False
    least = _MEAN + _MORE * max(0, 1 - like.length / _SHORT)
    return sum(like.weight) / 2 >= least and min(like.weight) >= _LEAST


def _is_filled_in_anew(one: Words, other: Words) -> bool:
    same, different = numbers_in_company(one, other)
    return different > max(1, _OTHER_NUMBERS * (same + different))
