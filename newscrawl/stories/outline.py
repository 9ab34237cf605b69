"""The outline of a text: by it copies are found, and other texts told apart, unread."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from newscrawl.stories.shingles import Shingles
from newscrawl.stories.sketch import sketch
from newscrawl.stories.words import words_of


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept of a text for its copies.

    Attributes:
        words_hash: Tells whether the words have changed since they were grouped.
        keys: Its sketch; () for a text too short to have copies.
        shingle: How many words in a row make a shingle.
        shingles: Digests of its shingles in order, 4 bytes each; b"" where there is no sketch.
    """

    words_hash: str
    keys: tuple[int, ...]
    shingle: int
    shingles: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        """The outline of a text, one paragraph a line."""
        words = words_of(text)
        shingles = words.shingles()
        keys = sketch(words, shingles)
        digest = sha256(" ".join(words.words).encode()).hexdigest()
        packed = Shingles.digested(shingles, words.shingle).packed() if keys else b""
        return cls(digest, keys, words.shingle, packed)
