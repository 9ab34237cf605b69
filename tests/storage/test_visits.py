from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.schedule.revisits import read_revisits
from newscrawl.storage import State, Store, UrlRow
from tests.storage.making import NOW, URL, article, candidate

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
A = "https://example.org/a"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store that visits articles every 10 hours for a day, then every 10 days for a month."""
    with Store(database, read_revisits("1d:10h 30d:10d")) as opened:
        yield opened


def published(age: timedelta, url: str = URL):
    return article(url, published=(NOW - age).isoformat())


def visit(store: Store, made, url: str = "", at: datetime = NOW) -> UrlRow:
    """A page is found, fetched and saved."""
    url = url or made.url
    store.discover([candidate(url)], at)
    store.attempt(url, at)
    store.fetched(url, made.url, etag='"1"', now=at)
    store.save(made, now=at + HOUR)
    return row(store, url)


def row(store: Store, url: str = URL) -> UrlRow:
    found = store.url(url)
    assert found is not None
    return found


def wait(found: UrlRow) -> timedelta | None:
    """From the visit to the next."""
    if not found.next_try:
        return None
    return datetime.fromisoformat(found.next_try) - datetime.fromisoformat(found.visited_at)


@pytest.mark.parametrize(
    ("age", "expected"), [(HOUR, 9 * HOUR), (2 * DAY, 9 * DAY), (40 * DAY, None)]
)
def test_the_wait_follows_the_article_s_age(store, age, expected) -> None:
    assert wait(visit(store, published(age))) == expected


def test_an_undated_article_is_as_old_as_its_discovery(store) -> None:
    undated = article(published="", modified="")
    store.discover([candidate(URL)], NOW - 3 * DAY)

    assert wait(visit(store, undated)) == 9 * DAY


def test_a_changed_text_makes_an_article_young_again(store) -> None:
    visit(store, published(5 * DAY))
    other = replace(published(5 * DAY), text="Other words.", content_hash="other")
    changed = replace(other, fetched_at=(NOW + 10 * DAY).isoformat())

    assert wait(visit(store, changed, at=NOW + 10 * DAY)) == 9 * HOUR


def test_a_page_that_is_as_it_was_is_visited_later_and_loses_nothing(store) -> None:
    visit(store, published(HOUR))
    store.attempt(URL, NOW + 10 * HOUR)
    store.unchanged(URL, NOW + 10 * HOUR)
    found = row(store)

    assert (found.state, found.etag, found.attempted_at, found.tries) == ("saved", '"1"', "", 0)
    assert found.visited_at == (NOW + 10 * HOUR).isoformat()
    assert wait(found) == 9 * HOUR


def test_reading_an_article_anew_changes_no_plan(store) -> None:
    before = visit(store, published(HOUR))
    store.save(replace(published(HOUR), memory_generation=9), now=NOW + 5 * DAY)

    assert row(store).next_try == before.next_try


def test_of_the_urls_of_an_article_one_is_visited(store) -> None:
    visit(store, published(HOUR), A)
    visit(store, published(HOUR), URL)

    assert [bool(row(store, url).next_try) for url in (A, URL)] == [False, True]


def test_a_duplicate_is_not_visited(store) -> None:
    visit(store, published(HOUR))
    store.fetched(A, A, now=NOW)
    store.duplicate(A, URL, "Duplicate", now=NOW)
    store.discover([candidate(A, (NOW + DAY).isoformat())], NOW + DAY)

    assert (row(store, A).state, row(store, A).next_try) == ("saved", "")


def test_what_is_gone_is_visited_by_its_article_s_schedule(store) -> None:
    visit(store, published(HOUR))
    store.set_state(URL, State.GONE, "HTTP 404", now=NOW + 5 * HOUR)
    gone = row(store)
    store.unchanged(URL, NOW + 6 * HOUR)

    assert (gone.state, wait(gone)) == ("gone", 9 * HOUR)
    assert row(store).state == State.SAVED


def test_what_never_had_an_article_is_not_visited_when_it_is_gone(store) -> None:
    store.discover([candidate(A)], NOW)
    store.set_state(A, State.GONE, "HTTP 404", now=NOW)

    assert row(store, A).next_try == ""


@pytest.mark.parametrize(
    ("reason", "found_by", "again"),
    [
        ("TooShort", "sitemap", True),
        ("NotAnArticle", "feed", True),
        ("NotAnArticle", "sitemap", False),
        ("no HTML", "feed", False),
    ],
)
def test_news_that_may_grow_is_visited(store, reason, found_by, again) -> None:
    store.discover([replace(candidate(A), discovered_by=found_by)], NOW)
    store.fetched(A, A, now=NOW)
    store.set_state(A, State.NOT_ARTICLE, reason, now=NOW)

    assert bool(row(store, A).next_try) is again


def test_what_brought_no_article_is_asked_for_whole_the_next_time(store) -> None:
    visit(store, published(HOUR))
    store.fetched(URL, URL, etag='"2"', now=NOW)
    store.set_state(URL, State.FAILED, "NothingExtracted", now=NOW)

    assert (row(store).state, row(store).etag) == ("saved", "")


def seen(store, date, at=NOW + 2 * DAY, **more):
    store.discover([replace(candidate(URL), modified=date, **more)], at)
    return row(store).next_try == at.isoformat()


def test_a_newer_date_of_change_makes_an_article_due_once(store) -> None:
    visit(store, published(40 * DAY))
    newer = (NOW + DAY).isoformat()

    assert seen(store, newer)
    store.unchanged(URL, NOW + 2 * DAY)
    assert not seen(store, newer, NOW + 3 * DAY)


def test_a_date_outside_of_the_window_counts_as_well(store) -> None:
    visit(store, published(40 * DAY))
    store.set_aside([replace(candidate(URL), modified=(NOW + DAY).isoformat())], NOW + 2 * DAY)

    assert row(store).next_try == (NOW + 2 * DAY).isoformat()


@pytest.mark.parametrize("date", ["", "yesterday", "2026-11-03", "2099-01-01T00:00:00+00:00"])
def test_what_is_no_date_or_is_to_come_changes_nothing(store, date) -> None:
    visit(store, published(40 * DAY))

    assert not seen(store, date)
    assert row(store).modified == ""


def test_a_moment_that_many_articles_share_changes_nothing(store) -> None:
    urls = [f"https://example.org/{number}" for number in range(12)]
    for url in urls:
        visit(store, published(40 * DAY, url))
    moment = (NOW + DAY).isoformat()
    store.discover([replace(candidate(url), modified=moment) for url in urls], NOW + 2 * DAY)

    assert store.due("example.org", NOW + 2 * DAY, 99) == []


def test_what_is_in_flight_is_not_made_due(store) -> None:
    visit(store, published(40 * DAY))
    store.attempt(URL, NOW)

    assert not seen(store, (NOW + DAY).isoformat())


def test_without_a_schedule_nothing_is_visited_again(database: str) -> None:
    with Store(database) as never:
        assert visit(never, published(HOUR)).next_try == ""


def test_moments_are_kept_as_they_are_in_any_offset(store) -> None:
    visit(store, published(40 * DAY))
    date = datetime(2026, 11, 5, 9, tzinfo=UTC).astimezone().isoformat()

    assert seen(store, date, NOW + 3 * DAY)
    assert row(store).modified == date
