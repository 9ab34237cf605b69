import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction import weights
from newscrawl.extraction.features import FEATURES
from newscrawl.extraction.weights import Trees, trees

ROW = st.lists(st.floats(-100, 100, width=32), min_size=len(FEATURES), max_size=len(FEATURES))


def test_all_trees_are_full_to_one_depth():
    forest = trees()
    count = len(forest.feature)

    assert count > 0
    assert forest.feature.shape == forest.threshold.shape == (count, 2**forest.depth - 1)
    assert forest.value.shape == (count, 2**forest.depth)
    assert 0 <= forest.feature.min() <= forest.feature.max() < len(FEATURES)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_probabilities_lie_between_0_and_1_and_rows_do_not_touch_each_other(rows):
    together = trees().probabilities(rows)

    assert len(together) == len(rows)
    assert all(0 <= p <= 1 for p in together)
    assert together == [trees().probabilities([row])[0] for row in rows]


def test_no_rows_no_probabilities():
    assert trees().probabilities([]) == []


def test_a_block_goes_down_a_tree_by_its_features():
    forest = Trees(
        feature=np.array([[0, 1, 1]]),
        threshold=np.array([[0.5, 1.0, 2.0]]),
        value=np.array([[-3.0, -1.0, 1.0, 3.0]]),
        depth=2,
    )
    rows = [[0, 0], [0, 9], [1, 0], [1, 9]]

    assert forest.probabilities(rows) == [0.0474, 0.2689, 0.7311, 0.9526]


def test_a_forest_for_other_features_is_refused(tmp_path, monkeypatch):
    data = {"features": ["size"], "feature": [], "threshold": [], "value": [], "depth": 1}
    (tmp_path / "trees.json").write_text(json.dumps(data), "ascii")
    monkeypatch.setattr(weights.resources, "files", lambda _: tmp_path)
    trees.cache_clear()

    with pytest.raises(RuntimeError, match="other features"):
        trees()
    trees.cache_clear()
