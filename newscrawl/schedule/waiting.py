"""What a host's "not so fast" means: how long all requests to it wait, and when to come back.

A 429, and a 503 that says Retry-After, close the host for a while. A wait that fits into the
run is waited for; for a longer one the host is left alone until the next run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_WAIT = timedelta(seconds=15)  # after a 429 that does not say how long; then twice that, ...
LONGEST_WAIT = timedelta(days=7)  # whoever says later is asked again after a week all the same
STRIKES = 5  # times in a row: after so many waits in one run the host has had enough of it
LATER = timedelta(minutes=30)  # at least, when a host is left alone for the rest of a run
SLOWER = 2.0  # a host that complained is asked half as often


@dataclass(frozen=True, slots=True)
class Standing:
    """How a host feels about the crawl.

    Attributes:
        strikes: Complaints in a row. Those that answer requests sent before the last one was
            heard are the same complaint.
        until: No request is sent before; None where any may be.
        left: Whether the host is left alone for the rest of the run.
    """

    strikes: int = 0
    until: datetime | None = None
    left: bool = False

    def is_closed(self, now: datetime) -> bool:
        """Whether requests to the host wait."""
        return self.until is not None and now < self.until


def retry_after(value: str, now: datetime) -> timedelta | None:
    """The wait that a Retry-After header asks for; None where it says nothing to be understood.

    Args:
        value: Seconds or an HTTP-date (RFC 9110, section 10.2.3).
        now: When it came.

    >>> now = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
    >>> retry_after("120", now), retry_after("Tue, 03 Nov 2026 08:00:30 GMT", now)
    (datetime.timedelta(seconds=120), datetime.timedelta(seconds=30))
    >>> retry_after("soon", now)
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text), 10**9)), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), LONGEST_WAIT)


def complains(status: int, asked: timedelta | None) -> bool:
    """Whether an answer says "not so fast": a 503 alone may be one broken page.

    >>> complains(429, None), complains(503, None), complains(503, timedelta(seconds=5))
    (True, False, True)
    """
    return status == 429 or (status == 503 and asked is not None)


def complained(
    standing: Standing, asked: timedelta | None, now: datetime, longest: timedelta
) -> Standing:
    """The standing after a complaint.

    Args:
        standing: What it was.
        asked: How long the host asks to wait; None where it does not say.
        now: When the answer came.
        longest: How long the run waits for a host at most.
    """
    own = FIRST_WAIT * 2**standing.strikes
    wait = asked or own  # to come back after 0 seconds is what was complained of
    if standing.is_closed(now) and standing.until is not None:
        return Standing(standing.strikes, max(standing.until, now + wait), standing.left)
    strikes = standing.strikes + 1
    if wait <= longest and strikes < STRIKES:
        return Standing(strikes, now + wait)
    return Standing(strikes, now + max(wait, LATER), left=True)


def answered(standing: Standing, now: datetime) -> Standing:
    """The standing after an answer that was no complaint: all is well once the wait is over."""
    return standing if standing.left or standing.is_closed(now) else Standing()
