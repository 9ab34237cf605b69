"""What trees are worth on publishers that they have not seen, block by block.

These figures are near the engine's, and no more: they take each block for its tokens, leave
the rules and the memory out, and cost no second reading. benchmarks.quality with --trees
measures the whole engine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.forests import as_trees, fold_of
from benchmarks.metrics import ratio
from benchmarks.training.boosting import boost
from benchmarks.training.examples import Array, Example, Measured
from benchmarks.training.export import as_arrays
from benchmarks.training.weighting import pages_of_sites, samples
from newscrawl.extraction.verdicts.weighing import KEPT_FROM
from newscrawl.extraction.weights import Trees

_TAUGHT = 0.5
TEACHER, MODEL, ORACLE = "teacher", "model", "oracle"


@dataclass(frozen=True, slots=True)
class Outcome:
    """An example with what each contestant keeps of it: a flag a block.

    Contestants are the teacher alone, the model, and the oracle that keeps what the gold says:
    no choice of blocks does better.
    """

    example: Example
    kept: Mapping[str, Array]

    def page_f1(self, who: str) -> float:
        """About the page F1 of a contestant."""
        return page_f1(self.example.measured, self.kept[who])

    def leak(self, who: str) -> float:
        """Share of the unrelated prose's blocks that a contestant keeps."""
        return float(self.kept[who][self.example.measured.foreign].mean())


def page_f1(found: Measured, kept: Array) -> float:
    """About the page F1 of the blocks that are kept: tokens, each block as far as in the gold."""
    length = found.tokens * kept
    both, gold = float((length * found.coverage).sum()), int(found.gold_tokens)
    return ratio(both=min(both, gold), output=float(length.sum()), gold=gold).f1


def train(examples: Sequence[Example], sites: Counter[str]) -> dict[str, Any]:
    """The arrays of a forest grown on examples."""
    return as_arrays(boost(samples(examples, sites)).dump_model())


def train_folds(examples: Sequence[Example], folds: int) -> list[dict[str, Any]]:
    """For each fold a forest grown on all the others."""
    sites = pages_of_sites(examples)
    numbers = [fold_of(e.source.gold.site, folds) for e in examples]
    return [
        train([e for e, number in zip(examples, numbers, strict=True) if number != fold], sites)
        for fold in range(folds)
    ]


def judge(examples: Sequence[Example], forests: Sequence[Mapping[str, Any]]) -> list[Outcome]:
    """Every example before the forest of its own fold, which has not seen its publisher."""
    trees = [as_trees(arrays) for arrays in forests]
    return [_outcome(e, trees[fold_of(e.source.gold.site, len(trees))]) for e in examples]


def _outcome(example: Example, trees: Trees) -> Outcome:
    found = example.measured
    weights = np.zeros(len(found.kept))
    weights[found.candidates] = trees.probabilities(found.rows.tolist())
    kept = {TEACHER: found.taught >= _TAUGHT, MODEL: weights >= KEPT_FROM, ORACLE: found.kept}
    return Outcome(example, kept)
