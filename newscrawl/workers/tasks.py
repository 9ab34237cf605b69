"""What workers do with a page: plain functions of a page and small values.

A task takes the Page first, memories as references, and what it returns must be plain data. To
add one, write a function here; `Workers.run` takes any.
"""

from __future__ import annotations

from newscrawl.extraction import Article, Page, SiteMemory, explain, extract
from newscrawl.workers.fit import fit_of
from newscrawl.workers.handouts import MemoryRef
from newscrawl.workers.recalling import recalled


def extract_page(page: Page, memory: MemoryRef | None) -> Article:
    """The article of a page."""
    return extract(page, recalled(memory))


def compare_page(
    page: Page, memory: MemoryRef | None, before: MemoryRef | None
) -> tuple[Article, float | None]:
    """The article of a page, and how well the page fits what was known before the crawl."""
    now = recalled(memory)
    explanation = explain(page, now)
    return explanation.article, fit_of(explanation, recalled(before), now)


def observe_page(page: Page, generation: int) -> bytes:
    """What a page teaches: the bytes of a memory that has seen it alone.

    Args:
        page: The page.
        generation: Of the memory that is going to learn it.
    """
    lesson = SiteMemory()
    lesson.generation = generation
    lesson.observe(page)
    return lesson.to_bytes()
