"""A URL that may be an article, and what is known of it before it is fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from email.utils import parsedate_to_datetime

from dateutil.parser import isoparse

FEED = "feed"
SITEMAP = "sitemap"
SECTION = "section"
HOME = "home"

# Where a URL stands that the site shows to its readers as news.
SHOWN_AS_NEW = frozenset({FEED, SECTION, HOME})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A URL that may be an article.

    Attributes:
        url: Absolute URL, as found.
        discovered_by: FEED, SITEMAP, SECTION or HOME.
        published: When the source says it was published or changed, ISO 8601 with an
            offset; "" where it says nothing.
        title: The headline as the source gives it, "" where it gives none.
        modified: When the source says it was last changed, where that is another date.
    """

    url: str
    discovered_by: str
    published: str = ""
    title: str = ""
    modified: str = ""


def as_iso(date: str) -> str:
    """A date as feeds and sitemaps write it, in ISO 8601 with an offset; "" for no date.

    A date without an offset is taken as UTC.

    >>> as_iso("Tue, 03 Nov 2026 08:30:00 +0100")
    '2026-11-03T08:30:00+01:00'
    >>> as_iso("2026-11-03")
    '2026-11-03T00:00:00+00:00'
    >>> as_iso("yesterday")
    ''
    """
    for read in (isoparse, parsedate_to_datetime):
        try:
            parsed = read(date.strip())
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).isoformat()
    return ""


def first_of_each(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates, each URL once: its first mention, with the first date and title given."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        known = found.setdefault(candidate.url, candidate)
        if known is not candidate:
            found[candidate.url] = replace(
                known,
                published=known.published or candidate.published,
                title=known.title or candidate.title,
                modified=known.modified or candidate.modified,
            )
    return list(found.values())
