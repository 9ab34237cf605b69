"""Forests for tests: what they say is known beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.forests import fold_file
from benchmarks.training.export import write_forest
from newscrawl.extraction.features import FEATURES


def constant(score: float) -> dict[str, Any]:
    """A forest that gives every block the same score (a logit)."""
    return {
        "features": list(FEATURES),
        "depth": 1,
        "feature": [[0]],
        "threshold": [[3e38]],
        "value": [[score, score]],
    }


def write_folds(folder: Path, *scores: float) -> Path:
    """A folder of held-out forests, one a fold, each giving its own score."""
    for fold, score in enumerate(scores):
        write_forest(constant(score), fold_file(folder, fold, len(scores)))
    return folder
