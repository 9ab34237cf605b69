"""When a URL that failed is requested again."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(minutes=15)
FACTOR = 4  # 15 minutes, 1 hour, 4 hours, 16 hours, 2.7 days


def next_try(tries: int, now: datetime, max_tries: int) -> datetime | None:
    """When to request a URL again; None when it is to be given up.

    Args:
        tries: How many requests in a row have failed, this one included.
        now: When this one failed.
        max_tries: After how many the URL counts as failed.
    """
    if tries >= max_tries:
        return None
    waits: int = FACTOR ** (tries - 1)
    return now + FIRST_WAIT * waits
