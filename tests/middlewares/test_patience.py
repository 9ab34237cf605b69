"""Patience in Scrapy's engine: who is asked again, when, and what the store says meanwhile."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.crawling import scrapy
from tests.middlewares.slot_file import WITH_SLOT_FILE, slot
from tests.site_server import Reply, serving
from tests.spiders.newssite import article, build, path_of

ALL = range(30)


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        build(site, len(ALL))
        yield site


def busy(value, status=429):
    headers = {"Retry-After": value} if value else {}
    return Reply(b"<p>Not so fast", status, headers=headers)


def once(reply, page):
    """The reply, and the page from then on."""
    replies = [reply]
    return lambda: replies.pop() if replies else Reply(page)


def in_an_hour():
    return format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_break_is_waited_for_and_the_host_asked_more_slowly(site, tmp_path, status):
    site.pages[path_of(1)] = once(busy("1", status), article(1))
    ran = scrapy(tmp_path, "crawl", "news", settings=WITH_SLOT_FILE)

    assert set(ran.states().values()) == {("saved", "")}
    assert site.asked(path_of(1)) == 2
    assert ran.stats[f"newscrawl/patience/{status}"] == 1
    assert slot(tmp_path) == (1.0, 0.0)
    with ran.store() as store:
        assert {row.tries for row in store.urls()} == {0}


@pytest.mark.parametrize("value", ["3600", in_an_hour()])
@pytest.mark.parametrize("status", [429, 503])
def test_a_long_break_leaves_the_hosts_urls_due_and_counts_no_try(site, tmp_path, value, status):
    for number in ALL:
        site.pages[path_of(number)] = busy(value, status)
    ran = scrapy(tmp_path, "crawl", "news")

    with ran.store() as store:
        rows = list(store.urls())
    later = (datetime.now(UTC) + timedelta(minutes=50)).isoformat()
    assert len(rows) == len(ALL)
    assert {(row.state, row.tries, row.attempted_at) for row in rows} == {("discovered", 0, "")}
    assert all(row.next_try > later for row in rows)
    assert sum(map(site.asked, map(path_of, ALL))) <= 4  # CONCURRENT_REQUESTS_PER_DOMAIN
    assert ran.stats["newscrawl/patience/left"] == 1
    assert ran.err.count(" WARNING: ") == 1
    assert ran.code == 0


def test_nothing_is_lost_by_a_break(site, tmp_path):
    for number in ALL:
        site.pages[path_of(number)] = busy("3600")
    ran = scrapy(tmp_path, "crawl", "news")
    build(site, len(ALL))
    with ran.store() as store:
        for row in list(store.urls()):
            store.postpone(row.url, row.reason, datetime.now(UTC))  # the hour has passed
    again = scrapy(tmp_path, "crawl", "news")

    assert again.states() == {path_of(n): ("saved", "") for n in ALL}


def test_a_host_that_does_not_say_how_long_is_left_alone_when_the_run_does_not_wait(site, tmp_path):
    site.pages[path_of(0)] = busy("")
    ran = scrapy(tmp_path, "crawl", "news", settings={"NEWSCRAWL_MAX_WAIT": "5"})

    states = ran.states()
    assert states[path_of(0)] == ("discovered", "host asks to wait")
    assert {state for state, _ in states.values()} <= {"saved", "discovered"}
    assert site.asked(path_of(0)) == 1


def test_a_503_without_a_word_is_that_pages_own_failure(site, tmp_path):
    site.pages[path_of(1)] = Reply(b"", 503)
    ran = scrapy(tmp_path, "crawl", "news")

    states = ran.states()
    assert states.pop(path_of(1)) == ("discovered", "HTTP 503")
    assert set(states.values()) == {("saved", "")}


def test_a_home_page_that_asks_for_a_break_ends_the_sites_part_of_the_run(site, tmp_path):
    site.pages["/"] = busy("3600")
    ran = scrapy(tmp_path, "crawl", "news")

    assert site.log == ["/robots.txt", "/"]
    assert ran.stats["newscrawl/source/failed"] == 1
    assert "Traceback" not in ran.err


def test_other_hosts_go_on(site, tmp_path):
    with serving() as other:
        text = "".join(f'[[site]]\nurl = "{one.url}/"\n' for one in (site, other))
        (tmp_path / "sites.toml").write_text(text)
        build(other, 3)
        site.pages[path_of(0)] = busy("3600")
        ran = scrapy(tmp_path, "crawl", "news")

    with ran.store() as store:
        states = [row.state for row in store.urls(site=other.host)]
    assert states == ["saved"] * 3
