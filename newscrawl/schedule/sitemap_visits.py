"""Which children of a sitemap index are read: those that may name something new."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

# Two digits: the 3 of sitemap-2026-3.xml counts parts, not months.
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>[0-3]\d)"
_PERIOD = re.compile(rf"(?<!\d){_YEAR}(?:(?P<mark>[-_/.]?){_MONTH}(?:(?P=mark){_DAY})?)?(?!\d)")
_QUERY = re.compile(r"(?:^|[?&;])(?P<name>[a-z]+)=(?P<value>\d{1,4})(?=&|;|$)")
_NAMES = {
    "year": ("year", "yyyy", "yy", "y", "jahr"),
    "month": ("month", "mm", "m", "monat"),
    "day": ("day", "dd", "d", "tag"),
}
# A month's sitemap may get its last entries in the days after, whatever the time zone.
_GRACE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class ReadBefore:
    """What is known of a child that earlier crawls read.

    Attributes:
        read_at: When it was last read whole, or said to be unchanged; aware.
        modified: What the index said of its change then; None where it said nothing.
    """

    read_at: datetime
    modified: datetime | None


def is_worth_reading(
    url: str,
    modified: datetime | None,
    before: ReadBefore | None,
    since: datetime | None,
    limit: timedelta,
) -> bool:
    """Whether a child may name a page that is new or changed.

    Args:
        url: The child's, which may name a month: /sitemap-2026-10.xml.
        modified: When the index says it changed; None where it says nothing.
        before: None where no crawl has read it.
        since: Where the crawl's window begins; None for no limit.
        limit: The age from which articles are not visited again.
    """
    over = period_end(url)
    if before is None:
        begin = modified or over
        return since is None or begin is None or begin >= since
    if over is not None and before.read_at >= over + max(_GRACE, limit):
        return False  # what it names is too old to be visited again, whatever has changed
    if modified is not None and before.modified is not None:
        return modified > before.modified
    if modified is not None:
        return modified >= before.read_at - _GRACE
    return over is None or before.read_at < over + _GRACE


def period_end(url: str) -> datetime | None:
    """When the year, month or day is over that a sitemap's URL names; None where it names none.

    >>> period_end("https://example.org/sitemap-2026-10.xml").isoformat()
    '2026-11-01T00:00:00+00:00'
    >>> period_end("https://example.org/sitemap.xml?yyyy=2026&mm=02&dd=28").isoformat()
    '2026-03-01T00:00:00+00:00'
    >>> period_end("https://example.org/sitemap-2.xml")
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    named = _of_query(parts.query) or _of_path(unquote(parts.path))
    return _end(*named) if named else None


def _of_path(path: str) -> tuple[int, int, int] | None:
    found = list(_PERIOD.finditer(path))
    if len(found) != 1:  # two years are a span, or something else
        return None
    parts = found[0].groupdict()
    return int(parts["year"]), int(parts["month"] or 0), int(parts["day"] or 0)


def _of_query(query: str) -> tuple[int, int, int] | None:
    values = {match["name"]: int(match["value"]) for match in _QUERY.finditer(query.lower())}
    year, month, day = (
        next((values[name] for name in names if name in values), 0) for names in _NAMES.values()
    )
    if not 1900 <= year < 2100 or (day and not month):
        return None
    return year, month, day


def _end(year: int, month: int, day: int) -> datetime | None:
    try:
        if day:
            return datetime(year, month, day, tzinfo=UTC) + timedelta(days=1)
        if month:
            return datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        return datetime(year + 1, 1, 1, tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None
