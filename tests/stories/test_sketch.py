from __future__ import annotations

from newscrawl.stories import SLOTS, Outline
from newscrawl.stories.sketch import MIN_WORDS
from tests.stories.texts import paragraphs, text


def keys_of(said: str) -> tuple[int, ...]:
    return Outline.of(said).keys


def test_keys_are_one_a_slot_and_fit_a_signed_integer():
    keys = keys_of(text(1))

    assert len(keys) == SLOTS
    assert [key >> 32 for key in keys] == list(range(SLOTS))
    assert max(keys) < 2**63


def test_keys_are_the_same_for_ever():
    """Stores keep them: a library that computes others needs a migration."""
    counted = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 2)

    assert keys_of(counted)[:3] == (419570256, 4871831963, 10978473513)


def test_the_order_of_paragraphs_changes_few_slots_and_another_text_all():
    own = paragraphs(1)
    first = keys_of("\n".join(own))
    turned = keys_of("\n".join(reversed(own)))
    other = keys_of(text(2))

    assert sum(a == b for a, b in zip(first, turned, strict=True)) > SLOTS / 2
    assert sum(a == b for a, b in zip(first, other, strict=True)) <= 1


def test_a_short_text_has_no_keys():
    assert keys_of("word " * (MIN_WORDS - 1)) == ()
    assert keys_of("word " * MIN_WORDS) != ()
    assert keys_of("雨" * (MIN_WORDS * 2 - 1)) == ()
