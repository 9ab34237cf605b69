"""For each block keep or drop, with the reason and the evidence.

The teacher's judgement comes first; each rule after it looks for one cause. Rules run in the
order of `RULES`, and a later one overrules an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newscrawl.extraction.blocks import Block, Box, Layout, Place, tokens
from newscrawl.extraction.flow import Flow, find_flow, is_prose
from newscrawl.extraction.metadata.model import Metadata
from newscrawl.extraction.phrases import Match, phrase_book
from newscrawl.items import Reason

_TAUGHT = 0.5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a block: kept, or dropped for a reason; `evidence` says what speaks for it."""

    kept: bool
    reason: Reason | None = None
    evidence: str = ""


@dataclass(slots=True)
class Case:
    """A page before its judge: what is known of its blocks, and the verdicts so far."""

    layout: Layout
    metadata: Metadata
    taught: Sequence[float]
    verdicts: list[Verdict] = field(default_factory=list)
    flow: Flow = field(default_factory=lambda: Flow("", frozenset(), 0, -1, 0))
    matches: list[Match | None] = field(default_factory=list)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.layout.blocks

    def kept(self) -> list[Block]:
        return [b for b, v in zip(self.blocks, self.verdicts, strict=True) if v.kept]

    def drop(self, block: Block, reason: Reason, evidence: str = "") -> None:
        self.verdicts[block.index] = Verdict(kept=False, reason=reason, evidence=evidence)

    def keep(self, block: Block, evidence: str) -> None:
        self.verdicts[block.index] = Verdict(kept=True, evidence=evidence)


def decide(layout: Layout, metadata: Metadata, taught: Sequence[float]) -> list[Verdict]:
    """A verdict for each block of the page, in their order."""
    case = Case(layout, metadata, taught)
    for rule in RULES:
        rule(case)
    return case.verdicts


def ask_teacher(case: Case) -> None:
    """What trafilatura keeps is kept for now."""
    for block, share in zip(case.blocks, case.taught, strict=True):
        if share >= _TAUGHT:
            case.verdicts.append(Verdict(kept=True, evidence="the teacher keeps it"))
        else:
            case.verdicts.append(Verdict(False, Reason.OUTSIDE, "the teacher drops it"))


def follow_flow(case: Case) -> None:
    """Find the flow; what stands among its paragraphs follows them."""
    case.flow = flow = find_flow(case.layout, [v.kept for v in case.verdicts])
    case.matches = [phrase_book().match(b.text) for b in case.blocks]
    for block in case.blocks[flow.first : flow.last + 1]:
        if case.verdicts[block.index].kept or not flow.runs_through(block):
            continue
        if block.places & (Place.HIDDEN | Place.FORM) or block.link_share > 0.6:
            continue
        case.keep(block, "stands among the paragraphs")


def leave_other_boxes(case: Case) -> None:
    """What the teacher kept outside of the flow, or in a box of its own inside it."""
    flow = case.flow
    if not flow.slot:
        return
    for block in case.kept():
        if not flow.holds(block):
            case.drop(block, Reason.OUTSIDE, "outside of the flow")
        elif not flow.runs_through(block):
            case.drop(block, Reason.ODD_BOX, f"a box of its own: {block.slot[len(flow.slot) + 1:]}")


def take_headline(case: Case) -> None:
    """The headline is a field."""
    wanted = tokens(case.metadata.headline)
    for block in case.kept():
        if block.heading == 1 or (wanted and tokens(block.text) == wanted):
            case.drop(block, Reason.HEADLINE)


def take_captions(case: Case) -> None:
    """Captions go with their images."""
    captions = {tuple(tokens(i.caption)) for i in case.metadata.images if i.caption}
    for block in case.kept():
        if block.places & Place.FIGURE and not block.places & Place.QUOTE:
            case.drop(block, Reason.CAPTION, "stands in a figure")
        elif tuple(tokens(block.text)) in captions:
            case.drop(block, Reason.CAPTION, "the caption of an image")


def heed_phrases(case: Case) -> None:
    """What share bars, promos and the like say."""
    for block in case.kept():
        if match := case.matches[block.index]:
            case.drop(block, match.reason, f"says {match.phrase!r}")


RULES: tuple[Callable[[Case], None], ...] = (
    ask_teacher,
    follow_flow,
    leave_other_boxes,
    take_headline,
    take_captions,
    heed_phrases,
)
