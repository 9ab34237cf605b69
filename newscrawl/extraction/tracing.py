"""Page -> trace: what a page leaves in its site's memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import accumulate

from newscrawl.errors import ExtractionError
from newscrawl.extraction.blocks import Layout, size_of
from newscrawl.extraction.evidence import SKETCH, TELLING, Trace, fingerprint, fingerprint_of_slot
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.reading import Reading, read
from newscrawl.extraction.slots import near
from newscrawl.extraction.verdicts import Verdict, decide
from newscrawl.items import Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOST = 2_500  # texts, and slots, that one page may leave: a freak page costs no others their room
_LINKS = 0.95  # share of links from which a block is a menu's and no evidence


def trace_page(page: Page) -> Trace | None:
    """What a page leaves in its site's memory; None where it cannot be read."""
    try:
        reading = read(page)
    except ExtractionError:
        return None
    return leave_trace(reading, decide(reading))


def leave_trace(reading: Reading, verdicts: Sequence[Verdict]) -> Trace:
    """The trace of a page that was read and judged alone, or recognised.

    A page that was recognised leaves its texts alone, those in boxes that were passed by among
    them: a promo that stands there is amid the text elsewhere. What became of its slots is what
    the memory said of them.
    """
    kept = [b for b, v in zip(reading.blocks, verdicts, strict=True) if v.kept]
    named = {b.text: fingerprint(b.text) for b in reading.blocks if b.size >= TELLING}
    prose = {named[b.text] for b in kept if is_prose(b)}
    passed = (text for box in reading.layout.passed for text in box)
    texts = {*named.values(), *(fingerprint(t) for t in passed if size_of(t) >= TELLING)}
    own = "\n".join(b.text for b in kept) or "\n".join(b.text for b in reading.blocks)
    trace = Trace(
        key=fingerprint(own),
        headline=fingerprint(reading.metadata.headline),
        prose=frozenset(sorted(prose)[:SKETCH]),
        texts=frozenset(sorted(texts)[:_MOST]),
        slots={},
        day=_day_of(reading.about.fetched_at),
    )
    return trace if reading.is_recognised else _with_places(trace, reading, verdicts)


def _with_places(trace: Trace, reading: Reading, verdicts: Sequence[Verdict]) -> Trace:
    """The trace with what became of the page's slots and boxes."""
    slots: dict[int, tuple[int, int]] = {}
    for block, verdict in zip(reading.blocks, verdicts, strict=True):
        if block.link_share < _LINKS or verdict.kept:
            for slot in filter(None, (block.slot, near(block.slot))):
                name = fingerprint_of_slot(slot)
                kept, size = slots.get(name, (0, 0))
                slots[name] = kept + block.size * verdict.kept, size + block.size
    held, barren = _boxes(reading.layout, verdicts)
    return replace(
        trace,
        slots=dict(sorted(slots.items())[:_MOST]),
        held=frozenset(sorted(held)[:_MOST]),
        barren=frozenset(sorted(barren)[:_MOST]),
    )


def _boxes(layout: Layout, verdicts: Sequence[Verdict]) -> tuple[set[int], set[int]]:
    """Sites of boxes that hold something that is kept, and of the widest ones that do not."""
    sums = [0, *accumulate(v.kept for v in verdicts)]
    holds = [sums[box.end] > sums[box.start] for box in layout.boxes]
    widest = {
        box.site
        for box in layout.boxes
        if box.end > box.start and box.parent >= 0 and holds[box.parent] and not holds[box.index]
    }
    held = {box.site for box, some in zip(layout.boxes, holds, strict=True) if some}
    return set(map(fingerprint_of_slot, held)), set(map(fingerprint_of_slot, widest))


def _day_of(moment: datetime | None) -> int:
    """Days since 1970, 0 where unknown; a moment without an offset is taken for UTC."""
    if moment is None:
        return 0
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).days
