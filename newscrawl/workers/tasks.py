"""What workers do with a page: plain functions of a page and small values.

A task takes the Page first, memories as references, and what it returns must be plain data. To
add one, write a function here; `Workers.run` takes any.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass, replace

from isal import isal_zlib

from newscrawl import extraction  # loads what reads pages when a task first does
from newscrawl.extraction import SiteMemory, Trace
from newscrawl.items import Article, Page, Path
from newscrawl.stories import Outline
from newscrawl.workers.fit import fit_of
from newscrawl.workers.handouts import MemoryRef
from newscrawl.workers.recalling import recalled

_LEVEL = 1  # it is kept for minutes: time counts, not space


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a page taught.

    Attributes:
        data: The bytes of a memory that has seen the page alone.
        path: How it was read, for `compare_learned`.
        seen: What was seen of it, packed, for `compare_seen`.
    """

    data: bytes
    path: Path
    seen: bytes


@dataclass(frozen=True, slots=True)
class Compared:
    """An article, and what its page says of its site.

    Attributes:
        article: The article.
        fit: How well the page fits what was known before the crawl, 0 to 1; None for unknown.
        trace: What the page left, for `traces_of`; b"" where it was learned from.
        agreement: Of a page that was checked, what share of the text both paths give.
        outline: Of the article's text: what it is grouped with its copies by.
    """

    article: Article
    fit: float | None
    trace: bytes
    agreement: float | None
    outline: Outline


def extract_page(page: Page, memory: MemoryRef | None) -> Article:
    """The article of a page."""
    return extraction.extract(page, recalled(memory))


def compare_page(page: Page, memory: MemoryRef | None, before: MemoryRef | None) -> Compared:
    """The article of a page, and how well the page fits what was known before the crawl.

    Args:
        page: The page.
        memory: What is known of its site.
        before: What was known of it before the crawl.
    """
    now = recalled(memory)
    found = extraction.explain(page, now)
    return _compared(found, now, before, _left(found.trace, now.generation))


def compare_seen(
    page: Page,  # noqa: ARG001 - a task takes one
    memory: MemoryRef | None,
    before: MemoryRef | None,
    seen: bytes,
) -> Compared | None:
    """As `compare_learned`, by what was seen of a page; None where its body is needed.

    Args:
        page: The page, without a body.
        memory: What is known of its site.
        before: What was known of it before the crawl.
        seen: What was seen of the page, as `study_page` packed it.
    """
    now = recalled(memory)
    found = extraction.explain_seen(_unpacked(seen), now)
    return None if found is None else _compared(found, now, before, trace=b"")


def compare_learned(
    page: Page,
    memory: MemoryRef | None,
    before: MemoryRef | None,
    path: Path,
    beside: MemoryRef | None,
) -> Compared:
    """As `compare_page`, of a page that was learned from in this crawl.

    Args:
        page: The page.
        memory: What is known of its site.
        before: What was known of it before the crawl.
        path: How `study_page` read it.
        beside: As `study_page` had it.
    """
    now = recalled(memory)
    found = extraction.explain_learned(page, now, path, recalled(beside))
    return _compared(found, now, before, trace=b"")


def _compared(
    found: extraction.Explanation, now: SiteMemory, before: MemoryRef | None, trace: bytes
) -> Compared:
    fit = fit_of(found, recalled(before), now)
    outline = Outline.of(found.article.text)
    return Compared(found.article, fit, trace, found.agreement, outline)


def traces_of(packed: Iterable[bytes]) -> list[Trace]:
    """What pages left, as `compare_page` gave it: bytes, for the parent holds many of them."""
    return [pickle.loads(one) for one in packed]  # noqa: S301 - a worker's own


def study_page(
    page: Page, memory: MemoryRef | None, generation: int, beside: MemoryRef | None = None
) -> Lesson:
    """What a page teaches a memory.

    Args:
        page: The page.
        memory: What is known of its site; a page that it recognises is not read in full.
        generation: Of the memory that is going to learn it.
        beside: What another page of its site taught, beside which it is read; None: it is read
            whole.
    """
    found = extraction.study(page, recalled(memory), recalled(beside))
    return Lesson(_lesson(found.trace, generation), found.path, _packed(found))


def _lesson(trace: Trace, generation: int) -> bytes:
    lesson = SiteMemory()
    lesson.generation = generation
    lesson.add(replace(trace, generation=generation + 1))
    return lesson.to_bytes()


def _left(trace: Trace | None, generation: int) -> bytes:
    """What a page left. A memory that has seen it alone would take twenty times as long."""
    if trace is None:
        return b""
    return pickle.dumps(replace(trace, generation=generation + 1), pickle.HIGHEST_PROTOCOL)


def _packed(found: extraction.Studied) -> bytes:
    """What was seen of a page as the parent holds it; no other program ever reads it."""
    return isal_zlib.compress(pickle.dumps(found, pickle.HIGHEST_PROTOCOL), _LEVEL)


def _unpacked(packed: bytes) -> extraction.Studied:
    studied: extraction.Studied = pickle.loads(isal_zlib.decompress(packed))  # noqa: S301 - a worker's own
    return studied
