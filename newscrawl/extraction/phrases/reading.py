"""The format of the phrase files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from newscrawl.extraction.phrases.words import Calendar, fold
from newscrawl.items import Reason

Where = Literal["whole", "start", "any", "end"]

_PLACES = frozenset(get_args(Where))
_LIMITS: dict[str, int] = {"whole": 60, "start": 25, "any": 40, "end": 25}
_SECTION = re.compile(r"\[([a-z ]+)\]")
_LINE = re.compile(r"(\w+)(?: (\d+))?: +(.*\S)")
_SAYS_SOMETHING = re.compile(r"[^\W_]|[#@©]").search
PAYWALL = "paywall"
_CALENDAR = "calendar"
_REASONS = {reason.value: reason for reason in Reason} | {
    PAYWALL: Reason.PROMO,
    "print": Reason.SHARE,
}


class Phrase(NamedTuple):  # of which each process makes fourteen thousand
    """One line of a phrase file.

    Attributes:
        text: As it stands in the file.
        where: Where in a block it may stand.
        limit: The most words a block may have that it decides.
        reason: Why such a block is not part of the article.
        paywall: Whether it says that the article is for subscribers.
        language: ISO 639-1 code, the file's name.
    """

    text: str
    where: Where
    limit: int
    reason: Reason
    paywall: bool
    language: str


@dataclass(frozen=True, slots=True)
class PhraseFile:
    """What a phrase file holds."""

    phrases: tuple[Phrase, ...]
    calendar: Calendar


def read_phrases(text: str, language: str) -> PhraseFile:
    """Reads a phrase file's text.

    Raises:
        ValueError: A line is not of the format; says file and line.
    """
    phrases: list[Phrase] = []
    calendar: dict[str, set[str]] = {"days": set(), "fillers": set()}
    for number, section, line in _lines(text, language):
        parts = _LINE.fullmatch(line)
        if section == _CALENDAR and parts and parts[1] in calendar:
            calendar[parts[1]].update(fold(parts[3]).split())
        elif section in _REASONS and parts and _is_phrase(parts):
            phrases.append(_phrase(parts, section, language))
        else:
            raise ValueError(
                f"{language}.txt:{number}: {line!r} is no phrase of [{section}]; "
                "write 'whole: ...', 'start: ...', 'any: ...' or 'end: ...' under a reason"
            )
    return PhraseFile(
        tuple(phrases), Calendar(frozenset(calendar["days"]), frozenset(calendar["fillers"]))
    )


def _lines(text: str, language: str) -> Iterator[tuple[int, str, str]]:
    """The lines that say something: number, section, line."""
    section = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        heading = _SECTION.fullmatch(line)
        if heading and heading[1] not in _REASONS and heading[1] != _CALENDAR:
            raise ValueError(
                f"{language}.txt:{number}: [{heading[1]}] is no reason; "
                f"use one of {', '.join(sorted(_REASONS))} or {_CALENDAR}"
            )
        if heading:
            section = heading[1]
        elif line and not line.startswith("#"):
            yield number, section, line


def _is_phrase(parts: re.Match[str]) -> bool:
    """Whether a line names a place and has something to look for there."""
    return parts[1] in _PLACES and _SAYS_SOMETHING(parts[3]) is not None


def _phrase(parts: re.Match[str], section: str, language: str) -> Phrase:
    where: Where = parts[1]  # type: ignore[assignment]  # checked against Where by the caller
    return Phrase(
        text=parts[3],
        where=where,
        limit=int(parts[2] or _LIMITS[where]),
        reason=_REASONS[section],
        paywall=section == PAYWALL,
        language=language,
    )
