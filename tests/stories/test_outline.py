from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.stories import Grouped, Outline, as_copies, words_of
from newscrawl.stories.sketch import MIN_WORDS
from tests.stories.texts import paragraphs, text

WORDS = st.lists(st.sampled_from("abcdefg"), min_size=MIN_WORDS, max_size=90).map(" ".join)


def far_apart(one: str, other: str) -> bool:
    return not Grouped.of(one).may_be_like(Outline.of(other).shingles)


@given(WORDS, WORDS, st.integers(0, 6))
def test_texts_far_apart_are_no_copies(one, other, parts):
    pair = "\n".join([one, *[other] * parts]), other

    assert not (far_apart(*pair) and as_copies(*map(words_of, pair)))
    assert far_apart(*pair) == far_apart(*pair[::-1])


def test_another_text_is_far_apart_and_a_copy_is_not():
    own, other = paragraphs(1), paragraphs(2)

    assert far_apart("\n".join(own), "\n".join(other))
    assert not far_apart("\n".join(own), "\n".join([*other[:5], *own[:6]]))


def test_far_apart_is_said_of_both():
    own, other = text(1), text(2)

    assert far_apart(own, other)
    assert far_apart(other, own)
    assert not far_apart(own, own)


def test_the_hash_tells_whether_the_words_have_changed():
    said = text(1)
    before, marked, changed = (
        Outline.of(one) for one in (said, said.upper() + "!", said + " More.")
    )

    assert before.words_hash == marked.words_hash
    assert before.words_hash != changed.words_hash


def test_shingles_are_the_same_for_ever():
    """Stores keep them."""
    counted = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 2)
    shingles = Outline.of(counted).shingles

    assert len(shingles) == 49 * 4
    assert shingles[:4].hex() == "02a1009a"  # CRC-32 of "worda wordb wordc wordd"
    assert shingles[26 * 4 : 27 * 4] == shingles[:4]


def test_a_text_is_like_its_copies_alone():
    own, other = paragraphs(1), paragraphs(2)
    grouped = Grouped.of("\n".join(own))

    assert grouped.like("\n".join(own)) is not None
    assert grouped.like("\n".join(own[:6])) is not None
    assert grouped.like("\n".join(other)) is None
