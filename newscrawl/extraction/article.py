"""extract(page, memory=None): the one composition."""

from __future__ import annotations

import trafilatura

from newscrawl.errors import NothingToRead
from newscrawl.extraction.memory import SiteMemory
from newscrawl.items import Article, Page
from newscrawl.urls import canonical, site_of


def extract(page: Page, memory: SiteMemory | None = None) -> Article:
    """Placeholder of the spine; replaced by blocks and verdicts."""
    doc = trafilatura.bare_extraction(page.body, url=page.url, with_metadata=True)
    if doc is None or not doc.text:
        raise NothingToRead(f"{page.url}: no text found")
    return Article(
        url=page.url,
        canonical_url=canonical(page.url),
        site=site_of(page.url),
        headline=doc.title or "",
        body=doc.text,
        text=doc.text,
        word_count=len(doc.text.split()),
        memory_generation=memory.generation if memory else 0,
    )
