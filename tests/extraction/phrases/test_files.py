"""What holds for every phrase of every file, and for prose that no phrase may take for its own."""

from pathlib import Path

import pytest

from newscrawl.extraction.phrases import PhraseBook, phrase_book
from newscrawl.extraction.phrases.reading import Phrase
from newscrawl.extraction.phrases.words import read_phrase

# The languages whose news is promised to be read well.
LANGUAGES = {"de", "en", "fr", "es", "it", "nl", "pl", "pt", "ru", "el", "zh", "ja"}
PROSE = [
    line
    for line in (Path(__file__).parent / "prose.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def dressed(phrase: Phrase) -> list[str]:
    """A block that says the phrase, as pages write it."""
    text = phrase.text.replace("#", "12").replace("@", "12.03.2024")
    return [text, text.upper(), f"  » {text} …"]


def key(book: PhraseBook, phrase: Phrase) -> tuple[str, str]:
    text = read_phrase(phrase.text, book.calendar).text
    return phrase.where, text.rstrip(" :") if phrase.where == "whole" else text


def test_every_promised_language_has_a_file():
    assert {phrase.language for phrase in phrase_book().phrases} >= LANGUAGES


@pytest.mark.parametrize("language", sorted({p.language for p in phrase_book().phrases}))
def test_every_phrase_gives_its_own_reason(language):
    book = phrase_book()
    wrong = [
        (phrase.where, block)
        for phrase in book.phrases
        if phrase.language == language
        for block in dressed(phrase)
        if (match := book.match(block)) is None or match.reason != phrase.reason
    ]

    assert wrong == []


def test_no_phrase_stands_twice_in_a_file_nor_with_two_reasons():
    book = phrase_book()
    seen: dict[tuple[str, str], Phrase] = {}
    twice = []
    for phrase in book.phrases:
        other = seen.setdefault(key(book, phrase), phrase)
        same_file = other.language == phrase.language
        if other is not phrase and (same_file or other.reason != phrase.reason):
            twice.append((phrase.language, phrase.text, other.language, other.text))

    assert twice == []


def test_no_phrase_is_a_bare_number_or_date():
    book = phrase_book()

    assert [
        p for p in book.phrases if not any(char.isalnum() or char == "©" for char in p.text)
    ] == []
    assert [p for p in book.phrases if read_phrase(p.text, book.calendar).text in "#@"] == []


@pytest.mark.parametrize("line", PROSE)
def test_news_prose_matches_nothing(line):
    _, sentence = line.split(": ", 1)

    assert phrase_book().match(sentence) is None


def test_prose_is_given_for_every_language():
    assert {line.split(":")[0] for line in PROSE} == {p.language for p in phrase_book().phrases}
