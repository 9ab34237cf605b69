"""The lead: the standfirst between headline and body, wherever the page sets it."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.extraction.blocks import Block, tokens
from newscrawl.extraction.features import hints
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.metadata import split_dateline
from newscrawl.extraction.reading import Reading

_MAX_SIZE = 900
_MIN_SIZE = 25
_LIKE = 0.7


def find_lead(kept: Sequence[Block], reading: Reading) -> Block | None:
    """The block among those kept that is the lead, None where the page shows none.

    It is the first one, if its classes name it so, or if it is set unlike all that follows and
    in bold, as a heading, apart from the paragraphs, or in the words of the page's description.
    A report that begins with a dateline begins there: what stands above it is the lead.
    """
    if len(kept) < 2:
        return None
    first, second = kept[:2]
    if not _MIN_SIZE <= first.size <= _MAX_SIZE or first.link_share > 0.5:
        return None
    named = "lead" in hints(first.slot.rpartition(">")[2])
    above_dateline = bool(split_dateline(second.text).agency)
    bold = first.strong and not second.strong
    if named or above_dateline or bold:
        return first
    alone = all(b.slot != first.slot for b in kept[1:])
    return first if alone and _is_set_apart(first, reading) else None


def _is_set_apart(block: Block, reading: Reading) -> bool:
    heading = block.heading > 1 and _ends_like_a_sentence(block.text)
    outside = not reading.flow.runs_through(block) and is_prose(block)
    return heading or outside or _says_description(block, reading)


def _says_description(block: Block, reading: Reading) -> bool:
    described, words = set(tokens(reading.metadata.description)), set(tokens(block.text))
    return len(words & described) >= _LIKE * len(words)


def _ends_like_a_sentence(text: str) -> bool:
    return text.rstrip("\"'»”“)").endswith((".", "!", "?", "…", "。"))
