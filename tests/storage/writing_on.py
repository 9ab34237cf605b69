"""A process that keeps pages until it is killed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from newscrawl.items import Page
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive


def write_on(folder: Path, url: str, first: int) -> None:
    """Keep pages, the first of this number, in the archive of the store at a URL."""
    with Store(url) as store:
        archive = Archive(folder, store, largest=400_000)
        for number in range(first, first + 10_000):
            archive.put(big_page(number))


def big_page(number: int) -> Page:
    """A page whose record takes a while to write: it does not pack."""
    body = b"<html>" + Random(number).randbytes(60_000)  # noqa: S311 - the same each time
    url = f"https://example.org/news/{number}"
    return Page(url, body, {"Content-Type": "text/html"}, datetime(2026, 11, 3, tzinfo=UTC))
