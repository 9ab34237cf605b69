"""A page as training sees it: the rows that the engine weighs, and what the gold says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.forests import weighed_by
from benchmarks.gold import GoldPage
from benchmarks.metrics import tokens
from benchmarks.promos import Promo
from benchmarks.training.augment import carrying
from benchmarks.training.labels import label
from newscrawl.extraction import reading
from newscrawl.extraction.document import normal
from newscrawl.extraction.features import FEATURES
from newscrawl.items import Page

Array = Any  # numpy's arrays of one dtype each


@dataclass(frozen=True, slots=True)
class Source:
    """What an example is made of: a page, and unrelated prose to put into it or none."""

    gold: GoldPage
    placement: str = ""
    prose: Promo | None = None

    def body(self) -> bytes | None:
        """The page's bytes, with the prose; None where the page has no such place."""
        return carrying(self.gold, self.placement, self.prose) if self.prose else self.gold.body()


@dataclass(frozen=True, slots=True)
class Measured:
    """The arrays of an example; all but `rows` and `candidates` go block by block.

    Attributes:
        rows: Features of the candidates, float32.
        candidates: Their numbers.
        kept: Whether the gold says that the block is part of the article.
        coverage: Share of the block that is in the gold.
        known: Whether the gold says anything of it.
        foreign: Whether it is unrelated prose that was put there.
        taught: Share that the teacher keeps.
        tokens: Its length.
        gold_tokens: Length of the gold text, one number; 0 where there are snippets only.
    """

    rows: Array
    candidates: Array
    kept: Array
    coverage: Array
    known: Array
    foreign: Array
    taught: Array
    tokens: Array
    gold_tokens: Array


@dataclass(frozen=True, slots=True)
class Example:
    """A page with its arrays."""

    source: Source
    measured: Measured

    @property
    def plain(self) -> bool:
        """Whether the page is as it was served."""
        return not self.source.placement


class _Recorder:
    """Stands in for a forest, to see the very rows that the engine would weigh."""

    def __init__(self) -> None:
        self.rows: list[Sequence[float]] = []

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Keeps the rows; weighs nothing."""
        self.rows = list(rows)
        return [0.0] * len(self.rows)


def measured(source: Source, page: Page) -> Measured:
    """Read a page as the engine does, and label its blocks.

    Raises:
        ExtractionError: The page cannot be read.
    """
    recorder = _Recorder()
    with weighed_by(recorder):
        found = reading.read(page)
    blocks, gold = found.blocks, source.gold
    labels = label(blocks, gold)
    foreign = {normal(text) for text in source.prose.paragraphs} if source.prose else set()
    put = np.array([b.text in foreign for b in blocks], dtype=bool)
    numbers = [b.index for b in blocks if reading.is_candidate(b, found.taught[b.index])]
    if len(numbers) != len(recorder.rows):
        raise RuntimeError("the engine weighs other blocks than is_candidate names")
    return Measured(
        rows=np.array(recorder.rows, dtype=np.float32).reshape(len(numbers), len(FEATURES)),
        candidates=np.array(numbers, dtype=np.int32),
        kept=np.array(labels.kept, dtype=bool) & ~put,
        coverage=np.array(labels.coverage, dtype=np.float32),
        known=np.array(labels.known, dtype=bool),
        foreign=put,
        taught=np.array(found.taught, dtype=np.float32),
        tokens=np.array([len(tokens(b.text)) for b in blocks], dtype=np.int32),
        gold_tokens=np.array(len(tokens(gold.text or "")), dtype=np.int32),
    )
