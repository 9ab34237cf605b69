from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories import components

PAIRS = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=20)


def test_copies_of_copies_are_one_story_named_by_its_smallest_number():
    assert components(range(1, 7), [(5, 4), (4, 2), (6, 3)]) == {1: 1, 2: 2, 3: 3, 4: 2, 5: 2, 6: 3}


def test_a_pair_with_an_article_that_is_not_there_joins_nothing():
    assert components([1, 3], [(1, 2), (2, 3)]) == {1: 1, 3: 3}


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(pairs, rng):
    found = components(range(1, 13), pairs)
    turned = [(b, a) for a, b in pairs]
    rng.shuffle(turned)

    assert components(range(1, 13), turned) == found
    assert all(found[a] == found[b] for a, b in pairs)
    assert all(found[story] == story for story in found.values())
