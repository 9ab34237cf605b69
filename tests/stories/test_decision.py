from __future__ import annotations

import pytest

from newscrawl.stories import Candidate, as_copies, choose, words_of
from tests.stories.texts import paragraphs

WIRE, OTHER, THIRD = paragraphs(1, 10), paragraphs(2, 10), paragraphs(3, 10)
ABOUT_US = (
    "We correct mistakes in plain sight below the article; the team takes your hints every day "
    "from eight to eight."
)


def copies(one: list[str], other: list[str]) -> bool:
    return as_copies(words_of("\n".join(one)), words_of("\n".join(other))) is not None


@pytest.mark.parametrize(
    "copy",
    [
        ["LONDON (Reuters) - " + WIRE[0], *WIRE[1:]],
        [*OTHER[:1], *WIRE[1:]],
        WIRE[:5],
        [WIRE[0], *WIRE[:0:-1]],
        [*OTHER[:3], *WIRE],
        [*WIRE, *OTHER[:4]],
        [*OTHER[:1], *WIRE[1:7], *OTHER[1:3]],
    ],
    ids=["dateline", "lead", "cut", "order", "text above", "text behind", "all at once"],
)
def test_what_a_newspaper_makes_of_a_wire_text_is_its_copy(copy):
    assert copies(WIRE, copy)
    assert copies(copy, WIRE)


@pytest.mark.parametrize(
    "other",
    [
        OTHER,
        [*OTHER[:7], *WIRE[5:8]],
        [*OTHER[:4], *WIRE[:2], *THIRD[:6]],
        [*OTHER[:3], WIRE[4], *OTHER[3:]],
    ],
    ids=["another text", "follow-up with background", "round-up", "a quote"],
)
def test_what_repeats_a_part_of_it_is_none(other):
    assert not copies(WIRE, other)


def test_short_texts_are_no_copies_by_what_both_end_in():
    brief, other = "A ferry sank off the coast on Monday; all aboard were saved.", OTHER[0]

    assert not copies([brief, ABOUT_US], [other, ABOUT_US])
    assert copies([brief, ABOUT_US], [brief, ABOUT_US])


def test_a_form_that_is_filled_in_anew_is_no_copy():
    form = "It will be {} degrees in the harbour, winds reach {} miles an hour from the west. "
    form += "Overnight the temperature drops to {} degrees along the coast and {} degrees inland. "
    form += "The chance of rain is {} percent, so people who work outdoors should watch for gusts."

    assert not copies([form.format(14, 20, 7, 5, 60)], [form.format(21, 9, 11, 3, 15)])
    assert copies([form.format(14, 20, 7, 5, 60)], [form.format(14, 20, 7, 5, 60)])


def test_the_likest_are_compared_and_few_of_one_story():
    of_one = [Candidate(number, 1, 30) for number in range(1, 50)]
    of_others = [Candidate(number, number, 2) for number in range(100, 150)]

    chosen = choose([*of_others, *of_one])

    assert [c.number for c in chosen[:5]] == [1, 2, 3, 4, 100]
    assert len(chosen) == 16
    assert choose(reversed([*of_others, *of_one])) == chosen
