import re
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.discovery.candidates import FEED, HOME, SECTION, SITEMAP, Candidate
from newscrawl.discovery.scope import (
    Window,
    in_scope,
    may_be_article,
    taken_and_left,
    window_of,
)
from newscrawl.discovery.sites import Site

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WEEK = timedelta(days=7)


def candidate(days_old=None, found=SITEMAP, name="a"):
    published = "" if days_old is None else (NOW - timedelta(days=days_old)).isoformat()
    return Candidate(f"https://example.org/{name}", found, published)


@pytest.mark.parametrize(
    ("days_old", "found", "held"),
    [
        (0, SITEMAP, True),
        (7, SITEMAP, True),
        (7.01, SITEMAP, False),
        (8, FEED, False),
        (None, SITEMAP, False),
        (None, FEED, True),
        (None, HOME, True),
        (None, SECTION, True),
    ],
)
def test_a_first_crawl_takes_seven_days_and_what_is_shown_as_new(days_old, found, held):
    window = window_of(Site("https://example.org/"), NOW, 7, None)

    assert window.holds(candidate(days_old, found)) is held


def test_a_later_crawl_leaves_no_gap():
    window = window_of(Site("https://example.org/"), NOW, 7, NOW - timedelta(days=30))

    assert window.holds(candidate(29))
    assert window.holds(candidate(30.5))  # named a little late
    assert not window.holds(candidate(32))


def test_a_later_crawl_goes_back_no_less_than_a_first():
    window = window_of(Site("https://example.org/"), NOW, 7, NOW - timedelta(hours=1))

    assert window.since == NOW - WEEK


def test_an_undated_url_of_a_sitemap_is_new_when_it_was_not_there_before():
    window = window_of(Site("https://example.org/"), NOW, 7, NOW - WEEK)

    assert window.holds(candidate())
    assert not window.holds(candidate(), seen=True)


def test_the_sites_own_limits_count_before_all_else():
    site = Site("https://example.org/", since=NOW - 30 * WEEK, until=NOW - WEEK)
    window = window_of(site, NOW, 7, NOW)

    assert window.holds(candidate(8))
    assert window.holds(candidate(7 * 30))
    assert not window.holds(candidate(6))
    assert not window.holds(candidate(7 * 31))


def test_no_limit_holds_everything():
    assert Window().holds(candidate())
    assert Window().holds(candidate(9999))


def test_taken_are_the_newest_first_and_the_rest_is_left():
    found = [
        candidate(3, name="older"),
        candidate(90, name="old"),
        candidate(None, FEED, "shown"),
        candidate(1, name="newer"),
        candidate(None, name="undated"),
    ]
    taken, left = taken_and_left(found, Window(since=NOW - WEEK), set())

    assert [c.url.rpartition("/")[2] for c in taken] == ["shown", "newer", "older"]
    assert [c.url.rpartition("/")[2] for c in left] == ["old", "undated"]


def test_known_undated_urls_are_left():
    window = Window(since=NOW - WEEK, undated=True)

    assert taken_and_left([candidate()], window, set())[0]
    assert not taken_and_left([candidate()], window, {candidate().url})[0]


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://www.example.org/news/a-1", True),
        ("http://example.org/news/a-1", True),
        ("https://magazin.example/news/a-1", True),
        ("https://sub.example.org/news/a-1", False),
        ("https://example.org:8443/news/a-1", False),
        ("https://example.org/sport/a-1", False),
        ("https://example.org/news/ads/a-1", False),
        ("https://[", False),
    ],
)
def test_scope_is_the_sites_hosts_and_patterns(url, inside):
    site = Site(
        "https://www.example.org/",
        hosts=("magazin.example",),
        allow=(re.compile("/news/"), re.compile("/culture/")),
        deny=(re.compile("/ads/"),),
    )

    assert in_scope(site, url) is inside


@pytest.mark.parametrize(
    ("path", "found", "title", "wanted"),
    [
        ("/news/late-goal-decides-the-derby", SITEMAP, "", True),
        ("/news/derby", SITEMAP, "", False),
        ("/news/derby", SITEMAP, "Late goal decides the derby", True),
        ("/news/derby", FEED, "", True),
        ("/sport/late-goal-decides-the-derby", FEED, "Late goal", False),
    ],
)
def test_sitemaps_name_all_pages_and_feeds_articles_alone(path, found, title, wanted):
    site = Site("https://example.org/", deny=(re.compile("/sport/"),))
    candidate = Candidate(f"https://example.org{path}", found, "", title)

    assert may_be_article(site, candidate) is wanted
