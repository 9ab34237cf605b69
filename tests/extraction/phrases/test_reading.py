import pytest

from newscrawl.extraction.phrases.reading import read_phrases
from newscrawl.items import Reason


def test_a_line_gives_a_phrase_with_its_sections_reason():
    file = read_phrases("# note\n\n[share]\nwhole: Share it\nstart 8: Follow us:\n", "en")

    assert [(p.text, p.where, p.limit, p.reason, p.language) for p in file.phrases] == [
        ("Share it", "whole", 60, Reason.SHARE, "en"),
        ("Follow us:", "start", 8, Reason.SHARE, "en"),
    ]


def test_places_have_their_own_limits():
    file = read_phrases("[promo]\nstart: a b\nany: a b\nend: a b\n", "en")

    assert [phrase.limit for phrase in file.phrases] == [25, 40, 25]


def test_a_paywalls_phrase_is_a_promo_that_says_so():
    [phrase] = read_phrases("[paywall]\nwhole: Subscribers only\n", "en").phrases

    assert (phrase.reason, phrase.paywall) == (Reason.PROMO, True)


def test_printing_is_sharing():
    [phrase] = read_phrases("[print]\nwhole: Print this\n", "en").phrases

    assert (phrase.reason, phrase.paywall) == (Reason.SHARE, False)


def test_calendar_words_are_folded():
    calendar = read_phrases("[calendar]\ndays: März Mai\nfillers: Uhr\n", "de").calendar

    assert calendar.days == {"marz", "mai"}
    assert calendar.fillers == {"uhr"}


@pytest.mark.parametrize(
    "line",
    ["Share it", "middle: Share it", "whole:", "whole: !?", "start x: Share it", "days: May"],
)
def test_a_line_that_is_no_phrase_is_named_with_its_file_and_number(line):
    with pytest.raises(ValueError, match=r"xx\.txt:3: .* is no phrase of \[share\]"):
        read_phrases(f"[share]\n# next is wrong\n{line}\n", "xx")


def test_a_phrase_before_any_section_is_an_error():
    with pytest.raises(ValueError, match=r"xx\.txt:1: "):
        read_phrases("whole: Share it\n", "xx")


def test_an_unknown_section_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"xx\.txt:2: \[shares\] is no reason; use one of .*share"):
        read_phrases("\n[shares]\nwhole: Share it\n", "xx")
