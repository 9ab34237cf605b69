"""What readers do not see."""

from __future__ import annotations

from collections import Counter

from newscrawl.extraction.blocks import Place
from newscrawl.extraction.verdicts.case import Case
from newscrawl.items import Reason

_SHOWN_LATER = 3  # hidden paragraphs in one slot from which a script shows them


def hide_hidden(case: Case) -> None:
    """What readers do not see is dropped; where all paragraphs are hidden, a script shows them."""
    kept = case.kept()
    alike = Counter(b.slot for b in kept)
    unseen = Counter(b.slot for b in kept if b.places & Place.HIDDEN)
    for block in kept:
        few = unseen[block.slot] < max(_SHOWN_LATER, alike[block.slot] / 2)
        if block.places & Place.HIDDEN and few:
            case.drop(block, Reason.HIDDEN, "hidden from readers")
