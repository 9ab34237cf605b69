"""Ragged: rows of integers, each as long as it is, in one array."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Rows of different lengths.

    Attributes:
        values: The values of all rows, one row after the other.
        starts: Where each row begins in them, and where the last ends: one more than rows.
    """

    values: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: Iterable[Sequence[int]]) -> Self:
        """The rows that are given."""
        rows = list(rows)
        values = np.fromiter(chain.from_iterable(rows), np.int64)
        return cls.split(values, np.fromiter(map(len, rows), np.int64, len(rows)))

    @classmethod
    def split(cls, values: Ints, counts: Ints) -> Self:
        """Values as rows of so many each."""
        starts = np.zeros(len(counts) + 1, np.int64)
        counts.cumsum(out=starts[1:])
        return cls(values, starts)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """The rows of one after the rows of the other."""
        values = np.concatenate([part.values for part in parts])
        return cls.split(values, np.concatenate([part.counts for part in parts]))

    @property
    def counts(self) -> Ints:
        """How long each row is."""
        return self.starts[1:] - self.starts[:-1]

    @property
    def rows(self) -> Ints:
        """For each value the number of its row."""
        return np.repeat(np.arange(len(self.starts) - 1), self.counts)

    def row(self, number: int) -> Ints:
        """One row."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def __getitem__(self, rows: Ints) -> Ragged:
        counts = self.counts[rows]
        # Where each row's values were, less where they are now.
        shift = np.repeat(self.starts[rows] - (counts.cumsum() - counts), counts)
        return Ragged.split(self.values[shift + np.arange(len(shift))], counts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ragged):
            return NotImplemented
        return np.array_equal(self.starts, other.starts) and np.array_equal(
            self.values, other.values
        )

    __hash__ = None  # type: ignore[assignment]  # arrays can be changed
