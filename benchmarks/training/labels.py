"""Which blocks of a page are part of its article, told from the gold text or from snippets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.gold import GoldPage
from benchmarks.metrics import GRAM, collapse, grams, tokens
from newscrawl.extraction.blocks import Block
from newscrawl.extraction.document import normal

IN_GOLD = 0.5  # share of a block's 4-grams from which on it is part of the article
_AROUND = 3  # blocks on each side that tell which of several copies is the article's
_CAP = 200  # of a neighbour's size, so that one long block does not decide alone


@dataclass(frozen=True, slots=True)
class Labels:
    """What the gold says of each block of a page.

    Attributes:
        kept: Whether the block is part of the article.
        coverage: Share of it that is in the gold, 0 to 1.
        known: Whether the gold says anything of it: snippets are silent on most.
    """

    kept: tuple[bool, ...]
    coverage: tuple[float, ...]
    known: tuple[bool, ...]


def label(blocks: Sequence[Block], gold: GoldPage) -> Labels:
    """Labels by the gold text, or by the snippets where the set has no texts."""
    if gold.text:
        return by_text(blocks, gold.text)
    return by_snippets(blocks, gold.with_text, gold.without_text)


def by_text(blocks: Sequence[Block], text: str) -> Labels:
    """Labels by a gold text: half or more of a block's 4-grams are in it.

    A block of fewer words must be a line of it. Of several copies of a text, those are kept
    that stand amid other gold, as many as the gold has.
    """
    coverage = coverages(blocks, text)
    kept = [share >= IN_GOLD for share in coverage]
    for copies in _copies(blocks):
        if kept[copies[0]]:
            ranked = sorted(copies, key=lambda i: -_gold_around(i, blocks, coverage))
            told = ranked[: text.count(blocks[copies[0]].text) or 1]
            for i in copies:
                kept[i] = i in told
    return Labels(tuple(kept), tuple(coverage), (True,) * len(kept))


def coverages(blocks: Sequence[Block], text: str) -> list[float]:
    """How much of each block is in a text: its 4-grams, or the whole as a line."""
    gold, lines = grams(text), {normal(line) for line in text.splitlines()}
    found = []
    for block in blocks:
        if len(tokens(block.text)) < GRAM:
            found.append(float(block.text in lines))
            continue
        own = grams(block.text)
        found.append((own & gold).total() / own.total())
    return found


def _copies(blocks: Sequence[Block]) -> list[list[int]]:
    """The numbers of blocks that say the same, where several do."""
    by_saying: dict[str, list[int]] = {}
    for block in blocks:
        by_saying.setdefault(block.text, []).append(block.index)
    return [numbers for numbers in by_saying.values() if len(numbers) > 1]


def _gold_around(i: int, blocks: Sequence[Block], coverage: Sequence[float]) -> float:
    near = range(max(0, i - _AROUND), min(len(blocks), i + _AROUND + 1))
    return sum(coverage[j] * min(blocks[j].size, _CAP) for j in near if j != i)


def by_snippets(blocks: Sequence[Block], wanted: Sequence[str], unwanted: Sequence[str]) -> Labels:
    """Labels by snippets: known where a block holds wanted ones or unwanted ones, not both."""
    good, bad = ([collapse(s) for s in some if s.strip()] for some in (wanted, unwanted))
    kept = tuple(any(s in b.text for s in good) for b in blocks)
    not_kept = tuple(any(s in b.text for s in bad) for b in blocks)
    known = tuple(a != b for a, b in zip(kept, not_kept, strict=True))
    return Labels(kept, tuple(map(float, kept)), known)
