"""The blocks of a page as one reads them: menus and rows of links folded to a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from newscrawl.extraction import Block, Explanation, Verdict
from newscrawl.items import Reason

# What stands around an article by the dozen; the other reasons are always worth a look.
_AROUND = {Reason.NAVIGATION, Reason.HIDDEN, Reason.RELATED, Reason.LEGAL, Reason.OUTSIDE}
_LONG_RUN = 4  # blocks
_PROSE = 80  # size; a longer block may be a paragraph that was lost
_LINKS = 0.7  # share of links from which it is none


@dataclass(frozen=True, slots=True)
class Judged:
    """A block and what became of it."""

    block: Block
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of dropped blocks, as counts.

    Attributes:
        reasons: How many were dropped for each reason, the most frequent first.
    """

    reasons: tuple[tuple[Reason, int], ...]

    def __str__(self) -> str:
        total = sum(count for _, count in self.reasons)
        first, *others = [f"{reason} {count}" for reason, count in self.reasons]
        if others:
            return f"{total} blocks: {', '.join([first, *others])}"
        reason = self.reasons[0][0]
        return f"{total} blocks {'of navigation' if reason is Reason.NAVIGATION else f'({reason})'}"


def judged(explanation: Explanation) -> Iterator[Judged]:
    """Every block with its verdict, in reading order."""
    for block, verdict in zip(explanation.blocks, explanation.verdicts, strict=True):
        yield Judged(block, verdict)


def folded(explanation: Explanation) -> Iterator[Judged | Fold]:
    """The same, with long runs of short blocks from around the article folded."""
    for around, run in groupby(judged(explanation), _is_around):
        blocks = list(run)
        if around and len(blocks) >= _LONG_RUN:
            counts = Counter(each.verdict.reason for each in blocks if each.verdict.reason)
            yield Fold(tuple(counts.most_common()))
        else:
            yield from blocks


def _is_around(each: Judged) -> bool:
    """Whether a block is one of many such, and nothing that the article may miss."""
    block = each.block
    return each.verdict.reason in _AROUND and (block.size < _PROSE or block.link_share > _LINKS)
