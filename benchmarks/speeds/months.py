"""Memories as months of crawls leave them: of as many pages as a memory keeps."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speeds.served import ServedPage, ServedSite, body_of
from newscrawl.extraction import Page, SiteMemory
from newscrawl.storage import Store
from newscrawl.workers import Limits, MemoryRef, Workers
from newscrawl.workers.tasks import study_page

PAGES = 400  # what a memory keeps
_FIRST = 1_000  # copies from this on are served by no part of the benchmark

Names = tuple[str, ...]  # the files of a site's pages


def let_months_pass(file: Path, sites: Sequence[ServedSite], port: int) -> None:
    """Fill the memories in a store with more pages of their sites: those listed, in other words.

    Args:
        file: A store, whose sites were crawled.
        sites: Those. Several may be made of the same pages.
        port: That they were served on.
    """
    grown: dict[Names, bytes] = {}
    with Store(f"sqlite:///{file}") as store, Workers(Limits(tasks=100_000)) as workers:
        for site in sites:
            name = f"{site.host}:{port}"
            row = store.memory_row(name)
            if row is None:
                continue
            pages = [page for page in site.pages if page.listed]
            names = tuple(page.file for page in pages)
            if names not in grown:
                grown[names] = _grown(row.data, pages, workers)
            memory = SiteMemory.from_bytes(grown[names])
            now = datetime.now(UTC)
            store.save_memory(name, grown[names], memory.generation, memory.pages, now)


def _grown(data: bytes, pages: Sequence[ServedPage], workers: Workers) -> bytes:
    """A memory that has seen pages as a crawl would, most of them by what it knew before."""
    memory = SiteMemory.from_bytes(data)
    known = workers.memory(data)
    for _, lesson in workers.map(study_page, _calls(pages, known, memory.generation)):
        if not isinstance(lesson, Exception):
            memory.learn(SiteMemory.from_bytes(lesson.data))
    return memory.close_generation()


def _calls(
    pages: Sequence[ServedPage], known: MemoryRef | None, generation: int
) -> Iterator[tuple[str, tuple[Page, MemoryRef | None, int]]]:
    for number in range(PAGES):
        copy, at = divmod(number, len(pages))
        served = replace(pages[at], copy=_FIRST + copy)
        url = f"http://127.0.0.1/{number}.html"
        body = body_of(served, gzip.decompress(Path(served.file).read_bytes()))
        yield url, (Page(url, body), known, generation)
