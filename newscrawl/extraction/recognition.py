"""The fast path: on a site whose memory is sure, a page is read without the teacher.

Where a site puts its paragraphs, it puts them every time. Boxes that never held a part of an
article are passed by; of the slots that are left, other pages say what became of them. A page
fits if slots that are clear account for nearly all of its text; else it is read in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from newscrawl.extraction.blocks import Layout, Place, size_of
from newscrawl.extraction.evidence import (
    SKETCH,
    SlotRecord,
    Trace,
    fingerprint,
    fingerprint_of_slot,
)
from newscrawl.extraction.flow import Flow, find_flow, is_prose
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.memory import Index
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.narrowing import narrow
from newscrawl.extraction.phrases import Sayings
from newscrawl.extraction.reading import About, Reading, Sight, without_tree
from newscrawl.extraction.slots import near

# The thresholds were chosen on sites of waddle_daniel (docs/speed.md): from .7 to .97 of the text
# the texts are as good as in full, and ever fewer pages fit.
KNOWN = 3  # other pages from which a slot or box is known well
CLEAR = 0.3, 0.7  # a slot is clear of which no more, or no less, was kept
ACCOUNTED = 0.85  # share of the text that must stand in clear slots
KEPT = 0.5
_LINKS = 0.9  # share of links from which a block is a menu's and no text
_LINKED = 0.5  # and from which one is no line of the article
_LEAST_NEW = 12  # size of the shortest line
_ARTICLE = 1_000  # characters of prose; most articles have more
_LEAST_TEXT = 100  # size of the shortest text that is recognised

Records = list[SlotRecord | None]


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a page looks to those who know its site.

    Attributes:
        reading: The page, read by what is known; None where it does not fit.
        rest: What to read in full of a page that does not fit: the page without the boxes that
            never held anything, and narrowed; None for all of it.
    """

    reading: Reading | None = None
    rest: Layout | None = None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was seen of a page that was recognised, to recognise it again without its tree.

    Attributes:
        about: What it says outside of its text.
        layout: What was laid out of it; of boxes that were passed by their number alone.
        passed: Fingerprints of these boxes' sites.
        texts: Those of all texts on the page that tell.
    """

    about: About
    layout: Layout
    passed: frozenset[int]
    texts: frozenset[int]


def recognise(sight: Sight, index: Index) -> Recognition:
    """Read a page by what is known of its site."""
    if not index.is_sure:
        return Recognition()
    barren = _barren(index)
    layout = lay_out(sight.document, lambda site: fingerprint_of_slot(site) in barren)
    records, flow = _recalled(layout, sight.about.metadata, index)
    if flow is None:
        return _misfit(layout, records, index)
    return Recognition(_reading(sight.about, without_tree(layout), records, flow))


def own_of(sight: Sight, index: Index) -> Layout | None:
    """All of a page but what is its site's: what to read of one that is checked; None for all.

    An article that stands where none stood before is new to the site.
    """
    return narrow(lay_out(sight.document), index, KNOWN + 1) if index.is_sure else None


def glimpse_of(reading: Reading, texts: frozenset[int]) -> Glimpse:
    """What to keep of a page that was recognised.

    Args:
        reading: The page.
        texts: Fingerprints of its texts, as it leaves them in a memory.
    """
    layout = reading.layout
    passed = frozenset(map(fingerprint_of_slot, layout.passed_at))
    bare = replace(layout, passed=(frozenset(),) * len(layout.passed), passed_at=())
    return Glimpse(reading.about, bare, passed, texts)


def recognise_again(glimpse: Glimpse, index: Index) -> Reading | None:
    """Read a page by what is known of its site by now.

    Returns:
        The same as `recognise` gives, but for the texts in boxes that were passed by; None where
        the page does not fit, or other boxes would be passed by: it has to be looked at.
    """
    barren, layout = _barren(index), glimpse.layout
    laid_out = {fingerprint_of_slot(box.site) for box in layout.boxes}
    if not glimpse.passed <= barren or not laid_out.isdisjoint(barren) or not index.is_sure:
        return None
    records, flow = _recalled(layout, glimpse.about.metadata, index)
    return None if flow is None else _reading(glimpse.about, layout, records, flow)


def _barren(index: Index) -> frozenset[int]:
    """Sites of boxes to pass by. One page more than for a slot: the page may be among them."""
    return index.barren(KNOWN + 1)


def _recalled(layout: Layout, metadata: Metadata, index: Index) -> tuple[Records, Flow | None]:
    """The records of a page's blocks, and where its prose runs; None where it does not fit."""
    records = _records(layout, index)
    if not _fits(layout, records, index):
        return records, None
    own = index.copies(_trace(layout, records, metadata))
    if own:  # a page is no evidence for itself
        records = _records(layout, index, own)
        if not _fits(layout, records, index):
            return records, None
    flow = find_flow(layout, list(map(is_kept, records)))
    return records, None if _has_something_new(layout, records, flow) else flow


