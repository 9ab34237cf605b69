"""Known articles are visited again when they are due, and only what changed is read again."""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from newscrawl.storage import State
from tests.crawling import scrapy
from tests.pages import page_html
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss, sitemap

PARAGRAPH = "The bridge was closed again late in the evening, and nobody could say for how long."


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        yield site


def with_etag(body, etag='"1"', **headers):
    return Reply(body, headers={"ETag": etag, **headers})


def build_with_etags(site, articles=6):
    build(site, articles)
    for number in range(articles):
        site.pages[path_of(number)] = with_etag(article(number))


def make_due(folder, states=("saved", "gone", "not_article")):
    """As time does: what is to be visited again is due now."""
    with closing(sqlite3.connect(folder / "data" / "newscrawl.db")) as store:
        now = datetime.now(UTC) - timedelta(minutes=1)
        marks = ", ".join("?" * len(states))
        statement = f"UPDATE urls SET next_try = ? WHERE next_try != '' AND state IN ({marks})"  # noqa: S608
        done = store.execute(statement, [now.isoformat(timespec="seconds"), *states])
        store.commit()
        return done.rowcount


def articles_asked(site):
    return [path for path in site.log if path.startswith("/news/")]


def row_of(ran, site, number):
    with ran.store() as store:
        return store.url(site.url + path_of(number))


def test_an_article_that_did_not_change_costs_a_304_and_nothing_else(site, tmp_path):
    build_with_etags(site)
    first = scrapy(tmp_path, "crawl", "news")
    planned = row_of(first, site, 0).next_try
    assert make_due(tmp_path) == 6
    site.log.clear()
    time.sleep(1)  # moments are kept to the second

    ran = scrapy(tmp_path, "crawl", "news")

    assert sorted(articles_asked(site)) == sorted(site.unchanged) == [path_of(n) for n in range(6)]
    assert ran.states() == {path_of(n): ("saved", "") for n in range(6)}
    assert ran.stats["newscrawl/page/unchanged"] == 6
    assert "newscrawl/page/extracted" not in ran.stats
    row = row_of(ran, site, 0)
    assert row.next_try >= planned > row.visited_at > row.first_seen


def test_before_it_is_due_an_article_is_not_asked_for(site, tmp_path):
    build_with_etags(site)
    scrapy(tmp_path, "crawl", "news")
    site.log.clear()
    scrapy(tmp_path, "crawl", "news")

    assert articles_asked(site) == []


def test_by_an_empty_schedule_articles_are_never_visited_again(site, tmp_path):
    build(site)
    scrapy(tmp_path, "crawl", "news", "-s", "NEWSCRAWL_REVISITS=")

    assert make_due(tmp_path) == 0


@pytest.mark.parametrize("etag", ['"1"', ""])
def test_a_page_that_came_again_with_the_same_text_makes_no_version(site, tmp_path, etag):
    """The page's frame changed: another ETag, or none; the article is as it was."""
    build(site)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    for number in range(6):
        body = article(number).replace(b"</body>", b"<footer>Another day</footer></body>")
        site.pages[path_of(number)] = Reply(body, headers={"ETag": etag})

    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.stats["newscrawl/page/extracted"] == 6
    with ran.store() as store:
        assert store.counts()["versions"] == 0
        assert len(list(store.articles())) == 6
    assert row_of(ran, site, 0).next_try > row_of(ran, site, 0).visited_at


def changed(number):
    return article(number).replace(b"</p>", b"</p><p>" + PARAGRAPH.encode() + b"</p>", 1)


def test_a_changed_article_is_a_version_and_young_again(site, tmp_path):
    build_with_etags(site)
    site.pages["/feed"] = rss(site, [(path_of(n), ago(days=6)) for n in range(6)])
    first = scrapy(tmp_path, "crawl", "news")
    before = row_of(first, site, 0)
    make_due(tmp_path)
    time.sleep(1)  # moments are kept in seconds: a change is later than the first saving
    site.pages[path_of(0)] = with_etag(changed(0), '"2"')

    ran = scrapy(tmp_path, "crawl", "news")

    assert len(site.unchanged) == 5
    with ran.store() as store:
        assert PARAGRAPH in store.article(site.url + path_of(0)).text
        assert len(store.versions(site.url + path_of(0))) == 1
    after = row_of(ran, site, 0)
    assert after.etag == '"2"'
    assert wait(after) < timedelta(hours=5) < timedelta(days=1) < wait(before)


def wait(row):
    return datetime.fromisoformat(row.next_try) - datetime.fromisoformat(row.visited_at)


def test_a_page_visited_twice_is_one_to_the_memory(site, tmp_path):
    build(site)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)

    ran = scrapy(tmp_path, "crawl", "news")

    with ran.store() as store:
        assert (store.memory_row(site.host).generation, store.memory_row(site.host).pages) == (2, 6)


def test_last_modified_does_where_there_is_no_etag(site, tmp_path):
    build(site, 1)
    headers = {"Last-Modified": format_datetime(ago(hours=1), usegmt=True)}
    site.pages[path_of(0)] = Reply(article(0), headers=headers)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    scrapy(tmp_path, "crawl", "news")

    assert site.unchanged == [path_of(0)]


