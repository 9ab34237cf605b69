"""Sources are asked whether they changed, and what cannot have changed is not asked for."""

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.storage import SourceTable
from tests.crawling import scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss, sitemap

MONTH = timedelta(days=31)


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        yield site


def with_etags(site, *paths, etag='"1"'):
    for path in paths:
        reply = site.reply(path)
        site.pages[path] = Reply(reply.body, 200, reply.content_type, {"ETag": etag})


def index(site, children):
    """An index of sitemaps, with the date of change of each."""
    entries = "".join(
        f"<sitemap><loc>{site.url}{path}</loc>"
        + (f"<lastmod>{date.isoformat()}</lastmod>" if date else "")
        + "</sitemap>"
        for path, date in children.items()
    )
    return Reply(f"<sitemapindex>{entries}</sitemapindex>".encode(), content_type="text/xml")


def with_index(site, children):
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.url}/index.xml".encode())
    site.pages["/index.xml"] = index(site, children)


def sources_asked(site):
    """The sources that were asked for since the last call."""
    asked = [path for path in site.log if not path.startswith(("/news/", "/robots", "/.well"))]
    site.log.clear()
    return sorted(asked)


def rows(ran, site):
    with ran.store() as store:
        return {
            row.url.removeprefix(site.url): row for row in SourceTable(store).of_site(site.host)
        }


def test_a_source_that_did_not_change_answers_304_and_is_not_read(site, tmp_path):
    build(site, 3)
    site.pages["/"] = site.pages["/"].replace(b"<p>", b'<nav><a href="/town/">Town</a></nav><p>')
    site.pages["/town/"] = f'<html><a href="{path_of(1)}">One</a></html>'.encode()
    with_etags(site, "/", "/feed", "/town/")
    first = scrapy(tmp_path, "crawl", "news").stats
    asked = sources_asked(site)
    ran = scrapy(tmp_path, "crawl", "news")

    assert asked == sources_asked(site) == sorted(site.unchanged) == ["/", "/feed", "/town/"]
    assert "newscrawl/source/unchanged" not in first
    assert ran.stats["newscrawl/source/unchanged"] == 3
    row = rows(ran, site)["/feed"]
    assert (row.kind, row.named_by, row.etag) == ("feed", f"{site.url}/", '"1"')


def test_the_same_bytes_say_nothing_new_without_any_header(site, tmp_path):
    build(site, 3)
    scrapy(tmp_path, "crawl", "news")
    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.stats["newscrawl/source/unchanged"] == 2
    assert ran.stats.get("newscrawl/candidate/new") is None


def test_what_a_source_names_after_a_change_is_fetched(site, tmp_path):
    build(site, 3)
    with_etags(site, "/", "/feed")
    scrapy(tmp_path, "crawl", "news")
    site.pages[path_of(3)] = article(3)
    site.pages["/feed"] = rss(site, [(path_of(3), ago(hours=1))])
    with_etags(site, "/feed", etag='"2"')

    ran = scrapy(tmp_path, "crawl", "news")

    assert site.unchanged == ["/"]
    assert ran.states()[path_of(3)] == ("saved", "")
    assert rows(ran, site)["/feed"].etag == '"2"'


def test_a_feed_that_the_home_page_no_longer_names_is_left_alone(site, tmp_path):
    build(site, 1)
    scrapy(tmp_path, "crawl", "news")
    site.pages["/"] = b"<html><p>No feed any more</p></html>"
    scrapy(tmp_path, "crawl", "news")
    sources_asked(site)
    ran = scrapy(tmp_path, "crawl", "news")

    assert sources_asked(site) == ["/"]
    assert rows(ran, site)["/feed"].named_by == ""


