"""Site memories from saved pages, a page in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawl.errors import SourceError
from newscrawl.extraction import Page, SiteMemory
from newscrawl.sources.files import Source
from newscrawl.urls import site_of


def readable_pages(sources: Iterable[Source]) -> Iterator[Page]:
    """The pages of those sources that can be read; who reports the others reads them again."""
    for source in sources:
        try:
            yield from source.pages()
        except SourceError:
            continue


def learn(pages: Iterable[Page], before: SiteMemory | None = None) -> dict[str, SiteMemory]:
    """What a crawl would remember of these pages: a memory a site, its generation closed.

    The same pages give the same memory, whenever they are learned from.

    Args:
        pages: Pages of any number of sites.
        before: A memory that each site's begins with; it is left as it is.
    """
    start = before.to_bytes() if before else b""
    memories: dict[str, SiteMemory] = {}
    for page in pages:
        site = site_of(page.url)
        memory = memories.setdefault(site, _begin(start))
        memory.observe(page)
    for memory in memories.values():
        memory.close_generation()
    return memories


def read_memory(path: Path) -> SiteMemory:
    """The site memory in a file; raises SourceError where there is none."""
    try:
        return SiteMemory.from_bytes(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(f"{path}: not a site memory: {error}") from error


def _begin(start: bytes) -> SiteMemory:
    return SiteMemory.from_bytes(start) if start else SiteMemory()
