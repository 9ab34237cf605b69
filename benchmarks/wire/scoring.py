"""How well articles were grouped: precision and recall of pairs, and by kind of text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

from benchmarks.wire.editions import Edition


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of articles put into one story.

    Attributes:
        right: Pairs that are of one story.
        wrong: Pairs that are not.
        missed: Pairs of one story that were put into several.
    """

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right of all pairs put together."""
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        """Right of all pairs that belong together."""
        return self.right / ((self.right + self.missed) or 1)


@dataclass(frozen=True, slots=True)
class KindScore:
    """What became of one kind of text.

    Attributes:
        articles: How many there are.
        joined: Copies that are in one story with another copy of the same text.
        mixed: Articles in one story with one that is no copy of theirs.
    """

    articles: int
    joined: int
    mixed: int


def score(editions: Sequence[Edition], found: Sequence[int], strangers: Iterable[int]) -> Score:
    """Compare stories found with the true ones.

    Args:
        editions: The articles.
        found: The story that each was put into.
        strangers: The stories of all other articles in the store.
    """
    together, true = Counter(found), Counter(edition.story for edition in editions)
    both = Counter((edition.story, story) for edition, story in zip(editions, found, strict=True))
    right = sum(comb(number, 2) for number in both.values())
    among_strangers = Counter(story for story in strangers if story in together)
    wrong = sum(comb(number, 2) for number in together.values()) - right
    wrong += sum(number * together[story] for story, number in among_strangers.items())
    return Score(right, wrong, sum(comb(number, 2) for number in true.values()) - right)


def by_kind(
    editions: Sequence[Edition], found: Sequence[int], strangers: Iterable[int]
) -> dict[str, KindScore]:
    """The same for each kind of copy, and of text that is no copy."""
    true_of: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for edition, story in zip(editions, found, strict=True):
        true_of[story][edition.story] += 1
    with_stranger = set(strangers) & set(true_of)
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for edition, story in zip(editions, found, strict=True):
        counts = counted[edition.kind or "the wire's own"]
        counts["articles"] += 1
        counts["joined"] += true_of[story][edition.story] > 1
        counts["mixed"] += len(true_of[story]) > 1 or story in with_stranger
    return {
        kind: KindScore(counts["articles"], counts["joined"], counts["mixed"])
        for kind, counts in sorted(counted.items())
    }
