"""SiteMemory: what the pages of a site have in common.

Evidence is a set of pages. Of each the memory keeps fingerprints of its text, and for each
slot how much of it was kept when the page was read alone. All answers are counted from that
set when asked, so the order of observing, repeats and merging in any order change nothing,
and a page's own evidence can be left out when the page itself is extracted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Self

import numpy as np

from newscrawl.extraction.evidence import Recall, Trace
from newscrawl.extraction.memory.index import LEAST_PAGES, Index
from newscrawl.extraction.memory.packing import pack, unpack
from newscrawl.extraction.memory.ranking import first_of_each, in_turn, latest_of_each
from newscrawl.extraction.memory.traces import Traces
from newscrawl.items import Page

LIMIT = 256 * 1024  # bytes of a memory
MAX_PAGES = 400
_MOST = 4 * MAX_PAGES  # pages that a memory may hold before it is cut to what it would keep
_SOME = 4 * LEAST_PAGES  # pages among which there are enough that are no copies


class SiteMemory:
    """What newscrawl remembers of one site. Feed it pages; `extract` asks it."""

    def __init__(self) -> None:
        self.generation = 0
        self._known = Traces.of(())
        self._new: list[Traces] = []  # since those were put together
        self._index: Index | None = None

    def __len__(self) -> int:
        return len(self._traces)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SiteMemory):
            return NotImplemented
        return self.generation == other.generation and self._traces == other._traces

    __hash__ = None  # type: ignore[assignment]  # it changes

    @property
    def pages(self) -> int:
        """How many pages it has seen."""
        return len(self._traces)

    def observe(self, page: Page) -> None:
        """Learn from a page, HTML only. A page that cannot be read teaches nothing."""
        # Deferred: it reads pages, which a process that only keeps memories never does.
        from newscrawl.extraction.tracing import trace_page  # noqa: PLC0415

        if seen := trace_page(page):
            self.add(replace(seen, generation=self.generation + 1))

    def add(self, *traces: Trace) -> None:
        """Learn what pages left; the later of two sightings of one page counts."""
        self._take_in(Traces.of(traces))

    def learn(self, other: Self) -> None:
        """Take in what another memory knows, as `merge` does.

        A memory that learns from thousands of pages keeps those that the end of its generation
        would keep, whatever their order, and no more.
        """
        self._take_in(other._traces)
        if len(self._known) + sum(map(len, self._new)) > _MOST and self.pages > _MOST:
            self._known = first_of_each(self._traces, MAX_PAGES)

    def merge(self, other: Self) -> Self:
        """A new memory with the evidence of both."""
        traces = Traces.joined([self._traces, other._traces])
        return self._of(traces, max(self.generation, other.generation))

    def recall(self, of: Trace) -> Recall:
        """What other pages say of a page's texts and slots; its copies are not asked."""
        return self.index.recall(of)

    @property
    def index(self) -> Index:
        """The evidence, counted; made anew when the memory has learned."""
        if self._index is None:
            self._index = Index(self._traces)
        return self._index

    @property
    def taught(self) -> int:
        """How many pages the teacher read, of an article's copies one; `LEAST_PAGES` for more.

        Asked of some, most memories need not be counted: whether a page is another's copy depends
        on those two alone, so that others only add to what some of them make.
        """
        some = self._traces[np.flatnonzero(self._traces.are_taught)[:_SOME]]
        taught = Index(some).taught
        if taught < LEAST_PAGES and len(some) == _SOME:
            taught = self.index.taught
        return min(taught, LEAST_PAGES)

    def close_generation(self) -> bytes:
        """End a generation: count up and compact to the limit; the memory as `to_bytes` has it."""
        self.generation += 1
        self._known, data = self._kept()
        self._index = None
        return data

    def to_bytes(self) -> bytes:
        """The memory, at most 256 KiB; the same evidence gives the same bytes."""
        return self.packed()[0]

    def packed(self) -> tuple[bytes, int]:
        """As `to_bytes`, and how many of its pages have room there."""
        kept, data = self._kept()
        return data, len(kept)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The memory that `to_bytes` wrote.

        Raises:
            ValueError: These are no bytes of a memory, or of one that a newer newscrawl wrote.
        """
        return cls._of(*unpack(data))

    @classmethod
    def _of(cls, traces: Traces, generation: int) -> Self:
        memory = cls()
        memory.generation = generation
        memory._known = latest_of_each(traces)
        return memory

    @property
    def _traces(self) -> Traces:
        """What is known of each page, by key."""
        if self._new:
            new, self._new = self._new, []
            self._known = latest_of_each(Traces.joined([self._known, *new]))
        return self._known

    def _take_in(self, traces: Traces) -> None:
        self._index = None
        self._new.append(traces)

    def _kept(self) -> tuple[Traces, bytes]:
        """The newest pages that fit, by key, and their bytes."""
        kept = self._newest(MAX_PAGES)
        while len(packed := pack(kept, self.generation)) > LIMIT:
            fitting = int(len(kept) * LIMIT / len(packed) * 0.97)
            kept = self._newest(min(fitting, len(kept) - 1))
        return kept, packed

    def _newest(self, pages: int) -> Traces:
        """So many of the traces, by key."""
        traces = self._traces
        return traces if len(traces) <= pages else traces[np.sort(in_turn(traces)[:pages])]
