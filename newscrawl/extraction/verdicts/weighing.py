"""What a page's own weights say."""

from __future__ import annotations

from newscrawl.extraction.blocks import Block, Place
from newscrawl.extraction.metadata import split_caption
from newscrawl.extraction.verdicts.case import Case, Verdict
from newscrawl.items import Reason

# Alone, guides and tables are best from .25, news from .40 (docs/quality.md).
KEPT_FROM = 0.33
# HTML means an aside for what the text can do without, so one must be likelier than not.
ASIDE_FROM = 0.5
_LINKED = 0.7
_SHUT = "in a box of links, or one that its site has elsewhere"
LONGEST_CAPTION = 400  # size of one outside of a figure


def weigh(case: Case) -> None:
    """What weighs enough is kept for now; of the rest, say what it looks like."""
    shut = case.reading.layout.shut
    for block, weight in zip(case.blocks, case.weights, strict=True):
        weighs = _SHUT if block.index in shut else f"weighs {weight:.2f}"
        if weight >= (ASIDE_FROM if block.places & Place.ASIDE else KEPT_FROM):
            case.verdicts.append(Verdict(kept=True, evidence=weighs))
        else:
            reason, likeness = _likeness(block, case)
            verdict = Verdict(kept=False, reason=reason, evidence=f"{likeness}; {weighs}")
            case.verdicts.append(verdict)


def _likeness(block: Block, case: Case) -> tuple[Reason, str]:
    """The reason that fits a block which is not kept."""
    if block.places & Place.HIDDEN:
        return Reason.HIDDEN, "hidden from readers"
    if match := case.match(block):
        return match.reason, f"says {match.phrase!r}"
    if case.is_headline(block):
        return Reason.HEADLINE, "the headline"
    if block.places & Place.FIGURE:
        return Reason.CAPTION, "stands in a figure"
    return _whereabouts(block, case)


def _whereabouts(block: Block, case: Case) -> tuple[Reason, str]:
    flow = case.flow
    held = bool(flow.slot) and flow.holds(block)
    if block.places & (Place.NAV | Place.HEADER | Place.FOOTER) and not held:
        return Reason.NAVIGATION, "stands in the site's navigation"
    if block.link_share > _LINKED:
        return Reason.RELATED, f"{block.link_share:.0%} links"
    if not held:
        return Reason.OUTSIDE, "outside of the article's text"
    if block.size <= LONGEST_CAPTION and split_caption(block.text)[1]:
        return Reason.CAPTION, "ends in a credit"
    if block.index > flow.last:
        return Reason.AFTER_END, "behind the last paragraph"
    return Reason.ODD_BOX, "unlike the paragraphs around it"
