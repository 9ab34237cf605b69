"""Refreshing: stored articles read anew from the archive, with the newest memory of their site.

What is done is noted article by article, so that a refresh that was cut short goes on where it
was; a second one finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from newscrawl.errors import NewscrawlError, SourceError
from newscrawl.extraction import SiteMemory
from newscrawl.items import NO_ARTICLES, SEEN_NOT_READ, Article, Kind
from newscrawl.sources.articles import Call, Read, read_here
from newscrawl.storage import Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.memories import Memories
from newscrawl.storage.rereading import (
    Stale,
    article_sites,
    count_stale,
    save_reading,
    stale_articles,
)
from newscrawl.workers import MemoryRef, Workers
from newscrawl.workers.tasks import extract_page


class Fate(StrEnum):
    """What became of an article."""

    CHANGED = "changed"  # its headline or its text
    SAME = "the same"  # perhaps with other metadata
    MISSING = "not in the archive"
    UNFIT = "no article is found any more"  # the stored one stays as it is
    OVERTAKEN = "changed meanwhile"  # by a crawl or a removal


@dataclass(frozen=True, slots=True)
class Reread:
    """An article and what became of it; `why` says more where it stays as it is."""

    url: str
    fate: Fate
    why: str = ""

    def __str__(self) -> str:
        """One line."""
        return f"{self.url}: {self.fate}" + (f": {self.why}" if self.why else "")


class Refresh:
    """The articles of a store that a newer memory, or another extractor, may read otherwise.

    Args:
        store: Where they are.
        archive: Where their pages are.
        site_name: Under which name the memory of a URL's site is kept.
        site: Of this site alone; "" for all.
        since: Published, else fetched, then or later; None for all.
        workers: Who read the pages; None for this process.

    Raises:
        StorageError: By every method, where store or archive cannot be read or written.
    """

    def __init__(
        self,
        store: Store,
        archive: Archive,
        site_name: Callable[[str], str],
        site: str = "",
        since: datetime | None = None,
        workers: Workers | None = None,
    ) -> None:
        self._store = store
        self._archive = archive
        self._site_name = site_name
        self._wanted = [one for one in article_sites(store) if site in {"", one[0]}]
        self._since = since
        self._workers = workers

    def __len__(self) -> int:
        return sum(count_stale(self._store, self._stale(*one)) for one in self._wanted)

    def __iter__(self) -> Iterator[Reread]:
        """Read them, one site's memory and a few articles held at a time."""
        read: Read[Article] = read_here
        if self._workers is not None:
            read = partial(self._workers.map, extract_page)
        for old, found in read(self._calls()):
            yield self._reread(old, found)

    def _calls(self) -> Iterator[Call[Article]]:
        """Each article, and what reading its page takes."""
        for site, url in self._wanted:
            stale = self._stale(site, url)
            memory = self._memory(self._site_name(url))
            for article in stale_articles(self._store, stale):
                page = self._archive.page(article.url, article.fetched_at)
                missing = SourceError(f"{article.url}: not in the archive")
                yield article, missing if page is None else (page, memory)

    def _memory(self, site: str) -> SiteMemory | MemoryRef | None:
        """A site's memory, as who reads the pages takes it."""
        memories = Memories(self._store)
        if self._workers is None:
            return memories.of(site)
        return self._workers.memory(memories.packed(site))

    def _stale(self, site: str, url: str) -> Stale:
        row = self._store.memory_row(self._site_name(url))
        return Stale(site, row.generation if row else 0, self._since)

    def _reread(self, old: Article, found: Article | NewscrawlError) -> Reread:
        if isinstance(found, SourceError):
            return Reread(old.url, Fate.MISSING)
        new, why = _article(found)
        if new is None:
            return Reread(old.url, Fate.UNFIT, why)
        # What the crawl knew beside the page stays: under which URL it is kept, what is reserved.
        new = replace(
            new,
            canonical_url=old.canonical_url,
            fetched_at=old.fetched_at,
            tdm_reserved=old.tdm_reserved or new.tdm_reserved,
            paywalled=new.paywalled or new.kind == Kind.TEASER,
        )
        if not save_reading(self._store, new):
            return Reread(old.url, Fate.OVERTAKEN)
        is_same = (old.headline, old.text) == (new.headline, new.text)
        return Reread(old.url, Fate.SAME if is_same else Fate.CHANGED)


def summary(fates: Mapping[str, int]) -> str:
    """How many articles were read anew, and what became of them, in one line.

    >>> summary({"changed": 2, "the same": 5, "not in the archive": 1})
    '8 articles to read anew: 2 changed, 5 the same, 1 not in the archive'
    """
    told = ", ".join(f"{fates[fate]} {fate}" for fate in Fate if fates.get(fate))
    if not told:
        return "every article was read with the newest memory of its site: nothing to do"
    return f"{sum(fates.values())} articles to read anew: {told}"


def _article(found: Article | NewscrawlError) -> tuple[Article | None, str]:
    """The article; or None, and why."""
    if isinstance(found, NewscrawlError):
        return None, f"{type(found).__name__}: {found}"
    if found.kind in NO_ARTICLES:
        return None, f"the page is no article ({found.kind})"
    if not found.text and found.kind not in SEEN_NOT_READ:
        return None, "the page has no text"
    return found, ""
