from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest

from newscrawl.storage import State, Store, UrlRow
from tests.storage.making import NOW, URL, article, candidate

LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=9)
A, B = "https://example.org/a", "https://example.org/b"


def row(store: Store, url: str = URL) -> UrlRow:
    found = store.url(url)
    assert found is not None
    return found


def due(store: Store, site: str = "example.org") -> list[str]:
    return [found.url for found in store.due(site, NOW, 100)]


def test_a_discovered_url_is_due_at_once(store: Store) -> None:
    assert store.discover([candidate(URL, "2026-11-02T08:00:00+01:00")], now=NOW) == 1
    assert row(store) == UrlRow(
        url=URL,
        site="example.org",
        state="discovered",
        reason="",
        last_error="",
        tries=0,
        interrupted=0,
        next_try="2026-11-03T12:00:00+00:00",
        attempted_at="",
        page_url="",
        etag="",
        last_modified="",
        discovered_by="feed",
        published="2026-11-02T08:00:00+01:00",
        first_seen="2026-11-03T12:00:00+00:00",
        last_seen="2026-11-03T12:00:00+00:00",
        modified="2026-11-02T08:00:00+01:00",
    )
    assert due(store) == [URL]


def test_discovering_again_changes_no_state_and_counts_nothing(store: Store) -> None:
    store.discover([candidate()], now=NOW)
    store.set_state(URL, State.GONE, "HTTP 404", now=NOW)
    assert store.discover([candidate(URL, "2026-11-03"), candidate(A)], now=LATER) == 1
    assert row(store).state == State.GONE
    assert row(store).first_seen == "2026-11-03T12:00:00+00:00"
    assert row(store).last_seen == "2026-11-03T13:00:00+00:00"
    assert row(store).published == "2026-11-03"
    assert due(store) == []


def test_a_date_is_kept_when_a_later_source_gives_none(store: Store) -> None:
    store.discover([candidate(URL, "2026-11-03")], now=NOW)
    store.discover([candidate(URL)], now=NOW)
    assert row(store).published == "2026-11-03"


def test_thousands_of_urls_at_once_each_once(store: Store) -> None:
    found = [candidate(f"https://example.org/{number % 1300}") for number in range(2600)]
    assert store.discover(found, now=NOW) == 1300
    assert len(store.due("example.org", NOW, 5000)) == 1300
    assert store.known([A, "https://example.org/7"]) == {"https://example.org/7"}


def test_the_site_can_be_another_than_the_host_s(store: Store) -> None:
    store.discover([candidate("https://sport.example.org/x")], site="example.org", now=NOW)
    assert due(store) == ["https://sport.example.org/x"]


def test_what_is_set_aside_waits_for_a_backfill(store: Store) -> None:
    assert store.set_aside([candidate(A), candidate(B)], now=NOW) == 2
    assert due(store) == []
    assert store.backfill("example.net", NOW) == 0
    assert store.backfill("example.org", NOW) == 2
    assert due(store) == [A, B]


def test_what_is_set_aside_is_due_when_it_is_discovered_as_new(store: Store) -> None:
    store.set_aside([candidate(A)], now=NOW)
    assert store.discover([candidate(A)], now=NOW) == 0
    assert due(store) == [A]


def test_backfill_wakes_nothing_that_came_to_its_end(store: Store) -> None:
    for url, state in ((A, State.FAILED), (B, State.NOT_ARTICLE)):
        store.set_state(url, state, "why", now=NOW)
    assert store.backfill(now=NOW) == 0


def test_the_longest_due_come_first_and_no_more_than_asked_for(store: Store) -> None:
    store.discover([candidate(A)], now=NOW)
    store.discover([candidate(B)], now=NOW - timedelta(hours=1))
    assert [found.url for found in store.due("", NOW, 1)] == [B]
    assert due(store) == [B, A]


def test_what_is_in_flight_is_not_due(store: Store) -> None:
    store.discover([candidate()], now=NOW)
    store.attempt(URL, NOW)
    assert due(store) == []
    assert row(store).attempted_at == "2026-11-03T12:00:00+00:00"


def test_a_fetched_page_is_noted_with_what_a_later_request_needs(store: Store) -> None:
    store.discover([candidate()], now=NOW)
    store.failed(URL, "timeout", NOW, LATER)
    store.attempt(URL, LATER)
    store.fetched(URL, page_url=A, etag='"1"', last_modified="Tue, 03 Nov 2026 12:00:00 GMT")
    found = row(store)
    assert found.state == State.FETCHED
    assert (found.page_url, found.etag) == (A, '"1"')
    assert found.last_modified == "Tue, 03 Nov 2026 12:00:00 GMT"
    assert (found.tries, found.reason, found.attempted_at, found.next_try) == (0, "", "", "")


def test_a_failure_is_counted_and_tried_again_when_it_is_time(store: Store) -> None:
    store.discover([candidate()], now=NOW)
    store.attempt(URL, NOW)
    store.failed(URL, "HTTP 503", NOW, LATER, error="503 from the gateway")
    found = row(store)
    assert (found.state, found.tries, found.reason) == ("discovered", 1, "HTTP 503")
    assert found.last_error == "503 from the gateway"
    assert due(store) == []
    assert [late.url for late in store.due("example.org", LATER, 9)] == [URL]


