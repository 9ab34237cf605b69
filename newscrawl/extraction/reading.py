"""All that one page says of itself, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newscrawl.extraction import teacher
from newscrawl.extraction.blocks import Block, Layout, Place
from newscrawl.extraction.document import Document, parse
from newscrawl.extraction.evidence import SlotRecord
from newscrawl.extraction.features import Measures
from newscrawl.extraction.flow import Flow, find_flow
from newscrawl.extraction.kind import count_stories
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.metadata import Metadata, read_metadata
from newscrawl.extraction.phrases import Match, phrase_book
from newscrawl.extraction.weights import trees
from newscrawl.items import Page

_TAUGHT = 0.5


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it is seen before anyone looks at its text.

    Attributes:
        document: The parsed page.
        metadata: What it says of itself outside of the text.
        stories: How many links look like headlines; 0 where that would tell nothing.
    """

    document: Document
    metadata: Metadata
    stories: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read alone, or by what is known of its site; sequences go block by block.

    Attributes:
        url: The page's.
        fetched_at: When it was fetched, None where unknown.
        metadata: What it says of itself outside of the text.
        stories: How many links look like headlines; 0 where that would tell nothing.
        layout: Its blocks and boxes.
        taught: Share of each block that the teacher keeps; empty where it was not asked.
        flow: Where the prose runs.
        matches: The phrase each block says, if any.
        weights: How likely each block is part of the article, 0 to 1.
        records: Where the teacher was not asked, what other pages say of each block's slot.
    """

    url: str
    fetched_at: datetime | None
    metadata: Metadata
    stories: int
    layout: Layout
    taught: Sequence[float]
    flow: Flow
    matches: Sequence[Match | None]
    weights: Sequence[float]
    records: Sequence[SlotRecord | None] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the layout."""
        return self.layout.blocks

    @property
    def is_recognised(self) -> bool:
        """Whether it was read by what is known of its site, without the teacher."""
        return bool(self.records)


def look(page: Page) -> Sight:
    """Parse a page and read its metadata. Raises ExtractionError where it cannot be read."""
    document = parse(page)
    metadata = read_metadata(document.tree, page.url, page.headers)
    return Sight(document, metadata, count_stories(document.tree, page.url, metadata))


def read(page: Page) -> Reading:
    """Read a page alone. Raises ExtractionError where it cannot be read."""
    return read_in_full(look(page))


def read_in_full(sight: Sight, layout: Layout | None = None) -> Reading:
    """Read a page with the teacher.

    Args:
        sight: The page.
        layout: What to read of it: the teacher sees nothing of boxes that were passed by. None
            for all.
    """
    if layout is None:
        layout = lay_out(sight.document)
    blocks, metadata = layout.blocks, sight.metadata
    taught = teacher.judge(sight.document, layout)
    flow = find_flow(layout, [share >= _TAUGHT for share in taught])
    matches = _matches(blocks)
    measures = Measures(layout, metadata, taught, flow, matches)
    weighed = [b for b in blocks if is_candidate(b, taught[b.index])]
    weights = [0.0] * len(blocks)
    for block, weight in zip(weighed, trees().probabilities(measures.rows(weighed)), strict=True):
        weights[block.index] = weight
    return reading_of(sight, layout, taught, flow, matches, weights)


def reading_of(
    sight: Sight,
    layout: Layout,
    taught: Sequence[float],
    flow: Flow,
    matches: Sequence[Match | None],
    weights: Sequence[float],
    records: Sequence[SlotRecord | None] = (),
) -> Reading:
    """A reading of what was seen. It has no part in the tree, so it can be sent to a process."""
    page, layout = sight.document.page, replace(layout, anchors=(), closed=())
    about = (page.url, page.fetched_at, sight.metadata, sight.stories)
    return Reading(*about, layout, taught, flow, matches, weights, records)


def _matches(blocks: Sequence[Block]) -> list[Match | None]:
    """The phrase each block says; texts that stand on the page twice are read once."""
    match = phrase_book().match
    said = {text: match(text) for text in {b.text for b in blocks}}
    return [said[b.text] for b in blocks]


def is_candidate(block: Block, taught: float) -> bool:
    """Whether a block is worth weighing: a menu's links never are."""
    return taught > 0 or not (block.link_share > 0.9 and block.places & (Place.NAV | Place.LIST))
