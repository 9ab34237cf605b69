from __future__ import annotations

import pytest

from benchmarks.speeds.ratios import Ratio, round_ratios, speed_ratio, spread


def test_one_number_has_no_spread():
    found = spread([3.0])
    assert (found.low, found.middle, found.high) == (3, 3, 3)


def test_a_ratio_is_of_sums_and_its_range_that_of_the_pages():
    ratio = speed_ratio([1.0, 3.0], [2.0, 3.0])
    assert ratio == Ratio(1.25, 1.0, 2.0)
    assert speed_ratio([1.0, 3.0], [2.0, 3.0]) == ratio  # the same draws


def test_the_range_narrows_with_more_pages():
    few, many = (speed_ratio([1.0, 2.0] * n, [3.0, 1.0] * n) for n in (3, 300))
    assert few.value == many.value
    assert many.high - many.low < few.high - few.low


def test_pages_that_do_not_pair_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        speed_ratio([1.0, 2.0], [1.0])


def test_each_round_has_its_ratio():
    assert round_ratios([[1.0, 2.0], [1.0, 2.0]], [[2.0, 2.0], [4.0, 2.0]]) == [3.0, 1.0]
