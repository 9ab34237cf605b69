"""Tasks of workers for which one page is too much; the others are read as ever."""

from __future__ import annotations

from typing import Any

from newscrawl.extraction import Page
from newscrawl.workers.tasks import Compared, compare_learned
from tests.workers import tasks

DEADLY = "-100002"  # in the URL of the page that does it


def unseen(_page: Page, *_: Any) -> None:
    """Nothing of the page is at hand: it is read."""


def segfaulting(page: Page, *known: Any) -> Compared:
    """The page ends the worker."""
    if DEADLY in page.url:
        tasks.segfaulting(page)
    return compare_learned(page, *known)


def hanging(page: Page, *known: Any) -> Compared:
    """The worker comes to no end with the page."""
    if DEADLY in page.url:
        tasks.hanging(page)
    return compare_learned(page, *known)


def eating(page: Page, *known: Any) -> Compared:
    """The page takes all memory there is."""
    if DEADLY in page.url:
        tasks.eating(page)
    return compare_learned(page, *known)
