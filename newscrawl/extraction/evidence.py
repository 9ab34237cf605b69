"""What pages leave behind as evidence of their site, and what is recalled of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

_MARKS = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
# For ASCII, which is folded in a twentieth of the time.
_ASCII = bytes(ord("0" if c.isdigit() else c.lower()) for c in map(chr, range(128))) + bytes(128)
_ASCII_MARKS = bytes(n for n in range(128) if not chr(n).isalnum())
_SHORT = 200  # characters
TELLING = 12  # size; shorter texts repeat by chance
SKETCH = 12  # prose fingerprints of a page that tell its copies


@dataclass(frozen=True, slots=True)
class Trace:
    """What one page leaves in the memory.

    Attributes:
        key: Hash of the page's own text: a page seen twice is one.
        headline: Fingerprint of its headline.
        prose: The smallest fingerprints of the paragraphs kept, to tell copies.
        texts: Fingerprints of its blocks.
        slots: For each slot's fingerprint the size kept and the whole size; none of a page that
            was read without the teacher, since it would only repeat what memory said.
        held: Fingerprints of the sites of boxes that hold a part of the article.
        barren: Those of the widest boxes that hold text, and none of the article.
        generation: The generation that saw it last.
        day: When it was fetched, days since 1970; 0 where unknown.
    """

    key: int
    headline: int
    prose: frozenset[int]
    texts: frozenset[int]
    slots: dict[int, tuple[int, int]]
    held: frozenset[int] = frozenset()
    barren: frozenset[int] = frozenset()
    generation: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class SlotRecord:
    """How a slot fared on other pages: on how many it stood, and what share of it was kept."""

    pages: int
    kept: float


@dataclass(frozen=True, slots=True)
class Recall:
    """What a memory says of one page, from other pages alone.

    Attributes:
        pages: How many other articles the memory knows.
        repeats: For each text's fingerprint on how many of them it stands.
        records: For each slot's fingerprint its record.
    """

    pages: int
    repeats: dict[int, int]
    records: dict[int, SlotRecord]


def fingerprint(text: str) -> int:
    """40 bits of a text, case and digits aside: a counter or a date makes no other text."""
    # A page asks two or three times of each text; the short ones stand on other pages, too.
    return _fingerprint_of_short(text) if len(text) <= _SHORT else _fingerprint(text)


def _fingerprint(text: str) -> int:
    if text.isascii():
        folded = text.encode().translate(_ASCII, _ASCII_MARKS)
    else:
        folded = _DIGIT.sub("0", _MARKS.sub("", text.casefold())).encode()
    return int.from_bytes(blake2b(folded, digest_size=5).digest(), "big")


_fingerprint_of_short = lru_cache(maxsize=4096)(_fingerprint)


@lru_cache(maxsize=16384)
def fingerprint_of_slot(slot: str) -> int:
    """40 bits of a slot's path."""
    return int.from_bytes(blake2b(slot.encode(), digest_size=5).digest(), "big")
