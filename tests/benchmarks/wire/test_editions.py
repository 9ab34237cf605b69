from __future__ import annotations

from collections import Counter
from itertools import islice
from random import Random

import pytest

from benchmarks.wire.copying import COPIES
from benchmarks.wire.editions import HALVES, editions, strangers
from benchmarks.wire.lexicon import lexicon
from benchmarks.wire.others import OTHERS

LANGUAGES = ("de", "en", "fr", "ru", "zh")


def paragraphs(half: str, seed: int = 1) -> tuple:
    """A desk, its dice, a wire text of ten different paragraphs, its cast."""
    desk, rng = HALVES[half][0], Random(seed)  # noqa: S311 - tests must repeat themselves
    cast = desk.words.cast(rng)
    return desk, rng, desk.writer(desk.words, rng, cast, 10), cast


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_a_language_can_be_filled(language):
    words, rng = lexicon(language), Random(1)  # noqa: S311
    cast = words.cast(rng)

    for pattern in (*words.patterns, *words.lists["tails"], *words.forms.values()):
        assert "{" not in words.fill(pattern, rng, cast)
    assert words.synonyms


def test_the_halves_share_no_language():
    languages = {half: {desk.words.language for desk in desks} for half, desks in HALVES.items()}

    assert not languages["tune"] & languages["report"]
    assert set.union(*languages.values()) == set(LANGUAGES)


@pytest.mark.parametrize("half", HALVES)
def test_the_same_seed_gives_the_same_editions(half):
    assert editions(half, 3, 1) == editions(half, 3, 1) != editions(half, 3, 2)
    assert list(strangers(half, 5, 1)) == list(islice(strangers(half, 9, 1), 5))


def test_copies_have_their_story_and_others_one_each():
    made = editions("tune", 20, 1)
    of_story = Counter(edition.story for edition in made)

    assert {edition.kind for edition in made} - {""} == {*COPIES, *OTHERS}
    assert {of_story[e.story] for e in made if e.is_copy} == {5, 6}
    assert {of_story[e.story] for e in made if not e.is_copy} == {1}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kind", sorted(set(COPIES) - {"reworded"}))
def test_a_copy_holds_paragraphs_or_sentences_of_the_wire_s_text(kind, half):
    desk, rng, text, cast = paragraphs(half)
    copy = " ".join(COPIES[kind](desk, rng, list(text), cast))
    end = "。" if desk.words.unspaced else ". "

    sentences = [s for s in end.join(text).split(end) if len(s) > 20]
    held = sum(sentence.strip(" .") in copy for sentence in sentences)
    assert held >= (2 if "reworded" in kind else 3)


@pytest.mark.parametrize("half", HALVES)
def test_rewording_keeps_numbers_and_changes_words(half):
    desk, rng, text, cast = paragraphs(half)
    copy = COPIES["reworded"](desk, rng, list(text), cast)

    assert copy != text
    assert [[c for c in p if c.isdigit()] for p in copy] == [
        [c for c in p if c.isdigit()] for p in text
    ]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_what_is_no_copy_is_mostly_another_text(kind, half):
    desk, rng, text, cast = paragraphs(half)

    for other in OTHERS[kind](desk, rng, list(text), cast):
        assert sum(paragraph in text for paragraph in other) <= len(other) / 2
