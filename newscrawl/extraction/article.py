"""extract(page, memory=None): the one composition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from newscrawl.extraction.blocks import Block, tokens
from newscrawl.extraction.document import clean, normal
from newscrawl.extraction.evidence import Trace
from newscrawl.extraction.kind import kind_of, read_signals
from newscrawl.extraction.lead import find_lead
from newscrawl.extraction.memory import SiteMemory
from newscrawl.extraction.metadata import (
    find_agency,
    find_dateline,
    settle_language,
    with_captions,
)
from newscrawl.extraction.reading import Reading, look, read_in_full
from newscrawl.extraction.recognition import Recognition, own_of, recognise
from newscrawl.extraction.tracing import leave_trace
from newscrawl.extraction.verdicts import Verdict, decide, first
from newscrawl.items import Article, Page, Path, Reason
from newscrawl.urls import canonical, site_of

_LITTLE_TEXT = 0.5  # of what script data holds: then the page does not show its text
_SCRIPT_SIZE = 300
_CHECKED = 32  # of so many pages one is read in full, recognised or not


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article and why it came out as it did.

    Attributes:
        article: The article.
        blocks: All of the page's blocks, but for those in boxes that were passed by.
        verdicts: The verdict on each block.
        weights: How likely each block is part of the article by the page alone, or by its slot.
        trace: What the page leaves in its site's memory; None where none was given.
        agreement: Of a page that was checked, what share of the text both paths give, 0 to 1.
    """

    article: Article
    blocks: tuple[Block, ...]
    verdicts: tuple[Verdict, ...]
    weights: tuple[float, ...]
    trace: Trace | None
    agreement: float | None = None


def extract(page: Page, memory: SiteMemory | None = None) -> Article:
    """The article of a page.

    Args:
        page: The page as it was fetched.
        memory: What is known of its site, None where nothing is.

    Raises:
        ExtractionError: Nothing can be read; a page that is merely no article gives an Article
            whose kind says so.
    """
    return explain(page, memory).article


def explain(page: Page, memory: SiteMemory | None = None) -> Explanation:
    """The article of a page, with the verdict on every block.

    Args:
        page: The page as it was fetched.
        memory: What is known of its site, None where nothing is.

    Raises:
        ExtractionError: As `extract` does.
    """
    sight = look(page)
    known = recognise(sight, memory.index) if memory else Recognition()
    by_memory = conclude(known.reading, memory) if known.reading else None
    checked = is_checked(page.url)
    if by_memory is not None and not checked:
        return by_memory
    own = own_of(sight, memory.index) if memory and checked else known.rest
    full = conclude(read_in_full(sight, own), memory)
    if by_memory is None:
        return full
    agreement = _agreement(full.article.text, by_memory.article.text)
    return replace(full, article=replace(full.article, path=Path.CHECKED), agreement=agreement)


def is_checked(url: str) -> bool:
    """Whether a page is read in full, recognised or not, to notice that its site changes.

    Which pages are is settled by their URL, so that a page fares the same whenever it is read.
    """
    return (
        int.from_bytes(blake2b(url.encode(errors="replace"), digest_size=4).digest()) % _CHECKED
        == 0
    )


def conclude(
    reading: Reading, memory: SiteMemory | None = None, trace: Trace | None = None
) -> Explanation:
    """The article of a page that was read.

    Args:
        reading: Of the page.
        memory: What is known of its site.
        trace: What the page leaves in it, where that is at hand.
    """
    trace, verdicts = _judged(reading, memory, trace)
    lead, body = _text(reading, verdicts)
    captions = [
        b.text for b, v in zip(reading.blocks, verdicts, strict=True) if v.reason is Reason.CAPTION
    ]
    article = _article(reading, lead, body)
    removed = Counter(str(v.reason) for v in verdicts if v.reason)
    if passed := reading.layout.passed:
        removed[str(Reason.BOILERPLATE_SLOT)] += len(passed)
    return Explanation(
        replace(
            article,
            images=with_captions(article.images, captions),
            memory_generation=memory.generation if memory else 0,
            removed=dict(sorted(removed.items())),
        ),
        reading.blocks,
        tuple(verdicts),
        tuple(map(float, reading.weights)),
        trace,
    )


def _judged(
    reading: Reading, memory: SiteMemory | None, trace: Trace | None
) -> tuple[Trace | None, list[Verdict]]:
    """The trace that a page leaves in a memory, and the verdicts on its blocks."""
    if memory and trace:
        return trace, decide(reading, memory.recall(trace))
    alone = first(reading) if reading.is_recognised else decide(reading)
    if memory is None:
        return None, alone
    trace = trace or leave_trace(reading, alone)
    return trace, decide(reading, memory.recall(trace)) if memory else alone


def _agreement(one: str, other: str) -> float:
    """What share of the words of two texts both have; 1 where neither has any."""
    ours, theirs = Counter(tokens(one)), Counter(tokens(other))
    return (
        2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())
        if ours or theirs
        else 1.0
    )


def _text(reading: Reading, verdicts: Sequence[Verdict]) -> tuple[str, str]:
    """Lead and body: from the blocks kept, or from script data where the page shows no text."""
    kept = [b for b, v in zip(reading.blocks, verdicts, strict=True) if v.kept]
    lead = find_lead(kept, reading)
    body = "\n".join(b.text for b in kept if b is not lead)
    shown = "\n".join(b.text for b in kept)
    script = reading.metadata.article_body
    if len(script) >= _SCRIPT_SIZE and _shared(script, shown) < _LITTLE_TEXT:
        lines = (normal(line) for line in clean(script).splitlines())
        return "", "\n".join(line for line in lines if line)
    return lead.text if lead else "", body


def _shared(script: str, shown: str) -> float:
    """What share of the script data's words the page shows."""
    theirs, ours = Counter(tokens(script)), Counter(tokens(shown))
    return sum((theirs & ours).values()) / max(1, sum(theirs.values()))


def _article(reading: Reading, lead: str, body: str) -> Article:
    about, metadata = reading.about, reading.metadata
    text = "\n".join(part for part in (lead, body) if part)
    lines = text.split("\n") if text else []
    kind = kind_of(read_signals(about.url, metadata, lines, about.stories))
    phrase_wall = any(m and m.paywall for m in reading.matches)
    return Article(
        url=about.url,
        canonical_url=canonical(metadata.canonical_url or about.url),
        site=site_of(about.url),
        kind=kind,
        headline=metadata.headline,
        lead=lead,
        body=body,
        text=text,
        language=settle_language(metadata.language, text),
        authors=metadata.authors,
        agency=find_agency(text, (metadata.agency, *_bylines(reading))),
        dateline=find_dateline(text),
        published=metadata.published,
        modified=metadata.modified,
        section=metadata.section,
        tags=metadata.tags,
        images=metadata.images,
        paywalled=metadata.paywalled or (phrase_wall and kind == "teaser"),
        tdm_reserved=metadata.tdm_reserved,
        word_count=len(tokens(text)),
        content_hash=blake2b(f"{metadata.headline}\n{text}".encode(), digest_size=16).hexdigest(),
        fetched_at=about.fetched_at.isoformat() if about.fetched_at else "",
        path=Path.FAST if reading.is_recognised else Path.FULL,
    )


def _bylines(reading: Reading) -> list[str]:
    return [
        b.text
        for b, m in zip(reading.blocks, reading.matches, strict=True)
        if m and m.reason == "byline" and b.size < 100
    ]
