"""The outline of a text: by it copies are found, and other texts told apart, unread."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import Self
from zlib import crc32

from newscrawl.stories.sketch import sketch
from newscrawl.stories.words import words_of

# Words of a common passage have at least a quarter as many shingles; where less than this share
# of the longer text can stand in such passages, it is no copy by any rule.
_LEAST_SHARED = 0.2


@dataclass(frozen=True, slots=True)
class Outline:
    """What is kept of a text for its copies.

    Attributes:
        words_hash: Tells whether the words have changed since they were grouped.
        keys: Its sketch; () for a text too short to have copies.
        shingle: How many words in a row make a shingle.
        shingles: Digests of its distinct shingles, 4 bytes each; b"" where there is no sketch.
    """

    words_hash: str
    keys: tuple[int, ...]
    shingle: int
    shingles: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        """The outline of a text, one paragraph a line."""
        words = words_of(text)
        shingles = sorted({" ".join(shingle) for shingle in words.shingles()})
        keys = sketch(words, shingles)
        digest = sha256(" ".join(words.words).encode()).hexdigest()
        return cls(digest, keys, words.shingle, _packed(shingles) if keys else b"")

    def is_far_from(self, other: bytes) -> bool:
        """Whether a text with these shingles shares so few that comparing is not worth while."""
        own, others = _unpacked(self.shingles), _unpacked(other)
        longer = max(len(own), len(others))
        return len(own & others) * self.shingle < longer * _LEAST_SHARED


def _packed(shingles: list[str]) -> bytes:
    digests = sorted({crc32(shingle.encode()) for shingle in shingles})
    return struct.pack(f"<{len(digests)}I", *digests)


def _unpacked(packed: bytes) -> frozenset[int]:
    return frozenset(struct.unpack(f"<{len(packed) // 4}I", packed))
