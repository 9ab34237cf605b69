"""The learned weights: gradient-boosted trees that say how likely a block is part of the article.

`benchmarks/train.py` writes `trees.json` from folders of pages with gold text; docs/quality.md
says what they are worth. Each tree is full to the same depth, so that all blocks go down all
trees at once: node n's children are 2n+1 and 2n+2, and the leaves follow the inner nodes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from newscrawl.extraction.features import FEATURES


@dataclass(frozen=True, slots=True)
class Trees:
    """A forest as arrays: `feature`, `threshold` (trees, inner nodes), `value` (trees, leaves)."""

    feature: Any
    threshold: Any
    value: Any
    depth: int

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """For each row of `FEATURES` the probability, 0 to 1, that the block is kept."""
        if not rows:
            return []
        x = np.asarray(rows, dtype=np.float32)
        # Arrays are taken from flat, which takes a third of the time: where each row, and each
        # tree, begins is added to the numbers.
        row = np.arange(len(x), dtype=np.int64)[:, None] * x.shape[1]
        tree = np.arange(len(self.feature), dtype=np.int64) * self.feature.shape[1]
        feature, threshold, values = self.feature.ravel(), self.threshold.ravel(), x.ravel()
        node = np.zeros((len(x), len(tree)), dtype=np.int64)
        for _ in range(self.depth):
            at = node + tree
            right = values.take(feature.take(at) + row) > threshold.take(at)
            node = 2 * node + 1 + right
        leaves = 2**self.depth
        leaf = node - (leaves - 1) + np.arange(len(tree), dtype=np.int64) * leaves
        scores = self.value.ravel().take(leaf).sum(axis=1)
        return [round(float(p), 4) for p in 1 / (1 + np.exp(-scores))]


@cache
def trees() -> Trees:
    """The forest that ships with newscrawl."""
    data = json.loads(resources.files(__package__).joinpath("trees.json").read_text("ascii"))
    if tuple(data["features"]) != FEATURES:
        raise RuntimeError("trees.json was trained for other features; run benchmarks/train.py")
    return Trees(
        feature=np.array(data["feature"], dtype=np.int32),
        threshold=np.array(data["threshold"], dtype=np.float32),
        value=np.array(data["value"], dtype=np.float32),
        depth=data["depth"],
    )
