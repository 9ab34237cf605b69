"""The shingles of a text as digests: all that is needed to count what two texts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newscrawl.stories.words import SHINGLE, Words

Digests = NDArray[np.uint32]
Flags = NDArray[np.bool_]
_STORED = np.dtype("<u4")


@dataclass(frozen=True, eq=False)
class Shingles:
    """Every row of so many words in a text, by the place of its first.

    Of two different shingles one pair in four billion has the same digest.

    Attributes:
        digests: CRC-32 of each, in order; empty for a text that is shorter than one.
        size: How many words each has.
    """

    digests: Digests
    size: int

    @classmethod
    def of(cls, words: Words) -> Self:
        """Those of a text."""
        return cls.digested(words.shingles(), words.shingle)

    @classmethod
    def digested(cls, shingles: Sequence[str], size: int) -> Self:
        """From the shingles themselves."""
        digests = [crc32(shingle.encode()) for shingle in shingles]
        return cls(np.array(digests, dtype=np.uint32), size)

    @classmethod
    def unpacked(cls, packed: bytes, size: int) -> Self:
        """From what `packed` gave."""
        return cls(np.frombuffer(packed, _STORED), size)

    def packed(self) -> bytes:
        """The digests, 4 bytes each, little-endian."""
        return self.digests.astype(_STORED).tobytes()

    @property
    def words(self) -> int:
        """How many words the text has; 0 where it has no shingle."""
        return len(self.digests) + self.size - 1 if len(self.digests) else 0

    def __len__(self) -> int:
        """Words of the text, as if four characters of a script without spaces were two words."""
        return self.words * SHINGLE // self.size

    @cached_property
    def distinct(self) -> Digests:
        """Each digest once, in rising order."""
        return np.unique(self.digests)

    def held_by(self, other: Shingles) -> Flags:
        """For each shingle, whether another text has it, too."""
        known = other.distinct
        if not len(known):
            return np.zeros(len(self.digests), dtype=bool)
        at = known.searchsorted(self.digests).clip(max=len(known) - 1)
        held: Flags = known[at] == self.digests
        return held

    def covered(self, held: Flags) -> Flags:
        """For each word, whether one of such shingles has it."""
        words = np.zeros(self.words, dtype=bool)
        for place in range(self.size):
            words[place : place + len(held)] |= held
        return words


def weight(covered: Flags) -> float:
    """The share of covered words, where the first weighs three times as much as the last."""
    places = np.flatnonzero(covered)
    length = len(covered)
    return float((1.5 - (places + 0.5) / length).sum() / length) if length else 0.0