def test_a_failure_without_a_next_try_is_the_end(store: Store) -> None:
    store.discover([candidate()], now=NOW)
    store.failed(URL, "HTTP 503", NOW, LATER)
    store.failed(URL, "timeout", LATER, None)
    found = row(store)
    assert (found.state, found.tries, found.reason) == ("failed", 2, "timeout")
    assert store.due("", MUCH_LATER, 9) == []


@pytest.mark.parametrize("state", [State.FAILED, State.NOT_ARTICLE])
def test_an_article_that_is_kept_stays_saved_whatever_a_later_visit_brings(
    store: Store, state: State
) -> None:
    store.discover([candidate()], now=NOW)
    store.fetched(URL)
    store.save(article())
    store.fetched(URL)
    store.set_state(URL, state, "TooShort", "3 words")
    assert (row(store).state, row(store).reason) == ("saved", "TooShort")
    store.failed(URL, "timeout", NOW, None)
    assert row(store).state == State.SAVED


def test_an_article_that_the_site_took_down_is_gone_and_kept(store: Store) -> None:
    store.save(article())
    store.set_state(URL, State.GONE, "HTTP 410")
    assert row(store).state == State.GONE
    assert store.article(URL) == article()


def test_what_is_said_of_a_page_is_said_of_the_url_that_led_there(store: Store) -> None:
    store.discover([candidate(A)], now=NOW)
    store.fetched(A, page_url=B)
    store.set_state(B, State.NOT_ARTICLE, "NotAnArticle")
    assert row(store, A).state == State.NOT_ARTICLE
    assert store.url(B) is None


def test_a_page_that_nobody_discovered_is_noted_all_the_same(store: Store) -> None:
    store.set_state(A, State.FAILED, "NothingExtracted", "the body is empty")
    found = row(store, A)
    assert (found.state, found.reason) == ("failed", "NothingExtracted")
    assert found.site == "example.org"


def test_an_unknown_state_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="lost"):
        store.set_state(URL, "lost", "why")


def test_a_duplicate_is_saved_as_soon_as_its_article_is(store: Store) -> None:
    store.fetched(A)
    store.duplicate(A, of=URL, reason="Duplicate")
    assert (row(store, A).state, row(store, A).reason) == ("fetched", "Duplicate")
    store.save(article())
    assert (row(store, A).state, row(store, A).reason) == ("saved", "Duplicate")
    assert store.article(A) == article()
    store.duplicate(B, of=URL, reason="Duplicate")
    assert row(store, B).state == State.SAVED


def test_after_a_crash_what_was_in_flight_is_due_and_counted_as_interrupted(store: Store) -> None:
    store.discover([candidate(A), candidate(B)], now=NOW)
    store.attempt(A, NOW)
    recovered = store.recover("example.org", now=NOW)
    assert (recovered.interrupted, recovered.refetched) == (1, 0)
    found = row(store, A)
    assert (found.interrupted, found.tries, found.attempted_at) == (1, 0, "")
    assert set(due(store)) == {A, B}


def test_after_a_crash_fetched_pages_are_fetched_again_unless_the_spool_has_them(
    store: Store,
) -> None:
    pages = {url: f"{url}?page" for url in (A, B, URL)}
    for url, page in pages.items():
        store.fetched(url, page_url=page)
    recovered = store.recover("example.org", spooled=[pages[A], URL], now=NOW)
    assert recovered.refetched == 1
    assert due(store) == [B]
    assert row(store, A).state == row(store).state == State.FETCHED


def test_a_crawl_of_one_site_leaves_another_s_requests_alone(store: Store) -> None:
    store.discover([candidate("https://example.net/x")], now=NOW)
    store.attempt("https://example.net/x", NOW)
    assert store.recover("example.org", now=NOW).interrupted == 0
    assert store.recover(now=NOW).interrupted == 1


def test_urls_are_listed_by_state_reason_and_site(store: Store) -> None:
    store.set_state(A, State.FAILED, "timeout")
    store.set_state(B, State.FAILED, "HTTP 403")
    store.set_state("https://example.net/x", State.FAILED, "timeout")
    store.discover([candidate(f"https://example.com/{n}") for n in range(450)], now=NOW)
    assert [found.url for found in store.urls(state="failed", reason="HTTP 403")] == [B]
    assert [found.url for found in store.urls(reason="timeout", site="example.org")] == [A]
    assert len(list(store.urls())) == 453


def test_every_string_is_cleaned_and_what_is_indexed_is_short(store: Store) -> None:
    bad = "x\x00\ud800"
    long = "https://" + "h" * 4000 + ".example/\x00"
    store.discover([candidate(long, bad)], now=NOW)
    store.fetched(long, page_url=bad, etag=bad, last_modified=bad)
    store.failed(long, bad * 300, NOW, None, error=bad)
    (found,) = store.urls()
    assert found.url == long.replace("\x00", "")
    assert len(found.site) == 300
    assert len(found.reason) == 200
    assert not {"\x00", "\ud800"} & set("".join(map(str, asdict(found).values())))
