from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories import likeness, numbers_in_company, words_of
from tests.stories.texts import paragraphs, text

WORDS = st.lists(st.sampled_from("abcdefg"), max_size=40).map(" ".join)


def test_a_text_is_wholly_like_itself_and_not_like_another():
    same = likeness(words_of(text(1)), words_of(text(1)))
    other = likeness(words_of(text(1)), words_of(text(2)))

    assert (same.shared, same.jaccard) == ((1, 1), 1)
    assert same.weight == pytest.approx((1, 1))
    assert same.words == same.length == len(words_of(text(1)))
    assert max(other.shared) < 0.1


def test_a_part_is_contained_and_does_not_contain():
    own = paragraphs(1)
    like = likeness(words_of("\n".join(own[:5])), words_of("\n".join(own)))

    assert like.shared[0] == 1
    assert 0.3 < like.shared[1] < 0.7
    assert like.jaccard == pytest.approx(like.shared[1], abs=0.05)


def test_what_stands_early_weighs_more_than_what_stands_late():
    own, other = paragraphs(1), paragraphs(2)
    early = likeness(words_of("\n".join([*own[:5], *other])), words_of("\n".join(own[:5])))
    late = likeness(words_of("\n".join([*other, *own[:5]])), words_of("\n".join(own[:5])))

    assert early.shared[0] == pytest.approx(late.shared[0], abs=0.02)
    assert early.weight[0] > early.shared[0] > late.weight[0]


@pytest.mark.parametrize(
    ("one", "other", "numbers"),
    [
        ("Rund 40 Boote lagen im Hafen.", "Rund 40 Boote lagen im Hafen.", (1, 0)),
        ("Es lagen rund 40 Boote dort.", "Es lagen rund 41 Boote dort.", (0, 2)),
        ("Es lagen rund 40 Boote dort.", "Es lagen kaum 41 Boote hier.", (0, 0)),
        ("Es wird bis 14 Grad warm.", "Es wird bis 21 Grad warm.", (0, 2)),
    ],
)
def test_numbers_are_compared_where_the_same_words_stand_beside_them(one, other, numbers):
    assert numbers_in_company(words_of(one), words_of(other)) == numbers


@given(WORDS, WORDS)
def test_likeness_is_symmetric(one, other):
    there, back = likeness(words_of(one), words_of(other)), likeness(words_of(other), words_of(one))

    assert there.shared == back.shared[::-1]
    assert there.weight == back.weight[::-1]
    assert (there.jaccard, there.words) == (back.jaccard, back.words)
    assert all(0 <= share <= 1.000001 for share in (*there.shared, *there.weight, there.jaccard))
