"""Studying: pages of a site that is being learned are looked at once, and extracted later.

First a page teaches its site's memory; when that has seen all pages, each is extracted with it, on
the path on which it was read. What was seen of a page the first time saves most of the work the
second time, and changes no text: where it is not at hand any more, the page is looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from newscrawl.extraction.article import Explanation, conclude, is_checked
from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.narrowing import narrow
from newscrawl.extraction.reading import Reading, Sight, look, read_in_full
from newscrawl.extraction.recognition import (
    Glimpse,
    glimpse_of,
    recognise,
    recognise_again,
)
from newscrawl.extraction.tracing import leave_trace
from newscrawl.extraction.verdicts import decide, first
from newscrawl.items import Page, Path


@dataclass(frozen=True, slots=True)
class Studied:
    """What was seen of a page, and what it leaves in its site's memory.

    Attributes:
        seen: How it was read in full; of a page that was recognised, what to recognise it by.
        trace: What it leaves.
    """

    seen: Reading | Glimpse
    trace: Trace

    @property
    def path(self) -> Path:
        """How the page was read."""
        return Path.FULL if isinstance(self.seen, Reading) else Path.FAST


def study(page: Page, memory: SiteMemory, beside: SiteMemory | None = None) -> Studied:
    """What a page teaches.

    A page that is recognised teaches its texts alone.

    Args:
        page: The page.
        memory: What is known of its site before.
        beside: What another page of its site taught that was read whole: what both have in common
            the teacher is not shown. None where it is to be read whole.

    Raises:
        ExtractionError: Nothing can be read.
    """
    sight = look(page)
    known = None if is_checked(page.url) else recognise(sight, memory.index).reading
    if known is not None:
        trace = leave_trace(known, first(known))
        return Studied(glimpse_of(known, trace.texts), trace)
    reading = _read_beside(sight, beside)
    return Studied(reading, leave_trace(reading, decide(reading)))


def explain_seen(studied: Studied, memory: SiteMemory) -> Explanation | None:
    """As `explain_learned`, without the page; None where that has to be looked at.

    Args:
        studied: What `study` said of the page.
        memory: What is known of its site by now.
    """
    seen = studied.seen
    if isinstance(seen, Reading):
        return conclude(seen, memory, studied.trace)
    known = recognise_again(seen, memory.index)
    if known is None:
        return None
    return conclude(known, memory, replace(leave_trace(known, first(known)), texts=seen.texts))


def explain_learned(
    page: Page, memory: SiteMemory, path: Path, beside: SiteMemory | None = None
) -> Explanation:
    """As `explain`, of a page that its site's memory has learned from in this crawl.

    Args:
        page: The page as it was fetched.
        memory: What is known of its site by now.
        path: How `study` read it; fast where nobody knows.
        beside: As `study` had it.

    Raises:
        ExtractionError: As `explain` does.
    """
    sight, known = look(page), None
    if path is Path.FAST and not is_checked(page.url):
        known = recognise(sight, memory.index).reading
    return conclude(known or _read_beside(sight, beside), memory)


def _read_beside(sight: Sight, beside: SiteMemory | None) -> Reading:
    """Read a page in full, but for what another page of its site has in common with it."""
    if not beside or is_checked(sight.about.url):
        return read_in_full(sight)
    return read_in_full(sight, narrow(lay_out(sight.document), beside.index))
