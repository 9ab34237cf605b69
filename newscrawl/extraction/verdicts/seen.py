"""What readers do not see."""

from __future__ import annotations

from newscrawl.extraction.blocks import Place
from newscrawl.extraction.verdicts.case import Case
from newscrawl.items import Reason

_SHOWN_LATER = 3  # hidden paragraphs in one slot from which a script shows them


def hide_hidden(case: Case) -> None:
    """What readers do not see is dropped; where all paragraphs are hidden, a script shows them."""
    kept = case.kept()
    for block in kept:
        if not block.places & Place.HIDDEN:
            continue
        alike = [b for b in kept if b.slot == block.slot]
        unseen = sum(bool(b.places & Place.HIDDEN) for b in alike)
        if unseen < _SHOWN_LATER or unseen < len(alike) / 2:
            case.drop(block, Reason.HIDDEN, "hidden from readers")
