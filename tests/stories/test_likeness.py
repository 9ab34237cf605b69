from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories import Likeness, Shingles, likeness, numbers_in_company, words_of
from tests.stories.texts import paragraphs, text

WORDS = st.lists(st.sampled_from("abcdefg"), max_size=40).map(" ".join)


def like(one: str, other: str) -> Likeness:
    return likeness(*(Shingles.of(words_of(said)) for said in (one, other)))


def counted(one: str, other: str) -> tuple[float, float]:
    """What share of one's words stands in shingles of both, weighted and not, word by word."""
    words, size = words_of(one).words, words_of(one).shingle
    rows, others = (
        [row[at : at + size] for at in range(len(row) - size + 1)]
        for row in (words, words_of(other).words)
    )
    covered = {at + n for at, row in enumerate(rows) if row in others for n in range(size)}
    weights = [1.5 - (at + 0.5) / len(words) for at in covered]
    return sum(weights) / max(1, len(words)), len(covered) / max(1, len(words))


def test_a_text_is_wholly_like_itself_and_not_like_another():
    same = like(text(1), text(1))
    other = like(text(1), text(2))

    assert (same.shared, same.jaccard) == ((1, 1), 1)
    assert same.weight == pytest.approx((1, 1))
    assert same.words == same.length == len(words_of(text(1)))
    assert max(other.shared) < 0.1


def test_a_part_is_contained_and_does_not_contain():
    own = paragraphs(1)
    found = like("\n".join(own[:5]), "\n".join(own))

    assert found.shared[0] == 1
    assert 0.3 < found.shared[1] < 0.7
    assert found.jaccard == pytest.approx(found.shared[1], abs=0.05)


def test_what_stands_early_weighs_more_than_what_stands_late():
    own, other = paragraphs(1), paragraphs(2)
    early = like("\n".join([*own[:5], *other]), "\n".join(own[:5]))
    late = like("\n".join([*other, *own[:5]]), "\n".join(own[:5]))

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
    there, back = like(one, other), like(other, one)

    assert there.shared == back.shared[::-1]
    assert there.weight == back.weight[::-1]
    assert (there.jaccard, there.words) == (back.jaccard, back.words)
    assert all(0 <= share <= 1.000001 for share in (*there.shared, *there.weight, there.jaccard))


@given(WORDS, WORDS)
def test_what_is_shared_is_counted_as_if_word_by_word(one, other):
    found = like(one, other)

    assert (found.weight[0], found.shared[0]) == pytest.approx(counted(one, other))
    assert (found.weight[1], found.shared[1]) == pytest.approx(counted(other, one))
