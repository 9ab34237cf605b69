"""Text as phrases see it: folded words, numbers and dates as placeholders, little punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

NUMBER = "#"
DATE = "@"

_NUMBER = r"\d+(?:[.,:/-]\d+|h\d\d)*[年月日]?"
# Marks that tell a label from a sentence: "Foto: dpa", "(Archiv)", "写真＝時事", "【写真】".
_LABELLING = "[:©(/=【】]"
_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+|{_LABELLING}")
_PHRASE_TOKEN = re.compile(rf"{_NUMBER}|[^\W\d_]+|{_LABELLING}|[#@]")
_WRITTEN_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|.*[年月日]")
_WRITTEN_TIME = re.compile(r"\d\d?[:h]\d\d(?::\d\d)?")
# A run of tokens, each given as its kind (see _kind), that may be a date; and one that is.
_RUN = re.compile("[#@td][#@tdf]*")
_IS_DATE = re.compile(".*@|.*d.*[#t]|.*[#t].*d").match
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
    """The tokens with each date, time and number put as a placeholder."""
    kinds = "".join(map(partial(_kind, calendar=calendar), tokens))
    done = 0
    for run in _RUN.finditer(kinds):
        yield from tokens[done : run.start()]
        done = run.end()
        if _IS_DATE(run[0]):
            yield DATE
        elif "t" in run[0] or run[0].strip("#") == "":
            yield NUMBER
        else:
            yield from _numbered(tokens[run.start() : run.end()])
    yield from tokens[done:]


def _numbered(tokens: list[str]) -> Iterator[str]:
    """The words of something that looked like a date and is none, such as "1 de 12"."""
    return (NUMBER if token[0].isdigit() else token for token in tokens)


def _kind(token: str, calendar: Calendar) -> str:
    """What a token may be in a date, as one letter.

    `#` a number, `@` a date, `t` a time, `d` the name of a day or month, `f` a filler, `x` none.
    """
    if token in (NUMBER, DATE):
        return token
    if token[0].isdigit():
        if _WRITTEN_TIME.fullmatch(token):
            return "t"
        return DATE if _WRITTEN_DATE.fullmatch(token) else NUMBER
    if token in calendar.days:
        return "d"
    return "f" if token in calendar.fillers else "x"
