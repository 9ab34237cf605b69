"""The lead: the standfirst between headline and body, wherever the page sets it."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.extraction.blocks import Block, tokens
from newscrawl.extraction.features import hints
from newscrawl.extraction.reading import Reading

_MAX_SIZE = 900
_MIN_SIZE = 25
_LIKE = 0.7


def find_lead(kept: Sequence[Block], reading: Reading) -> Block | None:
    """The block among those kept that is the lead, None where the page shows none.

    It is the first block of prose, is not set like the paragraphs of the body, or is named
    as a lead by its classes, or says what the page gives as its description.
    """
    if len(kept) < 2:
        return None
    first = kept[0]
    if not _MIN_SIZE <= first.size <= _MAX_SIZE or first.link_share > 0.5:
        return None
    step = first.slot.rpartition(">")[2]
    set_apart = first.slot not in reading.flow.paragraphs
    if "lead" in hints(step) or (set_apart and (first.strong or not reading.flow.runs_through(first))):
        return first
    if set_apart and first.heading > 1 and _ends_like_a_sentence(first.text):
        return first
    described = set(tokens(reading.metadata.description))
    words = set(tokens(first.text))
    like = len(words & described) / max(1, len(words))
    return first if set_apart and like >= _LIKE else None


def _ends_like_a_sentence(text: str) -> bool:
    return text.rstrip("\"'»”“)").endswith((".", "!", "?", "…", "。"))
