"""Votes: how slots fared, page by page."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from newscrawl.extraction.evidence import SlotRecord
from newscrawl.extraction.memory.ragged import Ints
from newscrawl.extraction.memory.traces import Traces


class Votes:
    """What each page says of its slots.

    Args:
        traces: The pages.
        numbers: What each is called.
    """

    def __init__(self, traces: Traces, numbers: Ints) -> None:
        slots = traces.slots
        order = slots.values.argsort(kind="stable")
        share = traces.kept.values / np.maximum(traces.sizes.values, 1)
        self._shares = share[order]
        self._pages = numbers[slots.rows[order]]
        names, begins, counts = np.unique(
            slots.values[order], return_index=True, return_counts=True
        )
        which = np.repeat(np.arange(len(names)), counts)
        means = np.bincount(which, self._shares, len(names)) / np.maximum(counts, 1)
        spans = zip(begins.tolist(), (begins + counts).tolist(), strict=True)
        self._spans = dict(zip(names.tolist(), spans, strict=True))
        records = map(SlotRecord, counts.tolist(), means.tolist())
        self._records: dict[int, SlotRecord] = dict(zip(self._spans, records, strict=True))

    def record(self, slot: int, but: Collection[int] = ()) -> SlotRecord | None:
        """The record of a slot by the votes of all pages but some; None where there are none."""
        if slot not in self._records or not but:
            return self._records.get(slot)
        begin, end = self._spans[slot]
        others = ~np.isin(self._pages[begin:end], list(but))
        if others.all():
            return self._records[slot]
        shares: list[float] = self._shares[begin:end][others].tolist()
        return SlotRecord(len(shares), sum(shares) / len(shares)) if shares else None
