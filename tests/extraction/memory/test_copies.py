"""Print, mobile and the like are copies of an article; what quotes it is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.memory.copies import Copies, one_of_each
from newscrawl.extraction.memory.traces import Traces
from tests.extraction.memory import TRACES

ONE = Trace(
    key=1, headline=7, prose=frozenset(range(10)), texts=frozenset(range(12)), slots={5: (3, 4)}
)


def are_copies(one, other):
    return Copies(Traces.of([other])).of(one).tolist() == [0]


@pytest.mark.parametrize(
    "copy",
    [
        ONE,
        replace(ONE, texts=frozenset(), slots={}, generation=4, day=3),
        replace(ONE, key=2),
        replace(ONE, key=2, prose=frozenset(range(5))),
        replace(ONE, key=2, prose=frozenset(range(5, 15))),
        replace(ONE, key=2, headline=8, prose=frozenset(range(9))),
    ],
)
def test_copies_of_an_article(copy):
    assert are_copies(ONE, copy)
    assert are_copies(copy, ONE)


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, key=2, prose=frozenset(range(20, 30))),
        replace(ONE, key=2, headline=8, prose=frozenset(range(6, 16))),
        replace(ONE, key=2, headline=8, prose=frozenset(range(3))),
        replace(ONE, key=2, prose=frozenset()),
        replace(ONE, key=2, prose=frozenset({0, 20, 21, 22})),
    ],
)
def test_other_articles_are_no_copies(other):
    assert not are_copies(ONE, other)
    assert not are_copies(other, ONE)


def test_a_short_quotation_makes_no_copy():
    few = replace(ONE, prose=frozenset({1, 2}))

    assert not are_copies(few, replace(few, key=2, headline=8))


@settings(max_examples=200, deadline=None)
@given(st.lists(TRACES, max_size=12, unique_by=lambda t: t.key), TRACES)
def test_copies_among_many_are_those_that_pairs_tell(traces, page):
    found = Copies(Traces.of(traces)).of(page).tolist()

    assert found == [n for n, other in enumerate(traces) if are_copies(page, other)]


@settings(max_examples=200, deadline=None)
@given(st.lists(TRACES, max_size=12, unique_by=lambda t: t.key), st.randoms(use_true_random=False))
def test_the_first_of_each_articles_copies_stands_for_the_others(traces, random):
    order = random.sample(range(len(traces)), len(traces))
    kept, followed = [], set()
    for number in order:
        twins = {k for k in kept if are_copies(traces[number], traces[k])}
        followed |= twins
        if not twins:
            kept.append(number)

    is_first, has_others = one_of_each(Copies(Traces.of(traces)), np.array(order, np.int64))

    assert set(is_first.nonzero()[0].tolist()) == set(kept)
    assert set(has_others.nonzero()[0].tolist()) == followed
