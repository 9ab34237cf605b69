"""Index: a memory's evidence, counted once for all the pages that ask.

Asking a memory of 400 pages by going through them costs as much as reading a page. Here a page's
question costs what the page has, not what the memory holds; the answers are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from newscrawl.extraction.evidence import Recall, SlotRecord, Trace
from newscrawl.extraction.memory.copies import Copies, one_of_each
from newscrawl.extraction.memory.ragged import Ints
from newscrawl.extraction.memory.traces import Traces
from newscrawl.extraction.memory.votes import Votes

LEAST_PAGES = 5  # that the teacher has read before a memory is sure of anything


class Index:
    """What pages of a site have in common, without the page that asks and its copies."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._copies = Copies(traces)
        # Of an article's copies one counts: one that has a say on slots, where there is one.
        order = np.lexsort((traces.key, ~traces.are_taught))
        self._counts, self._stand_for_others = one_of_each(self._copies, order)
        rows = np.flatnonzero(self._counts)
        counted = traces[rows]
        self._texts, self._times = np.unique(counted.texts.values, return_counts=True)
        self._votes = Votes(counted, rows)
        self._held = np.unique(counted.held.values)  # boxes that held a part of an article
        self._empty = np.unique(counted.barren.values, return_counts=True)  # and that did not
        self._barren: dict[int, frozenset[int]] = {}
        self._common: dict[int, frozenset[int]] = {}
        self.pages = len(rows)  # articles; near-copies count as one
        self.taught = int(counted.are_taught.sum())  # of those the teacher read

    @property
    def is_sure(self) -> bool:
        """Whether enough is known of a site to read its pages without the teacher."""
        return self.taught >= LEAST_PAGES

    def recall(self, of: Trace) -> Recall:
        """What other pages say of a page's texts and slots; its copies are not asked."""
        copies = self._copies.of(of)
        if self._stand_for_others[copies].any():  # others are counted in the place of these
            left = np.delete(np.arange(len(self._traces)), copies)
            return Index(self._traces[left]).recall(of)
        own = copies[self._counts[copies]]
        texts, times = self._found(np.fromiter(of.texts, np.int64, len(of.texts)))
        for row in own.tolist():
            times = times - np.isin(texts, self._traces.texts.row(row))
        repeats = dict(zip(texts.tolist(), times.tolist(), strict=True))
        return Recall(
            self.pages - len(own),
            {text: count for text, count in repeats.items() if count},
            self.records(of.slots, own.tolist()),
        )

    def records(self, slots: Iterable[int], but: Collection[int] = ()) -> dict[int, SlotRecord]:
        """The records of slots, each page's vote split by size; those never seen are left out.

        Args:
            slots: Their fingerprints.
            but: Numbers of the pages that have no vote.
        """
        return self._votes.records(slots, but)

    def barren(self, pages: int) -> frozenset[int]:
        """The sites of boxes that stood on so many pages, and held a part of no article."""
        if pages not in self._barren:
            boxes, times = self._empty
            empty = boxes[times >= pages]
            self._barren[pages] = frozenset(empty[~np.isin(empty, self._held)].tolist())
        return self._barren[pages]

    def texts(self, pages: int) -> frozenset[int]:
        """The fingerprints of texts that stand on so many pages."""
        if pages not in self._common:
            self._common[pages] = frozenset(self._texts[self._times >= pages].tolist())
        return self._common[pages]

    def repeats(self, text: int) -> int:
        """On how many pages a text stands."""
        at = int(self._texts.searchsorted(text))
        return int(self._times[at]) if at < len(self._texts) and self._texts[at] == text else 0

    def copies(self, of: Trace) -> frozenset[int]:
        """The numbers of the pages that show the same article as one."""
        return frozenset(self._copies.of(of).tolist())

    def _found(self, texts: Ints) -> tuple[Ints, Ints]:
        """Those of some texts that are known, and on how many pages each stands."""
        if not len(self._texts):
            return self._texts, self._times
        at = self._texts.searchsorted(texts).clip(max=len(self._texts) - 1)
        known = self._texts[at] == texts
        return texts[known], self._times[at[known]]
