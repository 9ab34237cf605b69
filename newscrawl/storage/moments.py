"""Moments as the store writes them: ISO 8601 in UTC to the second, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime

from newscrawl.items import Article


def stamp(moment: datetime | None) -> str:
    """A moment as the store writes it; "" for None. A naive one is taken as UTC.

    >>> stamp(datetime.fromisoformat("2026-11-03T08:30:00.5+01:00"))
    '2026-11-03T07:30:00+00:00'
    """
    if moment is None:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def dated_at(article: Article) -> str:
    """When an article is from, in UTC: published, else modified, else fetched; "" if unknown."""
    for said in (article.published, article.modified, article.fetched_at):
        try:
            return stamp(datetime.fromisoformat(said))
        except (ValueError, OverflowError):  # OverflowError: year 1 with an offset
            continue
    return ""
