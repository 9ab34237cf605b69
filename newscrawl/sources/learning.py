"""Site memories from saved pages, a page in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from newscrawl.errors import SourceError
from newscrawl.extraction import Page, SiteMemory
from newscrawl.sources.files import Source
from newscrawl.sources.learned import Learned
from newscrawl.urls import site_of
from newscrawl.workers import Workers
from newscrawl.workers.tasks import Lesson, study_page


def readable_pages(sources: Iterable[Source]) -> Iterator[Page]:
    """The pages of those sources that can be read; who reports the others reads them again."""
    for source in sources:
        try:
            yield from source.pages()
        except SourceError:
            continue


def learn(pages: Iterable[Page], before: SiteMemory | None = None) -> Learned:
    """What a crawl would remember of these pages: a memory a site, its generation closed.

    The same pages give the same memory, whenever they are learned from.

    Args:
        pages: Pages of any number of sites.
        before: A memory that each site's begins with; it is left as it is.
    """
    learned = Learned(before.to_bytes() if before else b"")
    for page in pages:
        learned.observe(page)
    learned.close()
    return learned


def learn_with(
    workers: Workers, pages: Iterable[Page], before: SiteMemory | None = None
) -> Learned:
    """As `learn`, where workers read the pages."""
    learned = Learned(before.to_bytes() if before else b"")
    calls = ((site_of(page.url), (page, None, learned.generation)) for page in pages)
    for site, lesson in workers.map(study_page, calls):
        if isinstance(lesson, Lesson):  # else the page teaches nothing
            learned.take_in(site, lesson.data)
    learned.close()
    return learned


def read_memory(path: Path) -> SiteMemory:
    """The site memory in a file; raises SourceError where there is none."""
    try:
        return SiteMemory.from_bytes(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:
        raise SourceError(f"{path}: not a site memory: {error}") from error
