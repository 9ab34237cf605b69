"""A forest as JSON: trees full to one depth, as newscrawl/extraction/weights reads them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.training.boosting import DEPTH
from newscrawl.extraction.features import FEATURES

_ALWAYS_LEFT = 3e38  # no float32 is above; both subtrees of such a node are the same leaf
_LEAF_DIGITS = 4  # behind the point
_THRESHOLD = "%.5g"


@dataclass(slots=True)
class _FullTree:
    """One tree under way: inner nodes, then leaves; node n has the children 2n+1 and 2n+2."""

    depth: int
    feature: list[int] = field(init=False)
    threshold: list[float] = field(init=False)
    value: list[float] = field(init=False)

    def __post_init__(self) -> None:
        inner = 2**self.depth - 1
        self.feature, self.threshold = [0] * inner, [_ALWAYS_LEFT] * inner
        self.value = [0.0] * (inner + 1)

    def put(self, node: Mapping[str, Any], position: int = 0) -> None:
        """Write a node and all below it; a leaf that stands higher is repeated at the bottom."""
        if position >= len(self.feature):
            self.value[position - len(self.feature)] = round(node["leaf_value"], _LEAF_DIGITS)
            return
        left = right = node
        if "leaf_value" not in node:
            if node["decision_type"] != "<=":
                raise ValueError(f"a split by {node['decision_type']} cannot be exported")
            self.feature[position] = node["split_feature"]
            self.threshold[position] = float(_THRESHOLD % node["threshold"])
            left, right = node["left_child"], node["right_child"]
        self.put(left, 2 * position + 1)
        self.put(right, 2 * position + 2)


def as_arrays(model: Mapping[str, Any], depth: int = DEPTH) -> dict[str, Any]:
    """The arrays of a forest, from what LightGBM's `dump_model` gives.

    Raises:
        ValueError: A split is no comparison of numbers.
    """
    trees = [_FullTree(depth) for _ in model["tree_info"]]
    for tree, info in zip(trees, model["tree_info"], strict=True):
        tree.put(info["tree_structure"])
    return {
        "features": list(FEATURES),
        "depth": depth,
        "feature": [tree.feature for tree in trees],
        "threshold": [tree.threshold for tree in trees],
        "value": [tree.value for tree in trees],
    }


def write_forest(arrays: Mapping[str, Any], file: Path) -> None:
    """Write a forest in one step, so that nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(arrays, separators=(",", ":")) + "\n", encoding="ascii")
    part.replace(file)
