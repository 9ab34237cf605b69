"""Paragraphs of news about an event, in two manners that have nothing in common."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.wire.lexicon import Cast, Lexicon

# What writes a number of paragraphs about an event.
Writer = Callable[[Lexicon, Random, Cast, int], list[str]]


def short_sentences(words: Lexicon, rng: Random, cast: Cast, paragraphs: int) -> list[str]:
    """One to three sentences a paragraph, each a pattern by itself."""
    return [
        " ".join(words.fill(rng.choice(words.patterns), rng, cast) for _ in range(number))
        for number in (rng.choice((1, 2, 2, 3)) for _ in range(paragraphs))
    ]


def chained_clauses(words: Lexicon, rng: Random, cast: Cast, paragraphs: int) -> list[str]:
    """Two to five long sentences a paragraph, each a chain of clauses, some said by someone."""
    return [
        ("" if words.unspaced else " ").join(
            _chain(words, rng, cast) for _ in range(rng.randrange(2, 6))
        )
        for _ in range(paragraphs)
    ]


def _chain(words: Lexicon, rng: Random, cast: Cast) -> str:
    clauses = [rng.choice(words.patterns) for _ in range(rng.choice((1, 2, 2, 3)))]
    said = clauses[0]
    for clause in clauses[1:]:
        said += rng.choice(words.connectors) + clause
    if rng.random() < 0.3:
        said += ("，" if words.unspaced else ", ") + rng.choice(words.lists["tails"])
    return words.fill(said, rng, cast) + ("。" if words.unspaced else ".")
