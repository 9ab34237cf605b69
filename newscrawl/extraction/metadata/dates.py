"""Dates as pages write them, made ISO 8601 with an offset."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from newscrawl.extraction.metadata.text import lines_of

FIRST_YEAR = 1990  # nothing on the web is older; smaller years are times or prices

_CLOCK = r"(?:[T,\s]|at|um|à|[-–—|·•])*\s*(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?"
_ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?"
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?" + _ZONE
)
_COMPACT = re.compile(
    r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?" + _ZONE + r"(?!\d)"
)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_SLASHED = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.])(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2}(?![\d:]))(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s*(?:de\s+|of\s+|a\s+)?-?([^\W\d_]{3,12})\.?,?\s*-?(?:de\s+|del\s+)?(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,|\s)\s*(\d{4})(?!\d)")
_TIME_AFTER = re.compile(
    r"^[^\d]{0,12}?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*([ap]\.?m)?" + _ZONE,
    re.IGNORECASE,
)
_EPOCH = re.compile(r"^(\d{10})(\d{3})?$")
_IN_URL = (
    re.compile(r"[/_.-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.?+-]|$)"),
    re.compile(r"[/_-](20\d{2})([01]\d)([0-3]\d)(?=[/_.?-]|\d{4,6}[/_.?-]|$)"),
)


def to_iso(text: str, *, month_first: bool = False) -> str:
    """The first date in a text as ISO 8601 with an offset, "" where there is none.

    A missing time is midnight, a missing zone UTC.

    Args:
        text: A date as an attribute or as prose has it, in any of about forty languages.
        month_first: Whether 3/4/2026 is in March, as in the United States.

    >>> to_iso("2026-05-03T10:20:00+02:00")
    '2026-05-03T10:20:00+02:00'
    >>> to_iso("Stand: 3. Mai 2026, 10.20 Uhr")
    '2026-05-03T10:20:00+00:00'
    >>> to_iso("2026-05-03")
    '2026-05-03T00:00:00+00:00'
    """
    text = text.strip()[:200]
    if not text:
        return ""
    found = _machine(text) or _written(text, month_first=month_first)
    return found.isoformat(timespec="seconds") if found else ""


def date_in_url(url: str) -> str:
    """The day a URL's path names (/2026/05/03/), as ISO 8601 with an offset; "" for none."""
    path = url.rsplit("://", 1)[-1].partition("/")[2]  # an archive's URL ends with the page's
    for pattern in _IN_URL:
        match = pattern.search("/" + path)
        if match:
            year, month, day = (int(g) for g in match.groups())
            found = _moment(year, month, day)
            if found:
                return found.isoformat(timespec="seconds")
    return ""


def _machine(text: str) -> datetime | None:
    epoch = _EPOCH.match(text)
    if epoch:
        return _plausible(datetime.fromtimestamp(int(epoch[1]), UTC))
    match = _ISO.search(text) or _COMPACT.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if not hour:
        return _with_time(_day(year, month, day), text[match.end() :])
    return _moment(int(year), int(month), int(day), _clock(hour, minute, second), _offset(zone))


def _written(text: str, *, month_first: bool) -> datetime | None:
    for pattern in (_CJK, _SLASHED):
        match = pattern.search(text)
        if match:
            return _with_time(_day(*match.groups()), text[match.end() :])
    for pattern, order in ((_DAY_MONTH, (2, 1, 0)), (_MONTH_DAY, (2, 0, 1))):
        for match in pattern.finditer(text):
            year, name, day = (match.groups()[i] for i in order)
            month = _month(name)
            if month:
                return _with_time(_day(year, str(month), day), text[match.end() :])
    match = _NUMBERS.search(text)
    if not match:
        return None
    return _with_time(_numbers(match, month_first=month_first), text[match.end() :])


def _numbers(match: re.Match[str], *, month_first: bool) -> date | None:
    first, second, year = match.groups()
    if len(year) == 2:
        year = "20" + year
    if int(second) > 12 or (month_first and int(first) <= 12):
        first, second = second, first
    return _day(year, second, first)


def _with_time(day: date | None, after: str) -> datetime | None:
    if day is None:
        return None
    match = _TIME_AFTER.match(after)
    clock, offset = (0, 0, 0), timedelta()
    if match:
        hour, minute, second, half, zone = match.groups()
        clock, offset = _clock(hour, minute, second), _offset(zone)
        if half and clock[0] <= 12:
            clock = (clock[0] % 12 + (12 if half[0] in "pP" else 0), *clock[1:])
    return _moment(day.year, day.month, day.day, clock, offset) or _moment(
        day.year, day.month, day.day
    )


def _clock(hour: str, minute: str, second: str | None) -> tuple[int, int, int]:
    return int(hour), int(minute), int(second or 0)


def _offset(zone: str | None) -> timedelta:
    if not zone or zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -size if zone[0] == "-" else size


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _moment(
    year: int,
    month: int,
    day: int,
    clock: tuple[int, int, int] = (0, 0, 0),
    offset: timedelta = timedelta(),
) -> datetime | None:
    try:
        return _plausible(datetime(year, month, day, *clock, tzinfo=timezone(offset)))
    except ValueError:
        return None


def _plausible(moment: datetime) -> datetime | None:
    return moment if FIRST_YEAR <= moment.year < 2100 else None


def _month(name: str) -> int:
    return month_numbers().get(name.casefold(), 0)


@cache
def month_numbers() -> dict[str, int]:
    """Numbers of months by their folded names and abbreviations in many languages."""
    months: dict[str, int] = {}
    for line in lines_of("months.txt"):
        number, _, names = line.partition(":")
        months.update(dict.fromkeys(names.casefold().split(), int(number)))
    return months
