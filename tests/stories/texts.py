"""Texts for tests of stories, invented."""

from __future__ import annotations

from random import Random

from benchmarks.wire.lexicon import lexicon
from benchmarks.wire.prose import short_sentences


def paragraphs(seed: int, number: int = 10, language: str = "en") -> list[str]:
    """Paragraphs about an event; another seed, another event."""
    rng = Random(seed)  # noqa: S311 - tests must repeat themselves
    words = lexicon(language)
    return short_sentences(words, rng, words.cast(rng), number)


def text(seed: int, number: int = 10, language: str = "en") -> str:
    return "\n".join(paragraphs(seed, number, language))
