import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.exceptions import CloseSpider

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.schedule.outcomes import Fate, Outcome
from newscrawl.spiders.ledger import Ledger, note_fetched, off_loop
from newscrawl.storage import Store

URL = "https://example.org/news/a-1"
TIMEOUT = Outcome(Fate.RETRY, "timeout", "took 30 s")


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        yield store


def after(store, *outcomes, max_tries=3):
    """The row of the URL after these outcomes."""
    ledger = Ledger(store, max_tries)
    for outcome in outcomes:
        asyncio.run(ledger.attempt(URL))
        asyncio.run(ledger.failed(URL, outcome))
    return store.url(URL)


@pytest.mark.parametrize(
    ("fate", "state"),
    [(Fate.GONE, "gone"), (Fate.NOT_ARTICLE, "not_article"), (Fate.FAILED, "failed")],
)
def test_what_is_final_is_never_due(store, fate, state):
    row = after(store, Outcome(fate, "why", "in full"))

    assert (row.state, row.reason, row.last_error) == (state, "why", "in full")
    assert (row.next_try, row.attempted_at) == ("", "")


def test_what_may_pass_is_due_later(store):
    row = after(store, TIMEOUT)
    wait = datetime.fromisoformat(row.next_try) - datetime.now(UTC)

    assert (row.state, row.reason, row.tries) == ("discovered", "timeout", 1)
    assert timedelta(minutes=14) < wait < timedelta(minutes=16)


def test_what_never_passes_fails_in_the_end(store):
    assert after(store, TIMEOUT, TIMEOUT).state == "discovered"

    row = after(store, TIMEOUT)
    assert (row.state, row.reason, row.tries, row.next_try) == ("failed", "timeout", 3, "")


def test_a_page_that_came_starts_the_count_anew(store):
    after(store, TIMEOUT, TIMEOUT)
    page = Page(URL, b"...", {"etag": '"x"'})
    note_fetched(store, URL, page)
    row = store.url(URL)

    assert (row.state, row.tries, row.etag) == ("fetched", 0, '"x"')


def test_without_a_store_nothing_is_written_down():
    ledger = Ledger(None, 3)

    assert asyncio.run(ledger.attempt(URL)) is None
    assert asyncio.run(ledger.failed(URL, TIMEOUT)) is None


def test_a_store_that_fails_closes_the_spider_and_says_why_in_one_line(caplog):
    def fail():
        raise StorageError("a.db: cannot be written: disk full")

    with pytest.raises(CloseSpider) as caught:
        asyncio.run(off_loop(fail))

    assert caught.value.reason == "storage_error"
    assert [record.getMessage() for record in caplog.records] == [
        "a.db: cannot be written: disk full"
    ]
    assert caplog.records[0].exc_info is None


def test_what_is_told_is_written_in_the_order_in_which_it_was_told(store):
    async def tell_all():
        ledger = Ledger(store, 3)
        gone, back = Outcome(Fate.GONE, "HTTP 410"), Page(URL, b"...")
        fetched = ledger.tell(lambda store: note_fetched(store, URL, back))
        told = [ledger.attempt(URL), ledger.failed(URL, gone), fetched]
        await asyncio.gather(*told, *[ledger.take(URL), ledger.put_down(URL)])

    asyncio.run(tell_all())
    row = store.url(URL)

    assert (row.state, row.reason, row.attempted_at) == ("fetched", "", "")


def test_a_store_that_cannot_be_told_closes_the_spider(tmp_path, caplog):
    Store(f"sqlite:///{tmp_path}/a.db").close()
    with Store(f"sqlite:///file:{tmp_path}/a.db?mode=ro&uri=true") as unwritable:
        ledger = Ledger(unwritable, 3)
        with pytest.raises(CloseSpider) as caught:
            asyncio.run(ledger.attempt(URL))

    assert caught.value.reason == "storage_error"
    (record,) = caplog.records
    assert "it is read-only" in record.getMessage()
