"""Index: a memory's evidence, counted once for all the pages that ask.

Asking a memory of 400 pages by going through them costs as much as reading a page. Here a page's
question costs what the page has, not what the memory holds; the answers are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from newscrawl.extraction.evidence import Recall, SlotRecord, Trace

_NAMES = 3  # prose fingerprints under which a page is looked up among possible copies


class Index:
    """What pages of a site have in common, without the page that asks and its copies."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        # Of an article's copies one counts: one that has a say on slots, where there is one.
        self._traces = sorted(traces, key=lambda t: (not t.slots, t.key))
        self._named: defaultdict[int, list[int]] = defaultdict(list)
        for number, trace in enumerate(self._traces):
            for name in (trace.key, *trace.prose):
                self._named[name].append(number)
        self._groups, self._followed = self._one_of_each()
        self._texts: Counter[int] = Counter()
        self._votes: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        self._boxes: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
        for number in self._groups:
            self._count(number)
        self.taught = sum(bool(self._traces[n].slots) for n in self._groups)
        self._records: dict[int, SlotRecord | None] = {}
        self._barren: dict[int, frozenset[int]] = {}

    @property
    def pages(self) -> int:
        """How many articles it knows; near-copies count as one."""
        return len(self._groups)

    def recall(self, of: Trace) -> Recall:
        """What other pages say of a page's texts and slots; its copies are not asked."""
        copies = self.copies(of)
        if not self._followed.isdisjoint(copies):  # others are counted in the place of these
            left = (t for n, t in enumerate(self._traces) if n not in copies)
            return Index(left).recall(of)
        own = [self._traces[n] for n in copies if n in self._groups]
        repeats = {fp: self._texts[fp] for fp in of.texts if fp in self._texts}
        for trace in own:
            for fp in trace.texts & repeats.keys():
                repeats[fp] -= 1
        return Recall(
            len(self._groups) - len(own),
            {fp: count for fp, count in repeats.items() if count},
            self.records(of.slots, copies),
        )

    def records(self, slots: Iterable[int], but: Collection[int] = ()) -> dict[int, SlotRecord]:
        """The records of slots, each page's vote split by size; those never seen are left out.

        Args:
            slots: Their fingerprints.
            but: Numbers of the pages that have no vote.
        """
        named = dict.fromkeys(slots)
        found = ((slot, self._record(slot, but)) for slot in named if slot in self._votes)
        return {slot: record for slot, record in found if record is not None}

    def barren(self, pages: int) -> frozenset[int]:
        """The sites of boxes that stood on so many pages, and held a part of no article."""
        if pages not in self._barren:
            counts = self._boxes.items()
            found = (slot for slot, (held, none) in counts if none >= pages and not held)
            self._barren[pages] = frozenset(found)
        return self._barren[pages]

    def repeats(self, text: int) -> int:
        """On how many pages a text stands."""
        return self._texts[text]

    def copies(self, of: Trace) -> frozenset[int]:
        """The numbers of the pages that show the same article as one."""
        near = {n for name in (of.key, *of.prose) for n in self._named.get(name, ())}
        return frozenset(n for n in near if self._traces[n].is_copy_of(of))

    def _record(self, slot: int, but: Collection[int]) -> SlotRecord | None:
        votes = self._votes[slot]
        if but and any(number in but for number, _ in votes):
            return _counted([vote for number, vote in votes if number not in but])
        if slot not in self._records:
            self._records[slot] = _counted([vote for _, vote in votes])
        return self._records[slot]

    def _one_of_each(self) -> tuple[frozenset[int], frozenset[int]]:
        """One page for each article, and those of them that stand for others, too."""
        buckets: defaultdict[int, list[int]] = defaultdict(list)
        kept: list[int] = []
        followed: set[int] = set()
        for number, trace in enumerate(self._traces):
            names = {trace.headline, *sorted(trace.prose)[:_NAMES]}
            same = {k for name in names for k in buckets[name]}
            twins = [k for k in same if trace.is_copy_of(self._traces[k])]
            if twins:
                followed.update(twins)
                continue
            kept.append(number)
            for name in names:
                buckets[name].append(number)
        return frozenset(kept), frozenset(followed)

    def _count(self, number: int) -> None:
        trace = self._traces[number]
        self._texts.update(trace.texts)
        for slot, (kept, size) in trace.slots.items():
            self._votes[slot].append((number, kept / max(size, 1)))
        for slot in trace.held:
            self._boxes[slot][0] += 1
        for slot in trace.barren - trace.held:
            self._boxes[slot][1] += 1


def _counted(votes: Sequence[float]) -> SlotRecord | None:
    return SlotRecord(len(votes), sum(votes) / len(votes)) if votes else None
