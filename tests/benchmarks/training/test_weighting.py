from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.gold import GoldPage
from benchmarks.promos import Promo
from benchmarks.training.examples import Example, Measured, Source
from benchmarks.training.weighting import block_weights, pages_of_sites, samples


def example(
    tokens: list[int],
    gold: int,
    *,
    placement: str = "",
    known: list[bool] | None = None,
    candidates: list[int] | None = None,
) -> Example:
    """A page of a set without a weight of its own; its rows hold the numbers of the blocks."""
    chosen = list(range(len(tokens))) if candidates is None else candidates
    size = len(tokens)
    text = "some gold" if gold else None
    prose = Promo("a", ("b",)) if placement else None
    return Example(
        Source(GoldPage("set", "id", "quay.de", "en", None, Path(), text=text), placement, prose),
        Measured(
            rows=np.array([[float(i)] for i in chosen], dtype=np.float32).reshape(-1, 1),
            candidates=np.array(chosen, dtype=np.int32),
            kept=np.arange(size) % 2 == 0,
            coverage=np.ones(size, dtype=np.float32),
            known=np.ones(size, dtype=bool) if known is None else np.array(known),
            foreign=np.zeros(size, dtype=bool),
            taught=np.ones(size, dtype=np.float32),
            tokens=np.array(tokens, dtype=np.int32),
            gold_tokens=np.array(gold, dtype=np.int32),
        ),
    )


ONE = Counter({"quay.de": 1})


def test_a_block_counts_for_its_share_of_the_gold():
    assert block_weights(example([50, 100, 1], 200), ONE).tolist() == [0.25, 0.5, 0.01]


def test_blocks_of_a_very_short_article_do_not_count_more():
    assert block_weights(example([10], 10), ONE).tolist() == [0.2]


def test_a_site_counts_as_the_root_of_its_pages():
    assert block_weights(example([100], 100), Counter({"quay.de": 4})).tolist() == [0.5]


def test_a_page_with_unrelated_prose_counts_less():
    found = block_weights(example([100], 100, placement="tail"), ONE)
    assert found.tolist() == pytest.approx([0.7])


def test_blocks_that_snippets_tell_of_count_alike():
    found = example([5, 100, 7, 9], 0, known=[True, True, False, False])
    assert block_weights(found, ONE).tolist() == [0.5] * 4
    assert len(samples([found], ONE).rows) == 2


def test_only_candidates_that_the_gold_knows_are_samples():
    found = samples([example([9] * 5, 100, known=[True] * 4 + [False], candidates=[0, 3, 4])], ONE)
    assert found.rows.tolist() == [[0.0], [3.0]]
    assert found.kept.tolist() == [True, False]


def test_the_mean_weight_is_one():
    found = samples([example([10, 20, 30], 100), example([10, 500], 600)], ONE)
    assert found.weights.mean() == pytest.approx(1.0)


def test_pages_with_unrelated_prose_are_no_pages_of_a_site():
    assert pages_of_sites([example([9], 9), example([9], 9, placement="tail")]) == ONE
