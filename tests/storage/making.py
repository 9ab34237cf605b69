"""Articles and candidates for tests of the store, in words of our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from newscrawl.discovery.candidates import Candidate
from newscrawl.items import Article, Image, Page
from newscrawl.storage.memories import Memories
from newscrawl.workers.tasks import study_page

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
URL = "https://example.org/news/ferry"


def store_url(folder: Path) -> str:
    return f"sqlite:///{folder}/store.db"


def article(url: str = URL, **changes: object) -> Article:
    """An article with something in every field."""
    made = Article(
        url=url,
        canonical_url=url,
        site="example.org",
        headline="Ferry stops running",
        lead="The ferry stays in the harbour.",
        body="Its engine failed on Monday.\nA bus goes around the bay.",
        text="The ferry stays in the harbour.\nIts engine failed on Monday.\nA bus goes around.",
        language="en",
        authors=("Ada Holm", "Bo Lind"),
        agency="dpa",
        dateline="Miami",
        published="2026-11-02T08:30:00+01:00",
        modified="2026-11-02T09:00:00+01:00",
        section="Local",
        tags=("ferry", "harbour"),
        images=(Image("https://example.org/f.jpg", "The ferry", "Photo: Holm"), Image("https://e")),
        paywalled=True,
        tdm_reserved=True,
        word_count=15,
        fetched_at="2026-11-03T07:00:00+00:00",
        memory_generation=2,
        removed={"promo": 2, "share": 1},
    )
    made = replace(made, **changes)
    digest = sha256(f"{made.headline}\n{made.text}".encode("utf-8", "replace")).hexdigest()
    return made if "content_hash" in changes else replace(made, content_hash=digest)


def candidate(url: str = URL, published: str = "") -> Candidate:
    return Candidate(url, "feed", published)


def observe(memories: Memories, page: Page) -> bytes:
    """Teach the memory of a page's site as a crawl does; what was learned."""
    site = memories.site(page.url)
    lesson = study_page(page, None, memories.of(site).generation).data
    memories.take_in(site, lesson)
    return lesson
