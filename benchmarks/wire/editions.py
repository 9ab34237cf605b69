"""What the benchmark saves: stories with their copies, and texts that are copies of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from benchmarks.wire.copying import COPIES, Desk
from benchmarks.wire.lexicon import lexicon
from benchmarks.wire.others import OTHERS
from benchmarks.wire.prose import chained_clauses, short_sentences

# Thresholds are tuned on one half and reported on the other: other languages, words,
# sentences, lengths and other degrees of what is done to a text.
_TUNE = [
    Desk(lexicon(language), short_sentences, (0.45, 0.8), (1, 3), (0.04, 0.12), 2)
    for language in ("de", "en")
]
_REPORT = [
    Desk(lexicon(language), chained_clauses, (0.4, 0.85), (1, 2), (0.05, 0.15), 1)
    for language in ("fr", "ru", "zh")
]
HALVES = {"tune": _TUNE, "report": _REPORT}
_PARAGRAPHS = {"tune": (7, 15), "report": (4, 8)}
_COPIES_OF_A_STORY = 5
_WITHOUT_ORIGINAL = 0.3  # share of stories whose whole text no site prints


@dataclass(frozen=True, slots=True)
class Edition:
    """One article of the benchmark.

    Attributes:
        story: Its true story; no other number, no copy.
        kind: What was done to the wire's text, or why it is no copy; "" for the wire's own.
        is_copy: Whether it is of the wire's story.
        text: One paragraph a line.
    """

    story: int
    kind: str
    is_copy: bool
    text: str


def editions(half: str, stories: int, seed: int) -> list[Edition]:
    """The articles of so many wire stories and of what resembles them, in random order."""
    rng = Random(f"{half} {seed}")  # noqa: S311 - a benchmark must repeat itself
    numbers = count()
    made = [e for _ in range(stories) for e in _of_a_story(half, rng, numbers)]
    rng.shuffle(made)
    return made


def strangers(half: str, number: int, seed: int) -> Iterator[str]:
    """Texts that fill a store: one in ten is a form filled in, one in ten ends in boilerplate."""
    rng = Random(f"strangers {half} {seed}")  # noqa: S311
    for _ in range(number):
        desk = rng.choice(HALVES[half])
        words = desk.words
        cast = words.cast(rng)
        kind = rng.random()
        if kind < 0.1:
            yield words.fill(words.forms[rng.choice(("weather", "stock", "table"))], rng, cast)
            continue
        text = desk.writer(words, rng, cast, rng.randint(*_PARAGRAPHS[half]))
        yield "\n".join((*text, *([rng.choice(words.boilerplate)] if kind < 0.2 else [])))


def _of_a_story(half: str, rng: Random, numbers: Iterator[int]) -> Iterator[Edition]:
    desk = rng.choice(HALVES[half])
    cast = desk.words.cast(rng)
    text = desk.writer(desk.words, rng, cast, rng.randint(*_PARAGRAPHS[half]))
    story = next(numbers)
    if rng.random() >= _WITHOUT_ORIGINAL:
        yield Edition(story, "", is_copy=True, text=_filed(desk, rng, text))
    for kind in rng.sample(sorted(COPIES), _COPIES_OF_A_STORY):
        copy = COPIES[kind](desk, rng, list(text), cast)
        yield Edition(story, kind, is_copy=True, text=_filed(desk, rng, copy))
    for kind in rng.sample(sorted(OTHERS), 2):
        for other in OTHERS[kind](desk, rng, list(text), cast):
            yield Edition(next(numbers), kind, is_copy=False, text=_filed(desk, rng, other))


def _filed(desk: Desk, rng: Random, text: list[str]) -> str:
    """The text with a dateline; each site has its own way to print one."""
    dateline = desk.words.fill(rng.choice(desk.words.datelines), rng, desk.words.cast(rng))
    return dateline + "\n".join(text)
