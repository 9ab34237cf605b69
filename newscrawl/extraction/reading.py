"""All that one page says of itself, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from newscrawl.extraction import teacher
from newscrawl.extraction.blocks import Block, Layout, Place
from newscrawl.extraction.closing import close_menus
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
class About:
    """What a page says outside of its text.

    Attributes:
        url: The page's.
        fetched_at: When it was fetched, None where unknown.
        metadata: What it says of itself.
        stories: How many links look like headlines; 0 where that would tell nothing.
    """

    url: str
    fetched_at: datetime | None
    metadata: Metadata
    stories: int


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it is seen before anyone looks at its text.

    Attributes:
        document: The parsed page.
        about: What it says outside of its text.
    """

    document: Document
    about: About


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read alone, or by what is known of its site; sequences go block by block.

    Attributes:
        about: What the page says outside of its text.
        layout: Its blocks and boxes.
        taught: Share of each block that the teacher keeps; empty where it was not asked.
        flow: Where the prose runs.
        matches: The phrase each block says, if any.
        weights: How likely each block is part of the article, 0 to 1.
        records: Where the teacher was not asked, what other pages say of each block's slot.
    """

    about: About
    layout: Layout
    taught: Sequence[float]
    flow: Flow
    matches: Sequence[Match | None]
    weights: Sequence[float]
    records: Sequence[SlotRecord | None] = ()

    @property
    def metadata(self) -> Metadata:
        """What the page says of itself outside of the text."""
        return self.about.metadata

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the layout."""
        return self.layout.blocks

    @property
    def is_recognised(self) -> bool:
        """Whether it was read by what is known of its site, without the teacher."""
        return bool(self.records)


def look(page: Page) -> Sight:
    """Parse a page and read its metadata.

    Raises:
        ExtractionError: It cannot be read.
    """
    document = parse(page)
    metadata = read_metadata(document.tree, page.url, page.headers)
    stories = count_stories(document.tree, page.url, metadata)
    return Sight(document, About(page.url, page.fetched_at, metadata, stories))


def read(page: Page) -> Reading:
    """Read a page alone. Raises ExtractionError where it cannot be read."""
    return read_in_full(look(page))


def read_in_full(sight: Sight, layout: Layout | None = None) -> Reading:
    """Read a page with the teacher.

    Args:
        sight: The page.
        layout: What to read of it: the teacher sees nothing of boxes that are closed, and blocks
            in them weigh nothing. None for all.
    """
    layout = close_menus(lay_out(sight.document) if layout is None else layout)
    blocks = layout.blocks
    taught = teacher.judge(sight.document, layout)
    flow = find_flow(layout, [share >= _TAUGHT for share in taught])
    matches = _matches(blocks)
    measures = Measures(layout, sight.about.metadata, taught, flow, matches)
    shut = layout.shut
    weighed = [b for b in blocks if b.index not in shut and is_candidate(b, taught[b.index])]
    weights = [0.0] * len(blocks)
    for block, weight in zip(weighed, trees().probabilities(measures.rows(weighed)), strict=True):
        weights[block.index] = weight
    return Reading(sight.about, without_tree(layout), taught, flow, matches, weights)


def without_tree(layout: Layout) -> Layout:
    """A layout that has no part in a tree, so that it can be sent to a process."""
    return replace(layout, elements=(), anchors=(), closed=())


def _matches(blocks: Sequence[Block]) -> list[Match | None]:
    """The phrase each block says; texts that stand on the page twice are read once."""
    match = phrase_book().match
    said = {text: match(text) for text in {b.text for b in blocks}}
    return [said[b.text] for b in blocks]


def is_candidate(block: Block, taught: float) -> bool:
    """Whether a block is worth weighing: a menu's links never are."""
    return taught > 0 or not (block.link_share > 0.9 and block.places & (Place.NAV | Place.LIST))
