"""All that one page says of itself, before anything is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.extraction import teacher
from newscrawl.extraction.blocks import Block, Layout, Place
from newscrawl.extraction.document import Document, parse
from newscrawl.extraction.features import Measures
from newscrawl.extraction.flow import Flow, find_flow
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.metadata import Metadata, read_metadata
from newscrawl.extraction.phrases import Match, phrase_book
from newscrawl.extraction.weights import trees
from newscrawl.items import Page

_TAUGHT = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read alone; sequences go block by block.

    Attributes:
        document: The parsed page.
        layout: Its blocks and boxes.
        metadata: What it says of itself outside of the text.
        taught: Share of each block that the teacher keeps.
        flow: Where the prose runs.
        matches: The phrase each block says, if any.
        weights: How likely each block is part of the article, 0 to 1.
    """

    document: Document
    layout: Layout
    metadata: Metadata
    taught: Sequence[float]
    flow: Flow
    matches: Sequence[Match | None]
    weights: Sequence[float]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the layout."""
        return self.layout.blocks


def read(page: Page) -> Reading:
    """Read a page. Raises ExtractionError where it cannot be read."""
    document = parse(page)
    layout = lay_out(document)
    blocks = layout.blocks
    metadata = read_metadata(document.tree, page.url, page.headers)
    taught = teacher.judge(document, blocks)
    flow = find_flow(layout, [share >= _TAUGHT for share in taught])
    matches = [phrase_book().match(b.text) for b in blocks]
    measures = Measures(layout, metadata, taught, flow, matches)
    weighed = [b for b in blocks if is_candidate(b, taught[b.index])]
    weights = [0.0] * len(blocks)
    for block, weight in zip(weighed, trees().probabilities(measures.rows(weighed)), strict=True):
        weights[block.index] = weight
    return Reading(document, layout, metadata, taught, flow, matches, weights)


def is_candidate(block: Block, taught: float) -> bool:
    """Whether a block is worth weighing: a menu's links never are."""
    return taught > 0 or not (block.link_share > 0.9 and block.places & (Place.NAV | Place.LIST))
