"""What a block's neighbours and twins say of it."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from newscrawl.extraction.blocks import Block
from newscrawl.extraction.flow import is_prose
from newscrawl.extraction.verdicts.case import Case
from newscrawl.items import Reason

_ALMOST = 0.1  # weight below which company does not help
_LINKED = 0.5
_TWIN = 80  # size from which the same text twice is a copy
_LISTED = frozenset({"li", "td", "th", "dd", "dt"})  # rows of data are alike in honest ways
_AMONG = 0.15  # weight from which a block goes with others of its slot
_ROW = 3  # paragraphs in one slot from which they are a text


def follow_list(case: Case) -> None:
    """Items of one list fare alike, and a list that the text announces belongs to it."""
    lists: defaultdict[int, list[Block]] = defaultdict(list)
    for block in case.blocks:
        if block.tag == "li" and case.flow.holds(block):
            lists[case.boxes[block.box].parent].append(block)
    for items in lists.values():
        most = len(items) / 2 < sum(map(case.is_kept, items)) < len(items)
        for block in items if most or _is_announced(items[0], case) else ():
            if case.weights[block.index] >= _ALMOST and case.is_open(block):
                case.keep(block, "an item of a list that is kept")


def _is_announced(item: Block, case: Case) -> bool:
    """Whether a paragraph that is kept ends in a colon before the list."""
    above = case.blocks[max(0, item.index - 1)]
    return case.is_kept(above) and above.text.endswith((":", "："))


def follow_text(case: Case) -> None:
    """A sub-heading between two blocks that are kept heads the second, and so do its twins."""
    for before, block, after in zip(case.blocks, case.blocks[1:], case.blocks[2:], strict=False):
        if not block.heading or not case.is_open(block) or block.link_share > _LINKED:
            continue
        inside = case.flow.holds(block) and is_prose(after)
        if inside and case.is_kept(before) and case.is_kept(after):
            case.keep(block, "a sub-heading between paragraphs")
    told = {b.slot for b in case.kept() if b.heading}
    for block, after in pairwise(case.blocks):
        heads = block.heading and block.slot in told and is_prose(after) and case.is_kept(after)
        if heads and _may_follow(block, case):
            case.keep(block, "a sub-heading like others that are kept")


def follow_paragraphs(case: Case) -> None:
    """What stands in the paragraphs' own slot, with some of them before and behind, is one."""
    kept: defaultdict[str, list[int]] = defaultdict(list)
    for block in case.kept():
        if block.slot in case.flow.paragraphs:
            kept[block.slot].append(block.index)
    for slot, at in kept.items():
        for block in case.blocks[at[0] : at[-1]] if len(at) >= _ROW else ():
            if block.slot == slot and _may_follow(block, case):
                case.keep(block, "among paragraphs of its own kind")


def _may_follow(block: Block, case: Case) -> bool:
    return (
        case.weights[block.index] >= _AMONG
        and block.link_share < _LINKED
        and not case.match(block)
        and case.is_open(block)
    )


def drop_copies(case: Case) -> None:
    """A paragraph that stands on the page twice is kept once."""
    seen: set[str] = set()
    for block in case.kept():
        if block.size < _TWIN or block.heading or block.tag in _LISTED:
            continue
        if block.text in seen:
            case.drop(block, Reason.DUPLICATE, "stands above already")
        seen.add(block.text)


def drop_stranded(case: Case) -> None:
    """A heading goes with the paragraph it heads; one that ends the text heads nothing."""
    for block, below in pairwise(case.blocks):
        if not block.heading or not case.is_kept(block) or case.is_kept(below):
            continue
        together = case.boxes[block.box].parent == case.boxes[below.box].parent
        if together and is_prose(below):
            case.drop(block, Reason.ODD_BOX, "heads a paragraph that is dropped")
    kept = case.kept()
    if len(kept) > 1 and kept[-1].heading and not kept[-2].heading:
        case.drop(kept[-1], Reason.AFTER_END, "a heading with no text below it")
