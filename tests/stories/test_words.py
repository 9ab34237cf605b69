from __future__ import annotations

import pytest

from newscrawl.stories import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Miami (dpa) – Es regnet.", ("es", "regnet")),
        ("PARIS (AFP) - It rains.", ("it", "rains")),
        ("Nasses Wetter.\nMiami (dpa) – Es regnet.", ("nasses", "wetter", "es", "regnet")),
        ("Es kostet 3,50 Euro um 14:30.", ("es", "kostet", "3,50", "euro", "um", "14:30")),
        ("STRASSE Straße", ("strasse", "strasse")),
        ("Cafe\u0301 Café", ("café", "café")),
        ("हिन्दी में", ("हिन्दी", "में")),
        ("「雨が降る」", ("雨", "が", "降", "る")),
        ("新华社北京3月3日电 今天下雨。", ("今", "天", "下", "雨")),
        ("２０２６ ok", ("2026", "ok")),
    ],
)
def test_words_are_what_is_said_without_dateline_case_and_marks(text, words):
    assert words_of(text).words == words


def test_a_script_without_spaces_has_longer_shingles_and_half_as_many_words():
    chinese = words_of("今天下雨明天也下雨")

    assert (chinese.shingle, len(chinese)) == (8, 4)
    assert chinese.shingles()[0] == " ".join("今天下雨明天也下")
    assert words_of("it rains dpa 今天").shingle == 4


def test_a_text_shorter_than_a_shingle_has_none():
    assert words_of("only three words").shingles() == []
