"""A page before its judge: what is known of its blocks, and the verdicts so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newscrawl.extraction.blocks import Block, Box, tokens
from newscrawl.extraction.evidence import Recall
from newscrawl.extraction.flow import Flow
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.phrases import Match
from newscrawl.extraction.reading import Reading
from newscrawl.items import Reason

# Reasons that stand, whatever a block's company or place would say for it.
_FINAL = frozenset(
    {
        Reason.HIDDEN,
        Reason.REPEATED,
        Reason.BOILERPLATE_SLOT,
        Reason.AD_LABEL,
        Reason.PROMO,
        Reason.NEWSLETTER,
        Reason.DUPLICATE,
    }
)

_AS_LONG = 2  # times the headline, for a block that says the same with other marks
_ALIKE = 0.7  # share of a block's words that the description has


@dataclass(slots=True)
class Verdict:
    """What becomes of a block: kept, or dropped for a reason, and what speaks for it.

    Nothing changes one, it is replaced; like blocks it is not frozen, for the sake of time.
    """

    kept: bool
    reason: Reason | None = None
    evidence: str = ""


@dataclass(slots=True)
class Case:
    """What rules read and change: they ask for blocks and matches, and keep or drop."""

    reading: Reading
    recall: Recall | None
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the page."""
        return self.reading.layout.blocks

    @property
    def boxes(self) -> tuple[Box, ...]:
        """All boxes of the page."""
        return self.reading.layout.boxes

    @property
    def metadata(self) -> Metadata:
        """What the page says of itself."""
        return self.reading.metadata

    @property
    def flow(self) -> Flow:
        """Where the prose runs."""
        return self.reading.flow

    @property
    def weights(self) -> Sequence[float]:
        """How likely each block is part of the article."""
        return self.reading.weights

    def match(self, block: Block) -> Match | None:
        """The phrase the block says, if any."""
        return self.reading.matches[block.index]

    def kept(self) -> list[Block]:
        """The blocks kept so far."""
        return [b for b, v in zip(self.blocks, self.verdicts, strict=True) if v.kept]

    def is_kept(self, block: Block) -> bool:
        """Whether the block is kept so far."""
        return self.verdicts[block.index].kept

    def is_open(self, block: Block) -> bool:
        """Whether the block is dropped so far, but for no final reason."""
        verdict = self.verdicts[block.index]
        return not verdict.kept and verdict.reason not in _FINAL

    def drop(self, block: Block, reason: Reason, evidence: str) -> None:
        """Drop a block."""
        self.verdicts[block.index] = Verdict(kept=False, reason=reason, evidence=evidence)

    def keep(self, block: Block, evidence: str) -> None:
        """Keep a block."""
        self.verdicts[block.index] = Verdict(kept=True, evidence=evidence)

    def is_headline(self, block: Block) -> bool:
        """Whether a block says what the headline says."""
        headline = self.reading.metadata.headline
        if not headline or len(block.text) > _AS_LONG * len(headline):
            return False
        return tokens(block.text) == tokens(headline)

    def is_described(self, block: Block) -> bool:
        """Whether a block says what the page gives as its description."""
        words = set(tokens(block.text))
        described = set(tokens(self.metadata.description))
        return len(words & described) >= _ALIKE * max(len(words), 1)


Rule = Callable[[Case], None]