def _reading(about: About, layout: Layout, records: Records, flow: Flow) -> Reading:
    sayings = Sayings([b.text for b in layout.blocks])
    weights = [record.kept if record else 0.0 for record in records]
    return Reading(about, layout, (), flow, sayings, weights, records)


def _misfit(layout: Layout, records: Records, index: Index) -> Recognition:
    """A page to be read in full: whole where an article may stand where none stood before.

    So it may where a box that was passed by holds more text that is new than all places in which
    articles stood, and those hold less than many an article has. Sites change.
    """
    placed = zip(layout.blocks, records, strict=True)
    shown = sum(b.size for b, record in placed if is_kept(record) and is_prose(b))
    moved = shown < _ARTICLE and any(_new_in(box, index) > shown for box in layout.passed)
    return Recognition(rest=None if moved else narrow(layout, index, KNOWN + 1))


def _new_in(texts: Iterable[str], index: Index) -> int:
    """How much text of a box is no label and stands on few other pages."""
    long = ((text, size) for text in texts if (size := size_of(text)) >= _LEAST_TEXT)
    return sum(size for text, size in long if index.repeats(fingerprint(text)) <= KNOWN)


def is_kept(record: SlotRecord | None) -> bool:
    """Whether more than half of what stood in a slot was kept."""
    return record is not None and record.kept >= KEPT


def _records(layout: Layout, index: Index, but: Collection[int] = ()) -> Records:
    """The record of each block's slot; of the end of its path, where few pages have the whole."""
    slots = {block.slot for block in layout.blocks}
    whole = {slot: fingerprint_of_slot(slot) for slot in slots}
    ends = {slot: fingerprint_of_slot(end) for slot in slots if (end := near(slot))}
    found = index.records([*whole.values(), *ends.values()], but)
    best: dict[str, SlotRecord | None] = {}
    for slot in slots:
        record = found.get(whole[slot])
        few = record is None or record.pages < KNOWN
        best[slot] = found.get(ends.get(slot, 0), record) if few else record
    return [best[block.slot] for block in layout.blocks]


def _fits(layout: Layout, records: Sequence[SlotRecord | None], index: Index) -> bool:
    """Whether clear slots, and texts that repeat, account for the text, and there is some."""
    accounted = total = text = 0
    for block, record in zip(layout.blocks, records, strict=True):
        if block.link_share > _LINKS or block.places & Place.HIDDEN:
            continue
        total += block.size
        if _is_clear(record):
            accounted += block.size
            text += block.size * (is_kept(record) and is_prose(block))
        elif index.repeats(fingerprint(block.text)) > KNOWN:
            accounted += block.size
    return text >= _LEAST_TEXT and accounted >= ACCOUNTED * total


def _has_something_new(layout: Layout, records: Sequence[SlotRecord | None], flow: Flow) -> bool:
    """Whether the text holds a list, a quotation or a promo of whose slot too little is known."""
    kept = [number for number, record in enumerate(records) if is_kept(record)]
    amid = range(kept[0], kept[-1])
    new = (
        block
        for block, record in zip(layout.blocks, records, strict=True)
        if not _is_known(record) and block.size >= _LEAST_NEW and block.link_share < _LINKED
    )
    return any(flow.runs_through(b) or (b.index in amid and is_prose(b)) for b in new)


def _is_known(record: SlotRecord | None) -> bool:
    """Whether enough pages had a slot, or fewer in which what stood there fared alike."""
    return record is not None and (record.pages >= KNOWN or _is_clear(record))


def _is_clear(record: SlotRecord | None) -> bool:
    """Whether what stood in a slot fared alike; one page tells as much as five do.

    Where nine pages of a site had been read (sites of waddle_daniel), the full path kept 248 of
    249 paragraphs in slots that one or two of them had kept, and nothing in slots that they had
    dropped.
    """
    return record is not None and not CLEAR[0] < record.kept < CLEAR[1]


def _trace(layout: Layout, records: Records, metadata: Metadata) -> Trace:
    """As much of a page's trace as tells its copies."""
    kept = [b for b, record in zip(layout.blocks, records, strict=True) if is_kept(record)]
    prose = sorted({fingerprint(b.text) for b in kept if is_prose(b)})[:SKETCH]
    key = fingerprint("\n".join(b.text for b in kept))
    return Trace(key, fingerprint(metadata.headline), frozenset(prose), frozenset(), {})
