"""Refreshing: stored articles read anew from the archive, with the newest memory of their site.

What is done is noted article by article, so that a refresh that was cut short goes on where it
was; a second one finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from newscrawl.extraction import SiteMemory, extract
from newscrawl.items import NO_ARTICLES, SEEN_NOT_READ, Article, Kind, Page
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
    ) -> None:
        self._store = store
        self._archive = archive
        self._site_name = site_name
        self._wanted = [one for one in article_sites(store) if site in {"", one[0]}]
        self._since = since

    def __len__(self) -> int:
        return sum(count_stale(self._store, self._stale(*one)) for one in self._wanted)

    def __iter__(self) -> Iterator[Reread]:
        """Read them, one site's memory and a few articles held at a time."""
        for site, url in self._wanted:
            stale = self._stale(site, url)
            memory = Memories(self._store).of(self._site_name(url))
            for article in stale_articles(self._store, stale):
                yield self._reread(article, memory)

    def _stale(self, site: str, url: str) -> Stale:
        row = self._store.memory_row(self._site_name(url))
        return Stale(site, row.generation if row else 0, self._since)

    def _reread(self, old: Article, memory: SiteMemory) -> Reread:
        page = self._archive.page(old.url, old.fetched_at)
        if page is None:
            return Reread(old.url, Fate.MISSING)
        new, why = _read(page, memory)
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


def _read(page: Page, memory: SiteMemory) -> tuple[Article | None, str]:
    """The article; or None, and why."""
    try:
        article = extract(page, memory)
    except Exception as error:  # noqa: BLE001 - one odd page must not end a refresh of thousands
        return None, f"{type(error).__name__}: {error}".splitlines()[0]
    if article.kind in NO_ARTICLES:
        return None, f"the page is no article ({article.kind})"
    if not article.text and article.kind not in SEEN_NOT_READ:
        return None, "the page has no text"
    return article, ""
