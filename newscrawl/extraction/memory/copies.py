"""Which pages show the same article: print, mobile, or fetched again."""

from __future__ import annotations

import numpy as np

from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory.ragged import Flags, Ints
from newscrawl.extraction.memory.traces import Traces

_COPY = 0.5  # share of the shorter one's prose that two pages under one headline have in common
_SAME = 0.8  # and of the longer one's, where their headlines differ
_FEW = 2  # paragraphs that pages of different headlines have in common by chance


class Copies:
    """Finds the copies of a page among others.

    Two pages are copies if they have the same text; or the same headline and half of the prose;
    or nearly all of the prose, which is more than a promo or two.
    """

    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._sizes = traces.prose.counts
        order = traces.prose.values.argsort(kind="stable")
        self._prose = traces.prose.values[order]
        self._rows = traces.prose.rows[order]

    def of(self, trace: Trace) -> Ints:
        """The rows of a page's copies."""
        return self._alike(trace.key, trace.headline, np.array([*trace.prose], np.int64))

    def of_row(self, row: int) -> Ints:
        """The rows of the copies of a page that is among the others; it is one itself."""
        traces = self._traces
        return self._alike(traces.key[row], traces.headline[row], traces.prose.row(row))

    def possible(self) -> Ints:
        """The rows of pages that share enough prose with others to be copies."""
        begin, end = self._spans(self._prose)
        shared = np.bincount(self._rows[end - begin > 1], minlength=len(self._traces))
        _, which, times = np.unique(self._traces.headline, return_inverse=True, return_counts=True)
        renamed = (shared > _FEW) & (shared >= _SAME * self._sizes)
        return np.flatnonzero(renamed | ((shared > 0) & (times[which] > 1)))

    def _alike(self, key: int, headline: int, prose: Ints) -> Ints:
        traces = self._traces
        spans = zip(*self._spans(prose), strict=True)
        rows = np.concatenate([self._rows[:0], *(self._rows[a:b] for a, b in spans)])
        shared = np.bincount(rows, minlength=len(traces))
        fewest, most = np.minimum(self._sizes, len(prose)), np.maximum(self._sizes, len(prose))
        retold = (traces.headline == headline) & (fewest > 0) & (shared >= _COPY * fewest)
        renamed = (shared > _FEW) & (shared >= _SAME * most)
        return np.flatnonzero((traces.key == key) | retold | renamed)

    def _spans(self, prose: Ints) -> tuple[Ints, Ints]:
        """Where the pages of some paragraphs stand among all, from and to."""
        return self._prose.searchsorted(prose, "left"), self._prose.searchsorted(prose, "right")


def one_of_each(copies: Copies, order: Ints) -> tuple[Flags, Flags]:
    """Of each article's copies the first.

    Args:
        copies: What tells them.
        order: All rows, the one that is preferred before others.

    Returns:
        Which rows those are, and which of them stand for others, too.
    """
    is_first, has_others = np.ones(len(order), np.bool_), np.zeros(len(order), np.bool_)
    possible = copies.possible()
    is_first[possible] = False
    for row in order[np.isin(order, possible)].tolist():
        found = copies.of_row(row)
        before = found[is_first[found]]
        has_others[before] = True
        is_first[row] = not len(before)
    return is_first, has_others
