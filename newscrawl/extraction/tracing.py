"""Page -> trace: what a page leaves in its site's memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from newscrawl.errors import ExtractionError
from newscrawl.extraction.evidence import Trace, fingerprint, fingerprint_of_slot
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.reading import Reading, read
from newscrawl.extraction.verdicts import Verdict, decide
from newscrawl.items import Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SKETCH = 12  # prose fingerprints of a page that tell its copies
_TELLING = 12  # characters; shorter texts repeat by chance
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
    """The trace of a page that was read and judged alone."""
    kept = [b for b, v in zip(reading.blocks, verdicts, strict=True) if v.kept]
    slots: dict[int, tuple[int, int]] = {}
    for block, verdict in zip(reading.blocks, verdicts, strict=True):
        if block.link_share < _LINKS or verdict.kept:
            name = fingerprint_of_slot(block.slot)
            held, size = slots.get(name, (0, 0))
            slots[name] = held + block.size * verdict.kept, size + block.size
    prose = {fingerprint(b.text) for b in kept if is_prose(b)}
    texts = {fingerprint(b.text) for b in reading.blocks if b.size >= _TELLING}
    own = "\n".join(b.text for b in kept) or "\n".join(b.text for b in reading.blocks)
    return Trace(
        key=fingerprint(own),
        headline=fingerprint(reading.metadata.headline),
        prose=frozenset(sorted(prose)[:_SKETCH]),
        texts=frozenset(sorted(texts)[:_MOST]),
        slots=dict(sorted(slots.items())[:_MOST]),
        day=_day_of(reading.document.page.fetched_at),
    )


def _day_of(moment: datetime | None) -> int:
    """Days since 1970, 0 where unknown; a moment without an offset is taken for UTC."""
    if moment is None:
        return 0
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).days
