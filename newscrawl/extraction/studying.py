"""Studying: pages of a site that is being learned are looked at once, and extracted later.

First a page teaches its site's memory; when that has seen all pages, each is extracted with it.
What was seen of a page the first time saves most of the work the second time, and changes no
text: where it is not at hand any more, the page is looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from newscrawl.extraction.article import Explanation, conclude, is_checked, settle
from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.layout import lay_out
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.narrowing import narrow
from newscrawl.extraction.reading import Reading, Sight, look, read_in_full
from newscrawl.extraction.recognition import (
    Glimpse,
    glimpse_of,
    is_sure,
    recognise,
    recognise_again,
)
from newscrawl.extraction.tracing import leave_trace
from newscrawl.extraction.verdicts import decide, first
from newscrawl.items import Page


@dataclass(frozen=True, slots=True)
class Studied:
    """What was seen of a page, and what it leaves in its site's memory.

    Attributes:
        seen: How it was read in full; of a page that was recognised, what to recognise it by.
        trace: What it leaves.
    """

    seen: Reading | Glimpse
    trace: Trace


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


def explain_learned(
    page: Page,
    memory: SiteMemory,
    studied: Studied | None = None,
    beside: SiteMemory | None = None,
) -> Explanation:
    """As `explain`, of a page that its site's memory has learned from in this crawl.

    In full it is read as `study` read it.

    Args:
        page: The page as it was fetched.
        memory: What is known of its site by now.
        studied: What `study` said of the page, where that is at hand.
        beside: As `study` had it.

    Raises:
        ExtractionError: As `explain` does.
    """
    seen = studied.seen if studied else None
    if isinstance(seen, Reading) and studied and not is_sure(memory.index):
        return conclude(seen, memory, studied.trace)
    if isinstance(seen, Glimpse) and (known := recognise_again(seen, memory.index)):
        trace = replace(leave_trace(known, first(known)), texts=seen.texts)
        return conclude(known, memory, trace)
    sight = look(page, seen.about if seen else None)
    reading = recognise(sight, memory.index).reading

    def in_full() -> Explanation:
        if isinstance(seen, Reading) and studied:
            return conclude(seen, memory, studied.trace)
        return conclude(_read_beside(sight, beside), memory)

    return settle(page.url, conclude(reading, memory) if reading else None, in_full)


def _read_beside(sight: Sight, beside: SiteMemory | None) -> Reading:
    """Read a page in full, but for what another page of its site has in common with it."""
    if not beside or is_checked(sight.about.url):
        return read_in_full(sight)
    return read_in_full(sight, narrow(lay_out(sight.document), beside.index))
