"""What a crawl that died says of the pages that it had in hand.

A page in hand is one that was requested and is not kept yet, one that is learned from, or one
that is extracted. Most of them were only neighbours of what ended the process, so being
interrupted is no failure. A page that it happens to again and again is run alone: nothing else
is in hand while it is. Only a page that ends the process then is to blame.
"""

from __future__ import annotations

from enum import StrEnum

ALONE_FROM = 3  # interruptions from which on a page is run alone

ALONE = "run alone"  # the reason of a URL while it is in hand alone
POISON = "Poison"  # the reason of one that ended the process then


class After(StrEnum):
    """What becomes of a URL that was in hand when the process died."""

    AGAIN = "again"  # requested again at once
    KEPT = "kept"  # its page is kept: it goes on from there
    POISON = "poison"  # given up


def after_crash(interrupted: int, reason: str, *, kept: bool) -> After:
    """What becomes of a URL that was in hand when the process died.

    Args:
        interrupted: How often that happened to it before.
        reason: The URL's reason, ALONE where it was in hand alone.
        kept: Whether its page is in the spool or the archive.
    """
    if reason == ALONE and interrupted >= ALONE_FROM:
        return After.POISON
    return After.KEPT if kept else After.AGAIN


def runs_alone(interrupted: int) -> bool:
    """Whether a page that was interrupted so often is run alone."""
    return interrupted >= ALONE_FROM
