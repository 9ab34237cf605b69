"""What the pages of a run come to."""

import sys

import pytest

from newscrawl.items import Article, Kind
from newscrawl.schedule.measures import Measures, Tally, length_class

BEGAN = "2026-11-03T06:00:00+00:00"


def tally():
    return Tally("example.org", BEGAN)


def article(text="a text of its own", words=200, **fields):
    return Article("https://example.org/a", text=text, word_count=words, **fields)


def test_a_run_without_pages_is_empty():
    assert tally().measures() == Measures("example.org", BEGAN)
    assert tally().measures().is_empty


def test_pages_are_counted_by_what_is_odd_with_them():
    run = tally()
    run.page(article("one", 200), fit=0.9)
    run.page(article("two", 210, paywalled=True), fit=0.5)
    run.page(article("three", 40, kind=Kind.TEASER), fit=0.49)
    run.page(article("", 300, kind=Kind.SECTION), fit=None)
    run.page(article("four", 14), fit=None)
    run.unreadable()
    run.failure()

    assert run.measures() == Measures(
        "example.org",
        BEGAN,
        pages=6,
        missing=3,
        paywalled=2,
        compared=3,
        unfit=1,
        failed=1,
        lengths=((length_class(40), 1), (length_class(200), 2)),
    )


def test_a_text_that_comes_again_is_repeated_each_time():
    run = tally()
    for text in ("one", "two", "one", "one"):
        run.page(article(text), fit=None)

    assert run.measures().repeated == 2


def test_when_all_pages_are_through_it_is_no_longer_known_which_texts_there_were():
    run = tally()
    run.page(article("one"), fit=None)
    run.through()
    run.page(article("one"), fit=None)

    assert (run.measures().pages, run.measures().repeated) == (2, 0)


def test_no_text_is_kept_for_the_length_of_a_run():
    run, text = tally(), "A text of its own. " * 40
    held = sys.getrefcount(text)
    run.page(article(text), fit=None)

    assert sys.getrefcount(text) == held
    assert run.measures().pages == 1


def test_a_run_that_only_failed_is_not_empty():
    run = tally()
    run.failure()

    assert not run.measures().is_empty


@pytest.mark.parametrize("words", [0, 1, 15, 100, 1000, 10**6])
def test_longer_texts_are_in_no_lower_class(words):
    assert length_class(words) <= length_class(words + 1) <= length_class(2 * words + 1) + 1
