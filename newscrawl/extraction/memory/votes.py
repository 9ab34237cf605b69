"""Votes: how slots fared, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from newscrawl.extraction.evidence import SlotRecord
from newscrawl.extraction.memory.ragged import Flags, Ints
from newscrawl.extraction.memory.traces import Traces

Counted = tuple[Sequence[int], Sequence[float]]  # for each slot, how many votes, and their mean


class Votes:
    """What each page says of its slots.

    Args:
        traces: The pages.
        numbers: What each is called.
    """

    def __init__(self, traces: Traces, numbers: Ints) -> None:
        self._shares = traces.kept.values / np.maximum(traces.sizes.values, 1)
        self._pages = numbers[traces.slots.rows]
        slots, self._which = np.unique(traces.slots.values, return_inverse=True)
        self._at = {slot: number for number, slot in enumerate(slots.tolist())}
        self._all = self._counted(np.ones(len(self._pages), np.bool_))

    def records(self, slots: Iterable[int], but: Collection[int]) -> dict[int, SlotRecord]:
        """The records of slots by the votes of all pages but some; those without votes left out."""
        counts, means = self._all
        if but:
            counts, means = self._counted(~np.isin(self._pages, list(but)))
        known = ((slot, self._at[slot]) for slot in dict.fromkeys(slots) if slot in self._at)
        return {slot: SlotRecord(counts[at], means[at]) for slot, at in known if counts[at]}

    def _counted(self, votes: Flags) -> Counted:
        which, slots = self._which[votes], len(self._at)
        counts = np.bincount(which, minlength=slots)
        sums = np.bincount(which, self._shares[votes], slots)
        return counts.tolist(), (sums / np.maximum(counts, 1)).tolist()
