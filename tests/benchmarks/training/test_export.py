import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.forests import as_trees, read_forest
from benchmarks.training.boosting import ASK, DEPTH, boost, gains
from benchmarks.training.export import as_arrays, write_forest
from benchmarks.training.weighting import Samples
from newscrawl.extraction.features import FEATURES


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


def split(feature: int, threshold: float, left: Any, right: Any) -> dict[str, Any]:
    return {
        "decision_type": "<=",
        "split_feature": feature,
        "threshold": threshold,
        "left_child": left,
        "right_child": right,
    }


def forest(*trees: dict[str, Any]) -> dict[str, Any]:
    return {"tree_info": [{"tree_structure": tree} for tree in trees]}


def test_a_leaf_that_stands_high_is_repeated_at_the_bottom():
    arrays = as_arrays(forest(split(3, 0.5, leaf(-1), split(4, 7, leaf(1), leaf(2)))), depth=2)
    assert arrays["feature"] == [[3, 0, 4]]
    assert arrays["threshold"] == [[0.5, 3e38, 7.0]]
    assert arrays["value"] == [[-1, -1, 1, 2]]


def test_a_tree_without_splits_is_its_leaf_everywhere():
    assert as_arrays(forest(leaf(0.25)), depth=1)["value"] == [[0.25, 0.25]]


def test_a_split_that_is_no_comparison_is_refused():
    categories = {**split(0, 0, leaf(0), leaf(1)), "decision_type": "=="}
    with pytest.raises(ValueError, match="split by =="):
        as_arrays(forest(categories))


def test_a_forest_is_read_as_it_was_written(tmp_path: Path):
    arrays = as_arrays(forest(split(0, 0.5, leaf(-1), leaf(1))), depth=1)
    write_forest(arrays, tmp_path / "new" / "trees.json")
    assert json.loads((tmp_path / "new/trees.json").read_text()) == arrays
    row = [0.0] * len(FEATURES)
    found = read_forest(tmp_path / "new/trees.json").probabilities([row, [1.0, *row[1:]]])
    assert found == pytest.approx([0.2689, 0.7311])
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["trees.json"]


@pytest.fixture(scope="module")
def drawn() -> Samples:
    """Rows of which the first features tell most."""
    pytest.importorskip("lightgbm", reason=f"EXPORT NOT COMPARED WITH LIGHTGBM: {ASK}")
    rng = np.random.default_rng(5)
    rows = rng.normal(size=(4000, len(FEATURES))).astype(np.float32)
    rows[:, 2] = rows[:, 2].round()
    kept = rows[:, 0] * rows[:, 1] + rows[:, 2] + rng.normal(size=4000) * 0.3 > 0
    return Samples(rows, kept, np.ones(4000))


def test_an_exported_forest_says_what_lightgbm_says(drawn: Samples):
    booster = boost(drawn, rounds=40)
    trees = as_trees(as_arrays(booster.dump_model()))
    rows = np.random.default_rng(6).normal(size=(2000, len(FEATURES))).astype(np.float32)
    ours, theirs = np.array(trees.probabilities(rows.tolist())), booster.predict(rows)
    assert trees.depth == DEPTH
    assert theirs.std() > 0.2
    apart = np.abs(ours - theirs)  # a rounded threshold may send a row the other way
    assert (apart < 0.002).mean() > 0.995
    assert apart.max() < 0.05


def test_the_same_samples_give_the_same_trees(drawn: Samples):
    one, two = (as_arrays(boost(drawn, rounds=10).dump_model()) for _ in range(2))
    assert one == two


def test_gains_name_what_tells_most(drawn: Samples):
    found = gains(boost(drawn, rounds=10))
    assert set(list(found)[:3]) == set(FEATURES[:3])
    assert sum(found.values()) == pytest.approx(1.0)
