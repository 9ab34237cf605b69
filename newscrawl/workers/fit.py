"""How well a page fits what was known of its site before the crawl that brought it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newscrawl.extraction import SiteMemory
from newscrawl.extraction.evidence import Trace, fingerprint_of_slot

if TYPE_CHECKING:
    from newscrawl.extraction import Explanation

LEAST_PAGES = 5  # that a memory must have seen to be asked
OFTEN = 0.1  # of its pages that the teacher read have a slot that is the site's way of showing text
LEAST = 2  # and so many at least


def fit_of(explanation: Explanation, before: SiteMemory, now: SiteMemory) -> float | None:
    """What share of an article's text stands in slots where the site's articles stood.

    A slot that few pages had does not count, so that a new layout is new until it has become
    common.

    Args:
        explanation: Of the page.
        before: The site's memory as it was before the crawl.
        now: The same with the crawl's own pages. A site's first pages are compared with each
            other: later ones are measured by how much those had in common.

    Returns:
        From 0 to 1; None where the page shows no text or the memory knows too little.
    """
    kept: Counter[int] = Counter()
    for block, verdict in zip(explanation.blocks, explanation.verdicts, strict=True):
        if verdict.kept:
            kept[fingerprint_of_slot(block.slot)] += block.size
    known = before if before.pages >= LEAST_PAGES else now
    if not kept.total() or known.pages < LEAST_PAGES:
        return None
    slots = {slot: (size, size) for slot, size in kept.items()}
    recall = known.recall(Trace(0, 0, frozenset(), frozenset(), slots))
    often = max(LEAST, OFTEN * known.index.taught)  # pages read without the teacher have no say
    placed = sum(
        size
        for slot, size in kept.items()
        if slot in recall.records and recall.records[slot].pages >= often
    )
    return placed / kept.total() if recall.pages >= LEAST_PAGES else None
