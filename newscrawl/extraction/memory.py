"""SiteMemory: what the pages of a site have in common.

Evidence is a set of pages. Of each the memory keeps fingerprints of its text, and for each
slot how much of it was kept when the page was read alone. All answers are counted from that
set when asked, so the order of observing, repeats and merging in any order change nothing,
and a page's own evidence can be left out when the page itself is extracted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import accumulate, count, islice, tee
from typing import Any, Self

from newscrawl.extraction.evidence import Recall, Trace
from newscrawl.extraction.index import Index
from newscrawl.extraction.tracing import trace_page
from newscrawl.items import Page

LIMIT = 256 * 1024  # bytes of a memory
MAX_PAGES = 400
_LEVEL = 6  # of 9, which saves 1 % more
_VERSION = 2
_READ = frozenset({1, _VERSION})  # what is read; 1 knew no boxes


class SiteMemory:
    """What newscrawl remembers of one site. Feed it pages; `extract` asks it."""

    def __init__(self) -> None:
        self.generation = 0
        self._traces: dict[int, Trace] = {}
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
        if seen := trace_page(page):
            self.add(replace(seen, generation=self.generation + 1))

    def add(self, trace: Trace) -> None:
        """Learn what a page left; the later of two sightings of one page counts."""
        self._index = None
        known = self._traces.get(trace.key)
        self._traces[trace.key] = max(known, trace, key=_order) if known else trace

    def learn(self, other: Self) -> None:
        """Take in what another memory knows, as `merge` does.

        A memory that learns from thousands of pages keeps those that the end of its generation
        would keep, whatever their order, and no more.
        """
        for trace in other._traces.values():
            self.add(trace)
        if len(self._traces) > 4 * MAX_PAGES:
            newest = self._newest_first()
            self._traces = {t.key: t for t in _first_of_each(newest)}

    def merge(self, other: Self) -> Self:
        """A new memory with the evidence of both."""
        merged = type(self)()
        merged.generation = max(self.generation, other.generation)
        for trace in (*self._traces.values(), *other._traces.values()):
            merged.add(trace)
        return merged

    def recall(self, of: Trace) -> Recall:
        """What other pages say of a page's texts and slots; its copies are not asked."""
        return self.index.recall(of)

    @property
    def index(self) -> Index:
        """The evidence, counted; made anew when the memory has learned."""
        if self._index is None:
            self._index = Index(self._traces.values())
        return self._index

    def close_generation(self) -> bytes:
        """End a generation: count up and compact to the limit; the memory as `to_bytes` has it."""
        self.generation += 1
        kept, data = self._kept()
        self._traces = {t.key: t for t in kept}
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
        try:
            content = json.loads(zlib.decompress(data))
            version = content["version"]
            memory = cls()
            memory.generation = int(content["generation"])
            for trace in _unpacked(content) if version in _READ else ():
                memory.add(trace)
        except (
            ArithmeticError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
            zlib.error,
        ) as error:
            raise ValueError(f"not a site memory: {error}") from error
        if version not in _READ:
            raise ValueError(f"a site memory of version {version}, not {_VERSION}")
        return memory

    def _newest_first(self) -> list[Trace]:
        # Each key is there once, so that nothing else of a trace is needed for a total order.
        return sorted(self._traces.values(), key=_age, reverse=True)

    def _kept(self) -> tuple[list[Trace], bytes]:
        """The newest pages that fit, and their bytes.

        Which are newest is counted in generations and days. Pages that the teacher read and
        pages that it did not have a place each in turn, or the latter, which are many, would
        leave no slot with a record.
        """
        newest = _in_turn(self._newest_first())[:MAX_PAGES]
        while len(packed := _packed(newest, self.generation)) > LIMIT:
            fitting = int(len(newest) * LIMIT / len(packed) * 0.97)
            newest = newest[: min(fitting, len(newest) - 1)]
        return newest, packed


def _packed(traces: Iterable[Trace], generation: int) -> bytes:
    traces = sorted(traces, key=lambda t: t.key)
    texts = sorted({fp for t in traces for fp in (*t.texts, *t.prose)})
    slots = sorted({fp for t in traces for fp in (*t.slots, *t.held, *t.barren)})
    at, slot_at = _numbers(texts), _numbers(slots)
    content = {
        "version": _VERSION,
        "generation": generation,
        "texts": _differences(texts),
        "slots": _differences(slots),
        "pages": [_row(t, at, slot_at) for t in traces],
    }
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode(), _LEVEL)


def _age(trace: Trace) -> tuple[bool, int, int, int]:
    """Newest last.

    What a page says of slots is not lost because it was seen again without the teacher.
    """
    return bool(trace.slots), trace.generation, trace.day, trace.key


def _order(trace: Trace) -> tuple[Any, ...]:
    """As `_age`; with all else, so that which of two sightings counts never depends on calls."""
    return (
        *_age(trace),
        trace.headline,
        sorted(trace.texts),
        sorted(trace.prose),
        sorted(trace.slots.items()),
        sorted(trace.held),
        sorted(trace.barren),
    )


def _first_of_each(traces: Iterable[Trace]) -> list[Trace]:
    """As many as a memory keeps of those that have a say on slots, and of those that have none."""
    having, lacking = tee(traces)
    return [
        *islice((t for t in having if t.slots), MAX_PAGES),
        *islice((t for t in lacking if not t.slots), MAX_PAGES),
    ]


def _in_turn(traces: Iterable[Trace]) -> list[Trace]:
    """One that has a say on slots, one that has none, and so on, in their order."""
    ranks = {True: count(), False: count()}
    ranked = [(next(ranks[bool(t.slots)]), not t.slots, t) for t in traces]
    return [t for _, _, t in sorted(ranked, key=lambda row: row[:2])]


def _numbers(values: list[int]) -> Callable[[int], int]:
    return {value: n for n, value in enumerate(values)}.__getitem__


def _differences(values: list[int]) -> list[int]:
    return [b - a for a, b in zip([0, *values], values, strict=False)]


def _sums(differences: Iterable[int]) -> list[int]:
    return list(accumulate(map(int, differences)))


def _row(trace: Trace, at: Callable[[int], int], slot_at: Callable[[int], int]) -> list[Any]:
    slots = sorted((slot_at(s), kept, size) for s, (kept, size) in trace.slots.items())
    return [
        trace.key,
        trace.headline,
        trace.generation,
        trace.day,
        _differences(sorted(map(at, trace.prose))),
        _differences(sorted(map(at, trace.texts))),
        [list(row) for row in slots],
        _differences(sorted(map(slot_at, trace.held))),
        _differences(sorted(map(slot_at, trace.barren))),
    ]


def _unpacked(content: dict[str, Any]) -> Iterable[Trace]:
    texts, slots = _sums(content["texts"]), _sums(content["slots"])
    for key, headline, generation, day, prose, found, records, *boxes in content["pages"]:
        held, barren = boxes or ((), ())
        yield Trace(
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
