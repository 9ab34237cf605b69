"""Grows a forest with LightGBM. The only module that imports it, and only when asked to train."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from benchmarks.training.weighting import Samples
from newscrawl.extraction.features import FEATURES

ROUNDS = 150
DEPTH = 5
# docs/quality.md says what else was tried. No value is missing, so that an exported tree is
# comparisons alone; seeds, order of work and threads are fixed: the same rows give the same trees.
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "max_depth": DEPTH,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "use_missing": False,
    "zero_as_missing": False,
    "seed": 0,
    "deterministic": True,
    "force_col_wise": True,
    "num_threads": 2,
    "verbose": -1,
}
ASK = "training needs LightGBM; install it with: .venv/bin/python -m pip install 'lightgbm>=4.6'"


class TrainingError(RuntimeError):
    """LightGBM is not there."""


def lightgbm() -> ModuleType:
    """The library.

    Raises:
        TrainingError: It is not installed, or lacks what it is linked with.
    """
    try:
        import lightgbm as library  # noqa: PLC0415 - training alone needs it
    except ImportError as error:
        raise TrainingError(ASK) from error
    except OSError as error:
        raise TrainingError(f"LightGBM is installed and does not load ({error})") from error
    return library


def boost(samples: Samples, rounds: int = ROUNDS) -> Any:
    """A forest grown on samples: LightGBM's Booster."""
    library = lightgbm()
    data = library.Dataset(
        samples.rows, samples.kept, weight=samples.weights, feature_name=list(FEATURES)
    )
    return library.train(PARAMETERS, data, rounds)


def gains(booster: Any) -> dict[str, float]:
    """What each feature is worth to a forest: share of all splits' gain, the largest first."""
    gain = booster.feature_importance("gain")
    shares = {
        name: float(g) / float(gain.sum() or 1) for name, g in zip(FEATURES, gain, strict=True)
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))
