"""Tasks of workers for which one page is too much; the others are read as ever."""

from __future__ import annotations

from newscrawl.extraction import Article, Page
from newscrawl.workers.handouts import MemoryRef
from newscrawl.workers.tasks import compare_page
from tests.workers import tasks

DEADLY = "-100002"  # in the URL of the page that does it

Read = tuple[Article, float | None]


def segfaulting(page: Page, now: MemoryRef | None, before: MemoryRef | None) -> Read:
    """The page ends the worker."""
    if DEADLY in page.url:
        tasks.segfaulting(page)
    return compare_page(page, now, before)


def hanging(page: Page, now: MemoryRef | None, before: MemoryRef | None) -> Read:
    """The worker comes to no end with the page."""
    if DEADLY in page.url:
        tasks.hanging(page)
    return compare_page(page, now, before)


def eating(page: Page, now: MemoryRef | None, before: MemoryRef | None) -> Read:
    """The page takes all memory there is."""
    if DEADLY in page.url:
        tasks.eating(page)
    return compare_page(page, now, before)
