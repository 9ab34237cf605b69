"""The blocks of a known site's page that nobody looked at, for those who want to see all."""

from __future__ import annotations

from dataclasses import replace

from newscrawl.extraction.article import Explanation
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.document import parse
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.verdicts import Verdict
from newscrawl.items import Page, Reason

_PASSED = Verdict(
    kept=False,
    reason=Reason.BOILERPLATE_SLOT,
    evidence="in a box that held no part of an article on other pages",
)


def with_passed(page: Page, found: Explanation) -> Explanation:
    """An explanation with a verdict on every block of its page, in reading order.

    Args:
        page: The page.
        found: What `explain` said of it.
    """
    blocks = lay_out(parse(page)).blocks
    verdicts: list[Verdict] = []
    weights: list[float] = []
    at = 0  # of those looked at, which are among all in the same order
    for block in blocks:
        looked_at = at < len(found.blocks) and _alike(block, found.blocks[at])
        verdicts.append(found.verdicts[at] if looked_at else _PASSED)
        weights.append(found.weights[at] if looked_at else 0.0)
        at += looked_at
    return replace(found, blocks=blocks, verdicts=tuple(verdicts), weights=tuple(weights))


def _alike(one: Block, other: Block) -> bool:
    return (one.text, one.slot) == (other.text, other.slot)
