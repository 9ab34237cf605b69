"""Traces: what many pages left in a memory, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np

from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory.ragged import Flags, Ints, Ragged


@dataclass(frozen=True, slots=True, eq=False)
class Traces:
    """What pages left, a row for each: the fields of `Trace`, what is a set in order.

    Attributes:
        key: Hash of each page's own text.
        headline: Fingerprint of each headline.
        generation: Which generation saw each last.
        day: When each was fetched, days since 1970; 0 where unknown.
        prose: The smallest fingerprints of the paragraphs kept.
        texts: Fingerprints of blocks.
        slots: Fingerprints of slots; none of a page that was read without the teacher.
        kept: For each of the slots the size kept.
        sizes: And the whole size.
        held: Fingerprints of the sites of boxes that hold a part of the article.
        barren: Those of the widest boxes that hold text, and none of the article.
    """

    key: Ints
    headline: Ints
    generation: Ints
    day: Ints
    prose: Ragged
    texts: Ragged
    slots: Ragged
    kept: Ragged
    sizes: Ragged
    held: Ragged
    barren: Ragged

    @classmethod
    def of(cls, traces: Iterable[Trace]) -> Self:
        """The traces of pages, one by one."""
        traces = list(traces)
        records = [sorted(t.slots.items()) for t in traces]
        return cls(
            key=_ints([t.key for t in traces]),
            headline=_ints([t.headline for t in traces]),
            generation=_ints([t.generation for t in traces]),
            day=_ints([t.day for t in traces]),
            prose=Ragged.of(sorted(t.prose) for t in traces),
            texts=Ragged.of(sorted(t.texts) for t in traces),
            slots=Ragged.of([slot for slot, _ in row] for row in records),
            kept=Ragged.of([kept for _, (kept, _) in row] for row in records),
            sizes=Ragged.of([size for _, (_, size) in row] for row in records),
            held=Ragged.of(sorted(t.held) for t in traces),
            barren=Ragged.of(sorted(t.barren) for t in traces),
        )

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The rows of one after those of the other."""
        return cls(*map(_joined, zip(*map(_columns, parts), strict=True)))

    @property
    def are_taught(self) -> Flags:
        """Which pages the teacher read: those have a say on slots."""
        return self.slots.counts > 0

    def trace(self, row: int) -> Trace:
        """What one page left."""
        slots, kept, sizes = (c.row(row).tolist() for c in (self.slots, self.kept, self.sizes))
        return Trace(
            key=int(self.key[row]),
            headline=int(self.headline[row]),
            prose=frozenset(self.prose.row(row).tolist()),
            texts=frozenset(self.texts.row(row).tolist()),
            slots=dict(zip(slots, zip(kept, sizes, strict=True), strict=True)),
            held=frozenset(self.held.row(row).tolist()),
            barren=frozenset(self.barren.row(row).tolist()),
            generation=int(self.generation[row]),
            day=int(self.day[row]),
        )

    def __getitem__(self, rows: Ints) -> Traces:
        return Traces(*(column[rows] for column in _columns(self)))

    def __len__(self) -> int:
        return len(self.key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Traces):
            return NotImplemented
        return all(map(_equal, _columns(self), _columns(other)))

    __hash__ = None  # type: ignore[assignment]  # arrays can be changed


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _columns(traces: Traces) -> list[Any]:
    """Arrays and ragged ones, in the order of the fields."""
    return [getattr(traces, field.name) for field in fields(traces)]


def _joined(columns: Sequence[Any]) -> Any:
    if isinstance(columns[0], Ragged):
        return Ragged.joined(columns)
    return np.concatenate(columns)


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other) if isinstance(one, Ragged) else np.array_equal(one, other)
