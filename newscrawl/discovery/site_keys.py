"""The keys of a site in sites.toml: from what TOML gives to what a Site holds.

Each reader raises ValueError with the end of a sentence that begins with the key's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from newscrawl.discovery.links import absolute
from newscrawl.urls import site_of


def first_moment(value: object) -> datetime:
    """The moment, or the beginning of the day, that TOML or ISO 8601 text names; aware.

    Without an offset it is in UTC.

    Raises:
        ValueError: It is neither.
    """
    return _moment(value, time.min)


def last_moment(value: object) -> datetime:
    """The moment, or the end of the day; otherwise as `first_moment`."""
    return _moment(value, time.max)


def _moment(value: object, of_day: time) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"is no date such as 2026-11-03: {value!r}") from error
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, of_day)
    if not isinstance(value, datetime):
        raise ValueError(f"is no date such as 2026-11-03: {value!r}")  # noqa: TRY004 - as above
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _url(value: object) -> str:
    url = absolute("", value) if isinstance(value, str) else ""
    if not url:
        raise ValueError(f"is no http or https URL: {value!r}")
    return url


def _host(value: object) -> str:
    text = value if isinstance(value, str) else ""
    host = site_of(text if "//" in text else f"https://{text}")
    if not host or " " in host:
        raise ValueError(f"holds no host: {value!r}")
    return host


def _pattern(value: object) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise ValueError(f"holds no regular expression in quotes: {value!r}")  # noqa: TRY004
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"holds {value!r}, which is no regular expression: {error}") from error


def _several(read: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    """A reader of lists, from a reader of their members."""

    def read_list(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError('is no list such as ["...", "..."]')  # noqa: TRY004
        return tuple(read(member) for member in value)

    return read_list


def _positive(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"is no number above 0: {value!r}")
    return value


def _seconds(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 86_400:
        raise ValueError(f"is no number of seconds: {value!r}")
    return float(value)


KEYS: dict[str, Callable[[object], Any]] = {
    "url": _url,
    "hosts": _several(_host),
    "feeds": _several(_url),
    "sitemaps": _several(_url),
    "sections": _several(_url),
    "since": first_moment,
    "until": last_moment,
    "max_articles": _positive,
    "allow": _several(_pattern),
    "deny": _several(_pattern),
    "delay": _seconds,
    "concurrency": _positive,
}