def test_a_sitemap_whose_date_stands_is_not_asked_for(site, tmp_path):
    build(site, 2)
    dates = {"/part-a.xml": ago(days=1), "/part-b.xml": ago(days=1)}
    with_index(site, dates)
    for number, path in enumerate(dates):
        site.pages[path] = sitemap(site, [(path_of(number), ago(days=1))])
    scrapy(tmp_path, "crawl", "news")
    sources_asked(site)
    with_index(site, {**dates, "/part-b.xml": datetime.now(UTC)})
    scrapy(tmp_path, "crawl", "news")
    second = sources_asked(site)
    scrapy(tmp_path, "crawl", "news")  # the index as it was: its sitemaps are known all the same

    assert second == ["/", "/feed", "/index.xml", "/part-b.xml"]
    assert sources_asked(site) == ["/", "/feed", "/index.xml"]


def test_a_month_that_is_over_is_not_read_again(site, tmp_path):
    build(site, 2)
    now = datetime.now(UTC)
    past, present = (f"/sitemap-{now - age:%Y-%m}.xml" for age in (3 * MONTH, timedelta(0)))
    with_index(site, {past: now, present: None})
    for number, path in enumerate((past, present)):
        site.pages[path] = sitemap(site, [(path_of(number), ago(days=1))])
    scrapy(tmp_path, "crawl", "news")
    first = sources_asked(site)
    with_index(site, {past: datetime.now(UTC), present: None})
    scrapy(tmp_path, "crawl", "news")

    assert {past, present} < set(first)
    assert sources_asked(site) == ["/", "/feed", "/index.xml", present]


@pytest.mark.parametrize("status", [404, 500])
def test_a_source_that_fails_is_noted_and_stops_nothing(site, tmp_path, status):
    build(site, 2)
    with_index(site, {"/part-a.xml": ago(days=1)})
    site.pages["/part-a.xml"] = Reply(b"", status)
    ran = scrapy(tmp_path, "crawl", "news", "-s", "RETRY_ENABLED=0")
    row = rows(ran, site)["/part-a.xml"]

    assert set(ran.states().values()) == {("saved", "")}
    assert (row.tries, row.last_error, row.read_at) == (1, f"HTTP {status}", "")
    assert ran.stats["newscrawl/source/failed"] == 1
    site.pages["/part-a.xml"] = sitemap(site, [(path_of(1), ago(days=1))])
    again = scrapy(tmp_path, "crawl", "news")
    row = rows(again, site)["/part-a.xml"]
    assert (row.tries, row.last_error) == (0, "")


def test_a_home_page_that_refuses_itself_hides_no_known_feed(site, tmp_path):
    build(site, 1)
    scrapy(tmp_path, "crawl", "news")
    site.pages["/"] = Reply(b"<p>No</p>", 403)
    site.pages[path_of(1)] = article(1)
    site.pages["/feed"] = rss(site, [(path_of(1), ago(hours=1))])

    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states()[path_of(1)] == ("saved", "")


def test_another_pattern_in_sites_toml_reads_sources_anew(site, tmp_path):
    build(site, 2)
    with_etags(site, "/", "/feed")
    entry = (tmp_path / "sites.toml").read_text()
    (tmp_path / "sites.toml").write_text(entry + "deny = ['-100001']\n")
    scrapy(tmp_path, "crawl", "news")
    (tmp_path / "sites.toml").write_text(entry)

    ran = scrapy(tmp_path, "crawl", "news")

    assert site.unchanged == []
    assert ran.states()[path_of(1)] == ("saved", "")


def test_a_crawl_that_was_killed_before_it_read_a_source_reads_it(site, tmp_path):
    """An index is noted as read when its sitemaps are known, not when they are read."""
    build(site, 1)
    with_index(site, {"/part-a.xml": ago(days=1)})
    with_etags(site, "/index.xml")
    site.pages[path_of(1)] = article(1)
    site.pages["/part-a.xml"] = Reply(b"", 503)
    scrapy(tmp_path, "crawl", "news", "-s", "RETRY_ENABLED=0")
    site.pages["/part-a.xml"] = sitemap(site, [(path_of(1), ago(days=1))])

    ran = scrapy(tmp_path, "crawl", "news")

    assert site.unchanged == ["/index.xml"]
    assert ran.states()[path_of(1)] == ("saved", "")
