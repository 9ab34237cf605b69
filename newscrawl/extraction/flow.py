"""The flow: where on the page the article's paragraphs run.

A site sets its paragraphs into one kind of place. The flow is the narrowest slot that holds
nearly all running prose the teacher kept; several boxes may share that slot, which is how a
body split over containers is seen as one. What lies in the flow but not among its paragraphs
stands in a box of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.extraction.blocks import Block, Layout, Place

_PROSE_SIZE = 60  # characters; shorter blocks are labels, headings, list items
_PROSE_LINKS = 0.5
_BODY_SIZE = 80
_BODY_LINKS = 0.3
_HELD = 0.85  # share of the prose that the flow's slot must hold
_WRAPPED = 0.6  # boxes a paragraph from which each is said to have its own
_MAIN = 0.12  # share of the prose from which a slot counts as one of its paragraph slots
_CLEAR = frozenset(
    "h1 h2 h3 h4 h5 h6 ul ol li blockquote p dl dt dd".split()  # noqa: SIM905 - read as words
)


@dataclass(frozen=True, slots=True)
class Flow:
    """Where the prose runs.

    Attributes:
        slot: The slot that holds it; "" on a page without prose.
        paragraphs: Slots of its paragraphs.
        first: Index of its first paragraph.
        last: Index of its last paragraph.
        size: Size of all its prose.
    """

    slot: str
    paragraphs: frozenset[str]
    first: int
    last: int
    size: int

    def holds(self, block: Block) -> bool:
        """Whether the block stands somewhere below the flow's slot."""
        return block.slot == self.slot or block.slot.startswith(self.slot + ">")

    def runs_through(self, block: Block) -> bool:
        """Whether the block stands among the paragraphs, in no box of its own.

        Headings, lists and quotes do, as long as plain tags alone lie between them and the flow.
        """
        if block.slot in self.paragraphs:
            return True
        if not self.holds(block):
            return False
        steps = block.slot[len(self.slot) + 1 :].split(">")
        return all(step.split(".")[0].split("#")[0] in _CLEAR for step in steps)


def is_prose(block: Block) -> bool:
    """Whether a block reads like a paragraph: long enough, few links."""
    return (
        block.size >= _PROSE_SIZE
        and block.link_share < _PROSE_LINKS
        and not block.heading
        and not block.places & (Place.NAV | Place.FORM)
    )


def is_body_like(block: Block) -> bool:
    """Whether a block reads like a paragraph of a body to someone who has no teacher."""
    return (
        is_prose(block)
        and block.link_share < _BODY_LINKS
        and block.size >= _BODY_SIZE
        and not block.places & (Place.HIDDEN | Place.ASIDE | Place.FOOTER | Place.FIGURE)
    )


def find_flow(layout: Layout, kept: Sequence[bool]) -> Flow:
    """The flow of the prose that was kept; an empty one where there is none."""
    prose = [b for b, k in zip(layout.blocks, kept, strict=True) if k and is_prose(b)]
    total = sum(b.size for b in prose)
    if not prose:
        return Flow("", frozenset(), 0, -1, 0)
    held: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for block in prose:
        own[block.slot] += block.size
    for slot, size in own.items():
        for prefix in _prefixes(slot):
            held[prefix] += size
    slot = max((s for s, n in held.items() if n >= _HELD * total), key=len)
    paragraphs = frozenset(s for s, n in own.items() if n >= _MAIN * total) or frozenset(
        [own.most_common(1)[0][0]]
    )
    main = [b for b in prose if b.slot in paragraphs]
    slot = slot.rpartition(">")[0] if slot in paragraphs else slot
    slot = _unwrapped(slot, main, layout)
    return Flow(slot, paragraphs, main[0].index, main[-1].index, total)


def _unwrapped(slot: str, main: Sequence[Block], layout: Layout) -> str:
    """The container, where each paragraph has a wrapper of its own."""
    boxes = {layout.boxes[b.box].parent for b in main if b.slot.rpartition(">")[0] == slot}
    while len(boxes) > _WRAPPED * len(main) and len(main) > 2 and ">" in slot:
        slot = slot.rpartition(">")[0]
        boxes = {layout.boxes[box].parent for box in boxes}
    return slot


def _prefixes(slot: str) -> list[str]:
    steps = slot.split(">")
    return [">".join(steps[:n]) for n in range(1, len(steps) + 1)]
