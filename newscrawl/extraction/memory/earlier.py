"""Memories that earlier versions wrote: JSON, a list for each page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from newscrawl.extraction.evidence import Trace

VERSIONS = frozenset({1, 2})  # 1 knew no boxes


def traces_of(content: dict[str, Any]) -> list[Trace]:
    """The traces in a memory of an earlier version.

    Raises:
        LookupError, TypeError, ValueError, ArithmeticError: There are none.
    """
    texts, slots = _sums(content["texts"]), _sums(content["slots"])
    return [_trace(row, texts, slots) for row in content["pages"]]


def _trace(row: list[Any], texts: list[int], slots: list[int]) -> Trace:
    key, headline, generation, day, prose, found, records, *boxes = row
    held, barren = boxes or ((), ())
    return Trace(
        key=int(key),
        headline=int(headline),
        prose=frozenset(texts[n] for n in _sums(prose)),
        texts=frozenset(texts[n] for n in _sums(found)),
        slots={slots[n]: (int(kept), int(size)) for n, kept, size in records},
        held=frozenset(slots[n] for n in _sums(held)),
        barren=frozenset(slots[n] for n in _sums(barren)),
        generation=int(generation),
        day=int(day),
    )


def _sums(differences: Iterable[int]) -> list[int]:
    return list(accumulate(map(int, differences)))
