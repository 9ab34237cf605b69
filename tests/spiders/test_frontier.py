import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidates import FEED, SITEMAP, Candidate
from newscrawl.discovery.sites import Site
from newscrawl.spiders.frontier import Frontier, Recorded
from newscrawl.storage import SourceRow, SourceTable, State, Store

SITE = Site("https://example.org/")
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        yield store


def candidate(number, days_old=None, found=SITEMAP):
    published = "" if days_old is None else (NOW - timedelta(days=days_old)).isoformat()
    return Candidate(f"https://example.org/news/a-{100000 + number}", found, published)


def record(store, *candidates, site=SITE):
    """Record candidates as a crawl does that begins now."""
    frontier = Frontier(store, NOW, 7)
    window = asyncio.run(frontier.window(site))
    return asyncio.run(frontier.record(site, window, candidates))


def due(store, site=SITE, limit=99):
    return [row.url for row in asyncio.run(Frontier(store, NOW, 7).due(site, limit))]


def end_crawl(store, site=SITE):
    """As a crawl that has asked all sources."""
    home = SourceRow(site.url, site.name, "home", crawled_at=NOW.isoformat())
    SourceTable(store).crawled(home)


def test_a_first_crawl_fetches_the_new_and_records_the_old(store):
    recorded = record(store, candidate(1, 1), candidate(2, 30), candidate(3), candidate(4, 1, FEED))

    assert recorded == Recorded(new=2, aside=2, foreign=0)
    assert set(due(store)) == {candidate(1).url, candidate(4).url}


def test_what_is_foreign_or_no_article_is_not_recorded(store):
    other = Candidate("https://other.example/news/a-100001", FEED)
    about = Candidate("https://example.org/about", SITEMAP)

    assert record(store, other, about) == Recorded(new=0, aside=0, foreign=2)
    assert list(store.urls()) == []


def test_the_newest_is_due_first(store):
    record(store, candidate(1, 5), candidate(2, 1), candidate(3, 3))

    assert due(store) == [candidate(number).url for number in (2, 3, 1)]


def test_a_later_crawl_takes_what_a_sitemap_without_dates_did_not_name_before(store):
    record(store, candidate(1))
    end_crawl(store)

    assert record(store, candidate(1), candidate(2)) == Recorded(new=1, aside=0, foreign=0)
    assert due(store) == [candidate(2).url]


@pytest.mark.parametrize("killed", [True, False])
def test_only_a_crawl_that_asked_all_sources_counts_as_one(store, killed):
    """One that was killed has not; `crawl article` has asked none."""
    if killed:
        SourceTable(store).read(SourceRow(f"{SITE.url}a.xml", SITE.name, "sitemap"))
        record(store, candidate(1))
    else:
        store.attempt("https://example.org/news/by-hand-100009")
    store.save_memory("example.org", b"...", 1, 5)

    assert record(store, candidate(2)) == Recorded(new=0, aside=1, foreign=0)


def test_what_was_set_aside_is_made_due_when_the_window_holds_it(store):
    record(store, candidate(1, 20), candidate(2, 40))
    since = Site("https://example.org/", since=NOW - timedelta(days=30))
    frontier = Frontier(store, NOW, 7)
    window = asyncio.run(frontier.window(since))

    assert asyncio.run(frontier.make_due(since, window)) == 1
    assert due(store) == [candidate(1).url]


def test_joined_hosts_have_one_queue(store):
    site = Site("https://example.org/", hosts=("magazine.example",))
    record(store, Candidate("https://magazine.example/a-100001", FEED), candidate(2, 1), site=site)

    assert len(due(store, site)) == 2


def test_what_a_killed_crawl_left_in_flight_is_due(store):
    record(store, candidate(1, 1))
    store.attempt(candidate(1).url)
    assert due(store) == []

    assert asyncio.run(Frontier(store, NOW, 7).recover(SITE, [])).interrupted == 1
    assert due(store) == [candidate(1).url]


def test_of_a_site_that_was_let_go_of_the_store_is_asked_anew(store):
    record(store, candidate(1, 1), candidate(2, 2))
    frontier = Frontier(store, NOW, 7)

    def urls():
        return [row.url for row in asyncio.run(frontier.due(SITE, 1))]

    assert urls() == [candidate(1).url]
    store.set_state(candidate(1).url, State.GONE, "gone")
    frontier.let_go(SITE.name)
    assert urls() == [candidate(2).url]
    assert urls() == []
