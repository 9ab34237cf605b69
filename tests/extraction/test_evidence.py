from dataclasses import replace

import pytest

from newscrawl.extraction.evidence import Trace, fingerprint, fingerprint_of_slot

ONE = Trace(
    key=1, headline=7, prose=frozenset(range(10)), texts=frozenset(range(12)), slots={5: (3, 4)}
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read 12 comments", "READ 99 COMMENTS"),
        ("Updated: 3 May, 10:15", "updated 4 May 11.20"),
        ("The Ferry!", "the ferry"),
        ("“Quoted”", '"Quoted"'),
    ],
)
def test_case_marks_and_the_value_of_digits_make_no_other_text(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("ferry", "ferries"), ("5 May", "15 May"), ("港口", "港口关"), ("", "a")],
)
def test_other_words_make_another_text(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_fingerprints_have_40_bits_and_are_the_same_on_every_machine():
    assert fingerprint("The ferry stops.") == 0x53F83F135A
    assert fingerprint_of_slot(">main>p") == 0x46E8520E3A
    assert fingerprint_of_slot(">main>p.a") != fingerprint_of_slot(">main>p.A")


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
    assert ONE.is_copy_of(copy)
    assert copy.is_copy_of(ONE)


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
    assert not ONE.is_copy_of(other)
    assert not other.is_copy_of(ONE)


def test_a_short_quotation_makes_no_copy():
    few = replace(ONE, prose=frozenset({1, 2}))

    assert not few.is_copy_of(replace(few, key=2, headline=8))
