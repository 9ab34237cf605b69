"""Ledger: what a crawl writes down of each URL, off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from scrapy.exceptions import CloseSpider

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.schedule.backoff import next_try
from newscrawl.schedule.outcomes import Fate, Outcome
from newscrawl.storage import State, Store

logger = logging.getLogger(__name__)

_T = TypeVar("_T")


class Ledger:
    """The store as a spider uses it; without a store it writes nothing down.

    Args:
        store: None for a crawl that stores nothing.
        max_tries: NEWSCRAWL_MAX_TRIES.
    """

    def __init__(self, store: Store | None, max_tries: int) -> None:
        self.store = store
        self._max_tries = max_tries

    async def attempt(self, url: str, *, alone: bool = False) -> None:
        """Note that a URL is about to be requested; `alone`: and nothing else is in hand."""
        await self.tell(lambda store: store.attempt(url))
        if alone:
            await self.tell(lambda store: store.take(url, alone=True))

    async def share(self, url: str, page: Page) -> None:
        """Note that a URL led to a page that another one led to in this crawl."""
        await self.tell(lambda store: store.share(url, page.url))

    async def unchanged(self, url: str) -> None:
        """Note that a known article's page is as it was."""
        await self.tell(lambda store: store.unchanged(url))

    async def failed(self, url: str, outcome: Outcome) -> None:
        """Note that a URL brought no page, and whether it is tried again."""
        await self.tell(lambda store: self._note(store, url, outcome))

    async def take(self, url: str, *, alone: bool = False) -> None:
        """Note that a page, named by its own URL, goes to the pipelines."""
        await self.tell(lambda store: store.take(url, alone=alone))

    async def put_down(self, url: str) -> None:
        """Note that a page, named by its own URL, waits again."""
        await self.tell(lambda store: store.put_down(url))

    async def broken(self, url: str, outcome: Outcome) -> None:
        """Note that a page, named by its own URL, is given up."""
        why = (outcome.reason, outcome.detail)
        await self.tell(lambda store: store.set_state(url, State.FAILED, *why))

    async def put_off(self, site: str, netloc: str, until: datetime) -> int:
        """Note that a host of a site is left alone; how many other URLs now wait for that."""
        return await self.tell(lambda store: store.postpone_host(site, netloc, until)) or 0

    async def tell(self, told: Callable[[Store], _T]) -> _T | None:
        """What `told` gives of the store once that is committed; None where there is none.

        What is told first is done first; see `Store.submit`.

        Raises:
            CloseSpider: The store failed. The log says why.
        """
        return await committed(self.store, told)

    def _note(self, store: Store, url: str, outcome: Outcome) -> None:
        reason, detail, now = outcome.reason, outcome.detail, datetime.now(UTC)
        if outcome.until is not None:
            store.postpone(url, reason, outcome.until, detail, now)
        elif outcome.fate is Fate.GONE:
            store.set_state(url, State.GONE, reason, detail)
        elif outcome.fate is Fate.NOT_ARTICLE:
            store.set_state(url, State.NOT_ARTICLE, reason, detail)
        else:
            row = store.url(url)
            tries = 1 + (row.tries if row else 0)
            later = next_try(tries, now, self._max_tries) if outcome.fate is Fate.RETRY else None
            store.failed(url, reason, now, later, detail)


def note_fetched(store: Store, url: str, page: Page) -> None:
    """Note that a URL's page is kept until its article is saved."""
    store.fetched(url, page.url, page.header("ETag"), page.header("Last-Modified"))


async def committed(store: Store | None, told: Callable[[Store], _T]) -> _T | None:
    """What `told` gives of a store, once that is committed; None where there is none.

    Raises:
        CloseSpider: The store failed. The log says why.
    """
    if store is None:
        return None
    with closing_where_it_fails():
        return await asyncio.wrap_future(store.submit(told))


async def off_loop(
    done: Callable[..., _T], *arguments: object, threads: Executor | None = None
) -> _T:
    """What a call gives that waits for the disk or computes, done in a thread.

    Args:
        done: What to call.
        arguments: With what.
        threads: Whose thread; None for one of those that wait for the disk.

    Raises:
        CloseSpider: The store or the spool failed: nothing more can be kept. The log says why.
    """
    loop = asyncio.get_running_loop()
    with closing_where_it_fails():
        return await loop.run_in_executor(threads, partial(done, *arguments))


@contextmanager
def closing_where_it_fails() -> Iterator[None]:
    """End the crawl where the store or the disk fails.

    Raises:
        CloseSpider: It failed. The log says why.
    """
    try:
        yield
    except StorageError as error:
        logger.error("%s", error)  # noqa: TRY400 - the error says what and where in one line
        raise CloseSpider("storage_error") from error
