"""From times to figures: medians, spread, and ratios to another contestant. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles

DRAWS = 1000  # of pages, with replacement, for the range of a ratio


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some numbers and the quarters around it."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast, with the range that 95 in 100 draws of the pages fall into."""

    value: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """First quartile, median and third quartile.

    >>> spread([1.0, 2.0, 3.0, 4.0, 5.0])
    Spread(low=2.0, middle=3.0, high=4.0)
    """
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(low, median(values), high)


def speed_ratio(ours: Sequence[float], theirs: Sequence[float], seed: int = 0) -> Ratio:
    """How many times as many pages a CPU second one gets through as the other.

    Args:
        ours: Seconds of each page.
        theirs: Seconds of the same pages.
        seed: Of the draws.

    >>> speed_ratio([1.0, 1.0], [2.0, 2.0])
    Ratio(value=2.0, low=2.0, high=2.0)
    """
    pairs = list(zip(ours, theirs, strict=True))
    draw = Random(seed)  # noqa: S311 - the same draws for the same seed
    drawn = sorted(_ratio(draw.choices(pairs, k=len(pairs))) for _ in range(DRAWS))
    return Ratio(_ratio(pairs), drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)])


def round_ratios(ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]]) -> list[float]:
    """The ratio in each round: both are lists of pages, each a list of its rounds' seconds."""
    rounds = zip(zip(*ours, strict=True), zip(*theirs, strict=True), strict=True)
    return [sum(their) / sum(our) for our, their in rounds]


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return sum(theirs for _, theirs in pairs) / sum(ours for ours, _ in pairs)
