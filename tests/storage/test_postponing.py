"""URLs that wait for a host that asked for a break."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newscrawl.discovery.candidates import Candidate
from newscrawl.storage import State, Store
from tests.storage.making import URL, article

NOW = datetime(2026, 11, 3, 8, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=1)
HERE = [f"https://www.example.org/{n}" for n in range(3)]
ELSEWHERE = ["https://example.org/1", "https://www.example.org.example/1"]


def test_waiting_is_no_try(store: Store) -> None:
    store.discover([Candidate(HERE[0], "feed")], NOW, "example.org")
    store.attempt(HERE[0], NOW)
    store.postpone(HERE[0], "host asks to wait", UNTIL, "in full", NOW)

    row = store.url(HERE[0])
    assert row is not None
    assert (row.state, row.reason, row.last_error) == ("discovered", "host asks to wait", "in full")
    assert (row.tries, row.interrupted, row.attempted_at) == (0, 0, "")
    assert store.due("example.org", UNTIL - timedelta(seconds=1), 9) == []
    assert [due.url for due in store.due("example.org", UNTIL, 9)] == [HERE[0]]


def test_an_article_that_is_kept_stays_so(store: Store) -> None:
    store.save(article())
    store.postpone(URL, "host asks to wait", UNTIL)

    row = store.url(URL)
    assert row is not None
    assert row.state == State.SAVED


def test_all_that_is_due_at_a_host_waits_and_nothing_else(store: Store) -> None:
    store.discover([Candidate(url, "feed") for url in HERE + ELSEWHERE], NOW, "example.org")
    later = (UNTIL + timedelta(hours=5)).isoformat()
    store.failed(HERE[1], "timeout", NOW, UNTIL + timedelta(hours=5))
    store.attempt(HERE[2], NOW)

    assert store.postpone_host("example.org", "www.example.org", UNTIL) == 1
    tries = {row.url: row.next_try for row in store.urls()}
    assert tries[HERE[0]] == UNTIL.isoformat()
    assert tries[HERE[1]] == later
    assert {tries[url] for url in (HERE[2], *ELSEWHERE)} == {NOW.isoformat()}


def test_aside_stays_aside(store: Store) -> None:
    store.set_aside([Candidate(HERE[0], "sitemap")], NOW, "example.org")

    assert store.postpone_host("example.org", "www.example.org", UNTIL) == 0
