"""When a known article is visited again: often while it is new, then rarely, then never."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

_STEP = re.compile(r"(\d+)([mhd]):(\d+)([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
# A crawl that comes every day comes a minute early at times: a wait is shorter by this share, so
# that it does not find the article due a minute later, and passes it by for another day.
_EARLY = 0.1
# A site's clock may be late: what it says changed just before a visit may have changed after.
_LATE_CLOCK = timedelta(minutes=5)
# So many entries of one source that changed in the very same second did not: it is the moment
# when the file was written.
_WRITTEN_AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Step:
    """How often an article is visited up to an age.

    Attributes:
        until: The age at which the next step begins.
        every: The time from one visit to the next.
    """

    until: timedelta
    every: timedelta


@dataclass(frozen=True, slots=True)
class Revisits:
    """The schedule of visits: steps by age; past the last one an article is not visited."""

    steps: tuple[Step, ...] = ()

    @property
    def limit(self) -> timedelta:
        """The age from which articles are not visited by themselves."""
        return self.steps[-1].until if self.steps else timedelta(0)

    def next_visit(self, dated: datetime, visited: datetime) -> datetime | None:
        """When an article is visited again; None for not by itself.

        Args:
            dated: When it was published or last changed, aware; see `newest`.
            visited: When it was visited last, aware.
        """
        age = max(visited - dated, timedelta(0))
        step = next((step for step in self.steps if age < step.until), None)
        if step is None:
            return None
        wait = step.every * (1 - _EARLY)
        return visited + wait if age + wait < self.limit else None


NEVER = Revisits()


def read_revisits(text: str) -> Revisits:
    """A schedule as settings write it: "1d:4h 7d:2d" is every 4 hours up to an age of a day,
    then every 2 days up to a week, then never. "" is never at all.

    Raises:
        ValueError: It is no schedule; says why.

    >>> read_revisits("1d:4h 7d:2d").limit.days
    7
    """  # noqa: D205 - the form and its meaning are one thought
    steps = tuple(_step(word) for word in text.replace(",", " ").split())
    for earlier, later in pairwise(steps):
        if later.until <= earlier.until:
            raise ValueError(f"{text!r}: ages must grow from one step to the next")
    return Revisits(steps)


def _step(word: str) -> Step:
    match = _STEP.fullmatch(word)
    if match is None or not int(match[1]) or not int(match[3]):
        raise ValueError(f"{word!r} is no AGE:WAIT such as 1d:4h, in m, h or d")
    try:
        return Step(int(match[1]) * _UNITS[match[2]], int(match[3]) * _UNITS[match[4]])
    except OverflowError as error:
        raise ValueError(f"{word!r}: more days than a calendar has") from error


def newest(first_seen: datetime, published: datetime | None, *changes: datetime | None) -> datetime:
    """The moment from which an article's age counts.

    Args:
        first_seen: When it was found.
        published: When it was published, None where nobody says; a moment after it was found
            is none, but that of a site that dates its pages anew each time.
        changes: When it changed, by the site's word or by what was seen of it.
    """
    begun = min(published or first_seen, first_seen)
    return max((begun, *(change for change in changes if change)))


def is_changed(said: datetime, known: datetime | None, visited: datetime | None) -> bool:
    """Whether a source's date says that a page changed since its visit.

    Args:
        said: When the page changed, as the source says now.
        known: The newest such date that any source gave before; None for none.
        visited: When the page was visited last; None for never.
    """
    if visited is None or (known is not None and said <= known):
        return False
    if known is not None and said.astimezone(UTC).time() == time(0):  # a day, and no moment
        return said.date() >= visited.astimezone(said.tzinfo).date()
    return said > visited - _LATE_CLOCK


def believable(dates: list[str]) -> frozenset[str]:
    """Those of a source's dates of change that may be true.

    Some sources give every page the moment at which they were asked.
    """
    count: dict[str, int] = {}
    for date in dates:
        count[date] = count.get(date, 0) + 1
    return frozenset(
        date for date, times in count.items() if times <= _WRITTEN_AT_ONCE or _is_day(date)
    )


def _is_day(date: str) -> bool:
    return "T00:00:00" in date or "T" not in date
