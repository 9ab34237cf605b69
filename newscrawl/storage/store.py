"""Store: the one door to what is kept. What it does stands in the modules beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection

from newscrawl.errors import ArticleRemoved
from newscrawl.items import Article
from newscrawl.schedule.revisits import NEVER, Revisits
from newscrawl.storage import (
    articles,
    checks,
    erasing,
    frontier,
    generations,
    recovery,
    retries,
    search,
    stories,
    story_reading,
    tallies,
    tombstones,
    upgrade,
    upkeep,
    urls,
    visits,
)
from newscrawl.storage.batches import Batches
from newscrawl.storage.clean import key_of
from newscrawl.storage.engine import open_engine, shown
from newscrawl.storage.faults import storage_errors
from newscrawl.storage.moments import stamp
from newscrawl.storage.paging import pages
from newscrawl.storage.rows import (
    Hit,
    MemoryRow,
    Recovered,
    Removal,
    SavedBefore,
    State,
    Tally,
    Tombstone,
    UrlRow,
    Version,
)
from newscrawl.storage.story_reading import Story
from newscrawl.storage.transactions import Transactions
from newscrawl.stories import Grouped

_T = TypeVar("_T")
_PAGE = 200  # rows read at a time, so that reading a big store holds no lock and little memory


class Store:
    """Articles, URL states and site memories in one database.

    Every method is one transaction: done whole or not at all. Methods may be called from any
    thread. An SQLite file is made, with its folder, and brought up to date by itself.
    Moments are aware; where one is left out it is the present.

    Raises:
        StorageError: By every method, where the database cannot do it; the cause is chained.
    """

    def __init__(self, url: str, revisits: Revisits = NEVER) -> None:
        """Open the store that an SQLAlchemy URL names (`sqlite:///data/newscrawl.db`).

        `revisits` says when the articles that are saved here are due again.
        """
        self.name = shown(url)
        self._revisits = revisits
        self._engine = open_engine(url)
        self._transactions = Transactions(self._engine, self.name)
        self._batches = Batches(self._transactions)
        try:
            with storage_errors(self.name, "open"):
                upgrade.make_ready(self._engine, self.name)
        except BaseException:
            self._engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Do what still waits and let go of the database; a method called later opens it again."""
        self._batches.close()
        self._engine.dispose()

    def submit(self, operation: Callable[[Self], _T]) -> Future[_T]:
        """Let something be done with this store, together with what others let be done.

        Operations are done in the order in which they were handed over, in a thread of their
        own, several in one transaction. What each calls here is done whole or not at all, as
        ever. An operation that computes for long keeps the others waiting.

        Returns:
            What it gives or raises, once that is committed.
        """
        return self._batches.submit(partial(operation, self))

    # Articles

    def save(
        self,
        article: Article,
        url: str = "",
        now: datetime | None = None,
        grouped: Grouped | None = None,
    ) -> Version | None:
        """Save an article and set the state of its URLs, in one transaction.

        Args:
            article: Replaces the one with its canonical URL, which becomes a version.
            url: The URL that was requested, where it is not the article's own.
            now: When it is saved.
            grouped: Its text, prepared, because that takes a while; else it is made here.

        Returns:
            The version that was made; None where the site has changed nothing.

        Raises:
            ArticleRemoved: It was removed for good. Its URLs are not requested again.
        """
        article = articles.cleaned(article)
        pages = (url or article.url, article.url)
        if grouped is None or grouped.text != article.text:
            grouped = Grouped.of(article.text)  # before the lock
        with self.writing(f"save {article.url}") as connection:
            tombstone = tombstones.refusal(connection, article, pages)
            if tombstone is None:
                saved = articles.save(connection, article, _stamp(now))
                urls.saved(connection, pages, key_of(article.canonical_url), _stamp(now))
                if saved.is_current:
                    stories.assign(connection, saved.number, grouped, known=saved.known)
                visits.plan(connection, *pages, self._revisits)
                return saved.made
            tombstones.bury(connection, tombstone, pages)
        when, why = tombstone.removed_at[:10], tombstone.reason
        raise ArticleRemoved(f"{article.url}: removed for good on {when} ({why}); it stays out")

    def remove(self, url: str, reason: str, now: datetime | None = None) -> Removal | None:
        """Delete the article that a URL names or led to, for good; a tombstone keeps it out.

        Spool and archive are not the store's: see `newscrawl.storage.removing`.

        Returns:
            What was removed; None for a URL that was never heard of.
        """
        with self.writing(f"remove {url}") as connection:
            removal = tombstones.remove(connection, url, reason, _stamp(now))
        with self._transactions.alone(f"remove {url}") as engine:
            erasing.erase(engine)
        return removal

    def tombstone(self, url: str) -> Tombstone | None:
        """What is left of an article that this URL named or led to, if it was removed."""
        with self.reading(f"read {url}") as connection:
            return tombstones.of(connection, url)

    def article(self, url: str) -> Article | None:
        """The article with this canonical URL, or the one this URL led to."""
        with self.reading(f"read {url}") as connection:
            return articles.by_url(connection, url)

    def versions(self, url: str) -> list[Version]:
        """The earlier versions of an article, oldest first."""
        with self.reading(f"read {url}") as connection:
            return articles.versions_of(connection, url)

    def articles(self, site: str = "", since: datetime | None = None) -> Iterator[Article]:
        """All articles, or a site's, or those published (else fetched) at a moment or later."""

        def after(number: int) -> list[tuple[int, Article]]:
            with self.reading("read articles") as connection:
                return list(articles.after(connection, number, wanted, _PAGE))

        wanted = articles.matching(site, stamp(since))
        return chain.from_iterable(pages(after, _PAGE))

    def search(self, text: str, limit: int = 20, site: str = "") -> list[Hit]:
        """The articles that hold all words of `text`; "words in a row"; beginnings*."""
        with self.reading("search") as connection:
            return search.search(connection, text, limit, site)

    # Stories

    def story_of(self, url: str) -> Story | None:
        """The copies of the article that a URL names or led to, measured against it."""
        with self.reading(f"read the story of {url}") as connection:
            return story_reading.of(connection, url)

    def stories(
        self, site: str = "", since: datetime | None = None, limit: int = 20, copies: int = 2
    ) -> list[Story]:
        """Stories of `copies` articles or more, newest first; of a site, dated then or later."""
        with self.reading("read stories") as connection:
            return list(story_reading.newest(connection, site, stamp(since), limit, copies))

    def group(self) -> int:
        """Group the articles that were saved before stories were known; how many those were."""
        grouped = 0
        while True:
            with self.reading("read articles") as connection:
                rows = stories.without_story(connection, _PAGE)
            for number, text in rows:
                made = Grouped.of(text)
                with self.writing("group articles") as connection:
                    stories.assign_as_it_is(connection, number, made)
            grouped += len(rows)
            if not rows:
                return grouped

    # URLs

    def discover(
        self, candidates: Iterable[urls.Found], now: datetime | None = None, site: str = ""
    ) -> int:
        """Record URLs that are due now; how many were new. A known one keeps its state."""
        return self._record(candidates, now, site, next_try=_stamp(now))

    def set_aside(
        self, candidates: Iterable[urls.Found], now: datetime | None = None, site: str = ""
    ) -> int:
        """Record URLs that are not to be fetched until `backfill` or `discover` asks for them."""
        return self._record(candidates, now, site, next_try="")

    def _record(
        self, candidates: Iterable[urls.Found], now: datetime | None, site: str, next_try: str
    ) -> int:
        found = list(candidates)
        if not found:
            return 0
        with self.writing("record URLs") as connection:
            return frontier.discover(connection, found, site, _stamp(now), next_try)

    def backfill(self, site: str = "", now: datetime | None = None) -> int:
        """Make due what was set aside; how many URLs that are."""
        with self.writing("record URLs") as connection:
            return frontier.backfill(connection, site, _stamp(now))

    def aside(self, site: str) -> Iterator[list[UrlRow]]:
        """URLs of a site that were found and are not to be fetched by themselves, some at a time.

        One that is made due, or is not, comes once.
        """

        def after(number: int) -> list[tuple[int, UrlRow]]:
            with self.reading("read URLs") as connection:
                return frontier.aside(connection, site, number, _PAGE)

        return pages(after, _PAGE)

    def due(self, site: str, now: datetime, limit: int) -> list[UrlRow]:
        """The URLs of a site to request now ("": of all), the longest due first."""
        with self.reading("read URLs") as connection:
            return frontier.due(connection, site, stamp(now), limit)

    def attempt(self, url: str, now: datetime | None = None) -> None:
        """Note that a URL is about to be requested: before, so that a crash leaves a trace."""
        with self.writing(f"note {url}") as connection:
            urls.attempt(connection, url, _stamp(now))

    def fetched(
        self,
        url: str,
        page_url: str = "",
        etag: str = "",
        last_modified: str = "",
        now: datetime | None = None,
    ) -> None:
        """Note that a URL's page is in the spool; `page_url` is where redirects led."""
        answer = {"page_url": page_url, "etag": etag, "last_modified": last_modified}
        with self.writing(f"note {url}") as connection:
            urls.fetched(connection, url, _stamp(now), answer)

    def failed(
        self, url: str, reason: str, now: datetime, next_try: datetime | None, error: str = ""
    ) -> None:
        """Count a failed request; it is tried again at `next_try`, for None never."""
        with self.writing(f"note {url}") as connection:
            urls.failed(connection, url, (reason, error), stamp(now), stamp(next_try))

    def postpone(
        self, url: str, reason: str, until: datetime, error: str = "", now: datetime | None = None
    ) -> None:
        """Say that a URL waits until a moment, through no fault of its own: that is no try."""
        with self.writing(f"note {url}") as connection:
            urls.postponed(connection, url, (reason, error), _stamp(now), stamp(until))

    def postpone_host(self, site: str, netloc: str, until: datetime) -> int:
        """Make what is due at a host of a site due no sooner than a moment; how many URLs."""
        with self.writing(f"put off {netloc}") as connection:
            return urls.host_postponed(connection, site, netloc, stamp(until))

    def set_state(
        self,
        url: str,
        state: State | str,
        reason: str,
        error: str = "",
        now: datetime | None = None,
    ) -> None:
        """Say what became of a page, by the URL requested or the page's own."""
        with self.writing(f"note {url}") as connection:
            urls.set_state(connection, url, State(state), (reason, error), _stamp(now))
            visits.plan(connection, url, url, self._revisits)

    def unchanged(self, url: str, now: datetime | None = None) -> None:
        """Note that a page that was requested again is as it was: the site says so."""
        with self.writing(f"note {url}") as connection:
            visits.unchanged(connection, url, _stamp(now))
            visits.plan(connection, url, url, self._revisits)

    def duplicate(self, url: str, of: str, reason: str, now: datetime | None = None) -> None:
        """Say that a page's article is the one with the canonical URL `of`."""
        with self.writing(f"note {url}") as connection:
            urls.duplicate(connection, url, key_of(of), reason, _stamp(now))

    def share(self, url: str, page_url: str) -> None:
        """Let a URL share what became of the page it led to, where another led there before."""
        with self.writing(f"note {url}") as connection:
            urls.share(connection, url, page_url)

    def take(self, url: str, now: datetime | None = None, *, alone: bool = False) -> None:
        """Note that a page is about to be learned from or extracted: it may end the process."""
        with self.writing(f"note {url}") as connection:
            recovery.take(connection, url, _stamp(now), alone=alone)

    def put_down(self, url: str) -> None:
        """Note that a page that was learned from waits to be extracted."""
        with self.writing(f"note {url}") as connection:
            recovery.put_down(connection, url)

    def recover(
        self, site: str = "", spooled: Collection[str] = (), now: datetime | None = None
    ) -> Recovered:
        """Let what a crawl that died left behind go on. Called before a crawl begins.

        Args:
            site: Of this site alone.
            spooled: URLs of the pages that are kept; what was fetched and is not among them is
                fetched again.
            now: When it is due.
        """
        with self.writing("recover URLs") as connection:
            return recovery.recover(connection, site, spooled, _stamp(now))

    def suspects(self, site: str, now: datetime) -> list[str]:
        """The URLs of a site that are due and are to be requested when nothing else is."""
        with self.reading("read URLs") as connection:
            return recovery.suspects(connection, site, stamp(now))

    def saved_before(self) -> list[SavedBefore]:
        """The articles that were saved by crawls which came to no end."""
        with self.reading("read articles") as connection:
            return recovery.saved_before(connection)

    def through(self, site: str) -> None:
        """Note that all pages of a site are through, while the crawl goes on with others."""
        with self.writing(f"note that {site} is through") as connection:
            recovery.through(connection, site)

    def end_crawl(self, site: str) -> None:
        """Note that the crawl of a site came to its end."""
        with self.writing(f"note the end of {site}") as connection:
            recovery.unsettle(connection, site)

    def retry(self, url: str, now: datetime | None = None) -> str:
        """Make a URL due at once, as if it had never failed; "" or why it cannot be."""
        with self.writing(f"retry {url}") as connection:
            return retries.retry(connection, url, _stamp(now))

    def retry_all(
        self, state: str = "", reason: str = "", site: str = "", now: datetime | None = None
    ) -> int:
        """Make due the URLs of a state, for a reason, of a site; how many those are."""
        with self.writing("retry URLs") as connection:
            return retries.retry_all(connection, (state, reason, site), _stamp(now))

    def url(self, url: str) -> UrlRow | None:
        """What is known of a URL; None for one that was never found."""
        with self.reading(f"read {url}") as connection:
            return frontier.one(connection, url)

    def urls(
        self, state: str = "", reason: str = "", site: str = "", limit: int | None = None
    ) -> Iterator[UrlRow]:
        """All URLs, or those of a state, for a reason, of a site; few in memory at a time."""
        with self.reading("read URLs") as connection:
            found = frontier.numbers(connection, (state, reason, site), limit)
        for start in range(0, len(found), _PAGE):
            with self.reading("read URLs") as connection:
                rows = frontier.numbered(connection, found[start : start + _PAGE])
            yield from rows

    def known(self, asked: Iterable[str]) -> set[str]:
        """Those of the URLs that were found before."""
        with self.reading("read URLs") as connection:
            return frontier.known(connection, asked)

    def tallies(self, state: str = "", reason: str = "", site: str = "") -> list[Tally]:
        """How many URLs are in which state for which reason."""
        with self.reading("count URLs") as connection:
            return tallies.tallies(connection, (state, reason, site))

    # Site memories

    def memory(self, site: str) -> bytes | None:
        """The newest memory of a site, as `SiteMemory.to_bytes` wrote it."""
        row = self.memory_row(site)
        return row.data if row else None

    def memory_row(self, site: str) -> MemoryRow | None:
        """The newest memory of a site with its generation and number of pages."""
        with self.reading(f"read the memory of {site}") as connection:
            return generations.load(connection, site)

    def save_memory(
        self, site: str, data: bytes, generation: int, pages: int, now: datetime | None = None
    ) -> None:
        """Keep a memory in place of the site's earlier one."""
        with self.writing(f"save the memory of {site}") as connection:
            row = MemoryRow(site, generation, pages, data, _stamp(now))
            generations.save(connection, row)

    def settle(
        self, site: str, data: bytes, generation: int, pages: int, now: datetime | None = None
    ) -> None:
        """Keep the memory that a site's pages are extracted with; it has seen all that are kept."""
        with self.writing(f"save the memory of {site}") as connection:
            generations.save(connection, MemoryRow(site, generation, pages, data, _stamp(now)))
            recovery.settle(connection, site)

    # Upkeep

    def counts(self) -> dict[str, int]:
        """How many rows each table has, and how many URLs are in each state."""
        with self.reading("count") as connection:
            return upkeep.counts(connection)

    def problems(self) -> list[str]:
        """What is wrong with the store, a line each."""
        with self.reading("check") as connection:
            return list(checks.problems(connection))

    def backup(self, path: Path) -> None:
        """Write a copy of an SQLite store, also while a crawl writes to it."""
        with storage_errors(self.name, f"write {path}"):
            upkeep.backup(self._engine, path)

    def reading(self, doing: str) -> AbstractContextManager[Connection]:
        """A transaction that reads, also for other tables of this room; `doing` is for errors."""
        return self._transactions.reading(doing)

    def writing(self, doing: str) -> AbstractContextManager[Connection]:
        """A transaction that writes."""
        return self._transactions.writing(doing)


def _stamp(now: datetime | None) -> str:
    return stamp(now or datetime.now(UTC))
