"""Text as phrases see it: folded words, numbers and dates as placeholders, little punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

NUMBER = "#"
DATE = "@"

_NUMBER = r"\d+(?:[.,:/-]\d+)*[年月日]?"
# Marks that tell a label from a sentence: "Foto: dpa", "(Archiv)", "写真＝時事", "【写真】".
_MARK = "[:©(/=【】]"
_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+|{_MARK}")
_PHRASE_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+|{_MARK}|[#@]")
_WRITTEN_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|.*[年月日]")
_HAS_DIGIT = re.compile(r"\d").search
_CJK = "[\u3005-\u30ff\u3400-\u9fff]"
_HAS_CJK = re.compile(_CJK).search
_CJK_CHARACTERS = re.compile(_CJK).findall
_SPACE_AT_CJK = re.compile(f"(?<={_CJK}) | (?={_CJK})")
# Accents go, because capitals lose them (Greek) and writers do (ё, hamza): combining marks
# of Latin, Greek and Cyrillic, of Arabic and Hebrew, and the voicing marks of kana.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u3099\u309a]"
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words dates are written with.

    Attributes:
        days: Names of months and weekdays; one of them beside a number makes a date.
        fillers: Words that stand between or behind the numbers of a date ("Uhr", "de").
    """

    days: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words.

    Attributes:
        tokens: The words; a run of CJK characters is one.
        text: The words joined by spaces, none beside a CJK character.
        size: How many words there are, two CJK characters counting as one.
        cjk: Whether there are CJK characters.
    """

    tokens: list[str]
    text: str
    size: int
    cjk: bool


def read_words(text: str, calendar: Calendar) -> Words:
    """The words of a page's text."""
    return _words(text, _TOKEN.findall, calendar)


def read_phrase(text: str, calendar: Calendar) -> Words:
    """The words of a phrase, in which `#` and `@` are placeholders."""
    return _words(text, _PHRASE_TOKEN.findall, calendar)


def fold(text: str) -> str:
    """A text without case and accents, full-width characters made plain.

    >>> fold("ΔΙΑΒΆΣΤΕ") == fold("Διαβάστε")
    True
    """
    if text.isascii():
        return text.lower()
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return text.replace("ı", "i")  # the Turkish capital of ı is I, which folds to i


def _words(text: str, find: Callable[[str], list[str]], calendar: Calendar) -> Words:
    folded = fold(text)
    tokens = find(folded)
    size = len(tokens)
    if _HAS_DIGIT(folded) or NUMBER in tokens or DATE in tokens:
        tokens = list(_with_placeholders(tokens, calendar))
    joined = " ".join(tokens)
    cjk = not folded.isascii() and _HAS_CJK(joined) is not None
    if cjk:
        joined = _SPACE_AT_CJK.sub("", joined)
        size += len(_CJK_CHARACTERS(joined)) // 2
    return Words(tokens, joined, size, cjk)


def _with_placeholders(tokens: list[str], calendar: Calendar) -> Iterator[str]:
    """The tokens with each run of numbers and calendar words put as one placeholder."""
    kinds = [*map(partial(_kind, calendar=calendar), tokens), ""]
    start = 0
    for index, kind in enumerate(kinds):
        if kind and (kind != "f" or start < index):
            continue
        run = kinds[start:index]
        if NUMBER in run or DATE in run:
            yield DATE if DATE in run or "d" in run else NUMBER
        else:
            yield from tokens[start:index]
        if index < len(tokens):
            yield tokens[index]
        start = index + 1


def _kind(token: str, calendar: Calendar) -> str:
    """What a token is in a date: a number, a date, a day's or month's name, a filler, nothing."""
    if token in (NUMBER, DATE):
        return token
    if token[0].isdigit():
        return DATE if _WRITTEN_DATE.fullmatch(token) else NUMBER
    if token in calendar.days:
        return "d"
    return "f" if token in calendar.fillers else ""