def test_a_newer_lastmod_makes_an_article_due_at_once(site, tmp_path):
    build_with_etags(site, 3)
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.url}/all.xml".encode())
    site.pages["/all.xml"] = sitemap(site, [(path_of(n), ago(days=2)) for n in range(3)])
    scrapy(tmp_path, "crawl", "news")
    site.log.clear()
    dates = [datetime.now(UTC), ago(days=2), ago(days=2)]
    site.pages["/all.xml"] = sitemap(site, [(path_of(n), date) for n, date in enumerate(dates)])
    scrapy(tmp_path, "crawl", "news")
    asked = articles_asked(site)
    scrapy(tmp_path, "crawl", "news")

    assert asked == articles_asked(site) == [path_of(0)]  # once, not at each crawl


def test_a_newer_date_in_a_feed_does_as_well(site, tmp_path):
    build_with_etags(site, 2)
    site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=30)) for n in range(2)])
    scrapy(tmp_path, "crawl", "news")
    site.log.clear()
    site.pages["/feed"] = rss(site, [(path_of(0), datetime.now(UTC)), (path_of(1), ago(hours=30))])
    scrapy(tmp_path, "crawl", "news")

    assert articles_asked(site) == [path_of(0)]


@pytest.mark.parametrize("status", [404, 410])
def test_an_article_that_is_gone_is_kept_and_may_come_back(site, tmp_path, status):
    build_with_etags(site)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    site.pages[path_of(0)] = Reply(b"<p>Not here</p>", status)
    ran = scrapy(tmp_path, "crawl", "news")
    with ran.store() as store:
        kept = store.article(site.url + path_of(0))

    assert ran.states()[path_of(0)] == ("gone", f"HTTP {status}")
    assert kept.text
    assert make_due(tmp_path, ["gone"]) == 1
    site.pages[path_of(0)] = with_etag(article(0))
    assert scrapy(tmp_path, "crawl", "news").states()[path_of(0)] == ("saved", "")


def test_a_visit_that_fails_is_tried_again_and_the_article_stays_saved(site, tmp_path):
    build_with_etags(site, 1)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    site.pages[path_of(0)] = Reply(b"", 503)
    ran = scrapy(tmp_path, "crawl", "news", "-s", "RETRY_ENABLED=0")

    row = row_of(ran, site, 0)
    assert (row.state, row.reason, row.etag) == ("saved", "HTTP 503", '"1"')
    assert row.next_try > row.visited_at


def test_news_that_was_one_line_is_read_when_there_is_more(site, tmp_path):
    build(site, 1)
    site.pages[path_of(0)] = page_html("Ferry runs aground", ("More soon.",))
    first = scrapy(tmp_path, "crawl", "news")
    assert first.states()[path_of(0)] == ("not_article", "NotAnArticle")
    assert make_due(tmp_path) == 1
    site.pages[path_of(0)] = article(0)

    assert scrapy(tmp_path, "crawl", "news").states()[path_of(0)] == ("saved", "")


def test_a_page_that_no_longer_can_be_read_comes_whole_the_next_time(site, tmp_path):
    build_with_etags(site, 1)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    site.pages[path_of(0)] = with_etag(b"<html><body><p>Please wait</p></body></html>", '"2"')
    ran = scrapy(tmp_path, "crawl", "news")
    row = row_of(ran, site, 0)

    assert (row.state, row.etag) == ("saved", "")
    with ran.store() as store:
        assert len(store.article(site.url + path_of(0)).text) > 100


def test_new_articles_come_before_known_ones(site, tmp_path):
    build_with_etags(site, 3)
    scrapy(tmp_path, "crawl", "news")
    make_due(tmp_path)
    site.log.clear()
    site.pages[path_of(7)] = article(7)
    site.pages["/feed"] = rss(site, [(path_of(7), ago(hours=1))])
    scrapy(tmp_path, "crawl", "news", "-a", "max_articles=1")

    assert articles_asked(site) == [path_of(7)]


def test_two_urls_of_one_page_are_visited_as_one(site, tmp_path):
    build(site, 1)
    alias = "/news/an-older-address-200000.html"
    site.pages[alias] = Reply(b"", 301, headers={"Location": path_of(0)})
    site.pages["/feed"] = rss(site, [(path_of(0), ago(hours=1)), (alias, ago(hours=1))])
    ran = scrapy(tmp_path, "crawl", "news")

    assert {state for state, _ in ran.states().values()} == {State.SAVED}
    assert make_due(tmp_path) == 1
    site.log.clear()
    scrapy(tmp_path, "crawl", "news")
    assert articles_asked(site) == [path_of(0)]


def test_a_wrong_schedule_is_said_in_one_line(site, tmp_path):
    ran = scrapy(tmp_path, "crawl", "news", "--nolog", "-s", "NEWSCRAWL_REVISITS=often")

    assert ran.code == 2
    assert "NEWSCRAWL_REVISITS: 'often' is no AGE:WAIT such as 1d:4h" in ran.err
    assert site.log == []


def test_a_server_that_says_304_to_who_did_not_ask_has_failed(site, tmp_path):
    build(site, 1)
    site.pages[path_of(0)] = replace(with_etag(b""), status=304)
    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states()[path_of(0)] == ("failed", "HTTP 304")


def test_a_text_that_was_too_short_is_read_when_it_is_longer(site, tmp_path):
    build(site, 1)
    first = scrapy(tmp_path, "crawl", "news", "-s", "NEWSCRAWL_MIN_WORDS=5000")
    assert first.states()[path_of(0)] == ("not_article", "TooShort")
    assert make_due(tmp_path) == 1

    assert scrapy(tmp_path, "crawl", "news").states()[path_of(0)] == ("saved", "")
