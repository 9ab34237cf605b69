from collections import Counter
from datetime import UTC, datetime

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from newscrawl.discovery.sites import parse_sites
from newscrawl.schedule.site_run import SiteRun
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.news_arguments import read_arguments
from tests.crawling import scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, index, packed, path_of, rss, sitemap

TDM = "/.well-known/tdmrep.json"  # asked for once a host, with its first article


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        yield site


def test_a_crawl_saves_what_a_feed_names(site, tmp_path):
    build(site)
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert ran.code == 0
    assert ran.states() == {path_of(n): ("saved", "") for n in range(6)}
    assert {item["url"] for item in ran.items()} == {site.url + path_of(n) for n in range(6)}
    assert Counter(site.log) == Counter(
        ["/robots.txt", "/", "/feed", TDM, *(path_of(n) for n in range(6))]
    )
    assert "Traceback" not in ran.err


def test_every_kind_of_source_is_found_by_itself(site, tmp_path):
    for number in range(8):
        site.pages[path_of(number)] = article(number)
    site.pages["/robots.txt"] = Reply(
        f"User-agent: *\nSitemap: {site.url}/index.xml".encode(), content_type="text/plain"
    )
    site.pages["/index.xml"] = index(site, ["/news.xml.gz", "/broken.xml"])
    site.pages["/news.xml.gz"] = packed(sitemap(site, [(path_of(0), ago(days=1))]))
    site.pages["/broken.xml"] = sitemap(site, [(path_of(1), ago(days=1))]).body[:-9]
    site.pages["/"] = (
        "<html><head><link rel=alternate type=application/atom+xml href=/atom>"
        "<link rel=alternate type=application/feed+json href=/feed.json></head><body>"
        f'<nav><a href="/harbour/">Harbour</a></nav><a href="{path_of(4)}">Four</a></body></html>'
    ).encode()
    site.pages["/atom"] = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>'
        b'<link href="%s"/></entry></feed>' % path_of(2).encode()
    )
    site.pages["/feed.json"] = b'{"items": [{"url": "%s"}]}' % path_of(3).encode()
    site.pages["/harbour/"] = f'<html><a href="{path_of(5)}">Five</a></html>'.encode()

    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states() == {path_of(n): ("saved", "") for n in range(6)}
    assert site.asked("/robots.txt") == 1


def test_a_first_crawl_records_what_is_older_and_a_backfill_fetches_it(site, tmp_path):
    build(site, 3)
    site.pages["/feed"] = rss(site, [(path_of(0), ago(days=1)), (path_of(1), ago(days=8))])
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.url}/all.xml".encode())
    site.pages["/all.xml"] = sitemap(site, [(path_of(2), None)])

    first = scrapy(tmp_path, "crawl", "news").states()
    second = scrapy(tmp_path, "crawl", "news").states()
    third = scrapy(tmp_path, "crawl", "news", "-a", "backfill=1").states()

    assert first == {
        path_of(0): ("saved", ""),
        path_of(1): ("discovered", ""),
        path_of(2): ("discovered", ""),
    }
    assert second == first
    assert set(third.values()) == {("saved", "")}


def test_since_fetches_what_was_set_aside_from_there_on(site, tmp_path):
    build(site, 3)
    dates = [ago(days=1), ago(days=10), ago(days=30)]
    site.pages["/feed"] = rss(site, [(path_of(n), date) for n, date in enumerate(dates)])
    scrapy(tmp_path, "crawl", "news")
    site.pages["/feed"] = rss(site, [])

    ran = scrapy(tmp_path, "crawl", "news", "-a", f"since={ago(days=20):%Y-%m-%d}")

    assert [ran.states()[path_of(n)][0] for n in range(3)] == ["saved", "saved", "discovered"]


def test_until_and_max_articles_limit_a_crawl(site, tmp_path):
    build(site, 5)
    site.pages["/feed"] = rss(site, [(path_of(n), ago(days=n + 0.5)) for n in range(5)])
    until = f"until={ago(days=1):%Y-%m-%dT%H:%M:%S}"

    ran = scrapy(tmp_path, "crawl", "news", "-a", until, "-a", "max_articles=2")

    states = {path: state for path, (state, _) in ran.states().items()}
    assert states[path_of(0)] == "discovered"
    assert [path for path, state in states.items() if state == "saved"] == [path_of(1), path_of(2)]


def test_a_second_crawl_fetches_nothing_again(site, tmp_path):
    build(site)
    scrapy(tmp_path, "crawl", "news")
    site.log.clear()
    site.pages[path_of(6)] = article(6)
    site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in range(7)])

    ran = scrapy(tmp_path, "crawl", "news")

    assert sorted(site.log) == sorted(["/robots.txt", "/", "/feed", TDM, path_of(6)])
    assert ran.states()[path_of(6)] == ("saved", "")


def test_what_is_wrong_with_a_page_becomes_its_state(site, tmp_path):
    build(site, 1)
    wrong = {
        "/gone-100001.html": Reply(b"", 410),
        "/missing-100002.html": Reply(b"<p>no</p>", 404),
        "/broken-100003.html": Reply(b"<p>no</p>", 500),
        "/secret-100004.html": Reply(b"<p>no</p>", 403),
        "/plan-100005.html": Reply(b"%PDF-1.7", content_type="application/pdf"),
        "/photo-100006.html": Reply(b"\xff\xd8\xff\xe0"),
        "/empty-100007.html": Reply(b" "),
        "/data-100008.html": Reply(b'{"a": 1}', content_type="application/json"),
        "/words-100009.html": Reply(b"only words", content_type="text/plain"),
        "/huge-100010.html": Reply(b"<html>" + b"x" * 300_000),
        "/bomb-100011.html": Reply(
            packed(Reply(b"<html>" + b"x" * 3_000_000)).body, headers={"Content-Encoding": "gzip"}
        ),
        "/loop-100012.html": Reply(b"", 302, headers={"Location": "/loop-100012.html"}),
        "/away-100013.html": Reply(
            b"", 302, headers={"Location": f"http://localhost:{site.url[-5:]}/"}
        ),
        "/file-100014.html": Reply(b"", 302, headers={"Location": "file:///etc/hosts"}),
        "/private/page-100015.html": article(15),
        "/codec-100016.html": Reply(article(16), content_type="text/html; charset=zlib"),
    }
    site.pages.update(wrong)
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private/")
    site.pages["/feed"] = rss(site, [(path, None) for path in (path_of(0), *wrong)])

    ran = scrapy(
        tmp_path,
        "crawl",
        "news",
        settings={"DOWNLOAD_MAXSIZE": "200000", "NEWSCRAWL_MAX_TRIES": "1"},
    )

    assert ran.states() == {
        path_of(0): ("saved", ""),
        "/gone-100001.html": ("gone", "HTTP 410"),
        "/missing-100002.html": ("gone", "HTTP 404"),
        "/broken-100003.html": ("failed", "HTTP 500"),
        "/secret-100004.html": ("failed", "HTTP 403"),
        "/plan-100005.html": ("not_article", "no HTML"),
        "/photo-100006.html": ("not_article", "no HTML"),
        "/empty-100007.html": ("failed", "empty body"),
        "/data-100008.html": ("not_article", "no HTML"),
        "/words-100009.html": ("not_article", "no HTML"),
        "/huge-100010.html": ("failed", "too big"),
        "/bomb-100011.html": ("failed", "refused"),
        "/loop-100012.html": ("failed", "refused"),
        "/away-100013.html": ("not_article", "leads to another site"),
        "/file-100014.html": ("failed", "HTTP 302"),
        "/private/page-100015.html": ("failed", "forbidden by robots.txt"),
        "/codec-100016.html": ("saved", ""),
    }
    assert "Traceback" not in ran.err
    lines = [line for line in ran.err.splitlines() if "[news] " in line]
    assert len(lines) == len(wrong) - 1
    assert ran.stats["newscrawl/page/gone"] == 2
    assert ran.stats["newscrawl/page/not_article"] == 5
    assert ran.stats["newscrawl/reason/no HTML"] == 4


def test_a_failure_is_tried_again_later_and_not_at_once(site, tmp_path):
    build(site, 1)
    site.pages[path_of(0)] = Reply(b"", 503)
    scrapy(tmp_path, "crawl", "news", settings={"RETRY_ENABLED": "0"})
    ran = scrapy(tmp_path, "crawl", "news", settings={"RETRY_ENABLED": "0"})

    with ran.store() as store:
        (row,) = store.urls()
    assert (row.state, row.reason, row.tries) == ("discovered", "HTTP 503", 1)
    assert row.next_try > row.first_seen
    assert site.asked(path_of(0)) == 1


def test_a_site_that_is_down_costs_its_articles_no_try(site, tmp_path):
    build(site, 1)
    site.pages[path_of(0)] = Reply(b"", 503)
    scrapy(tmp_path, "crawl", "news", "-s", "RETRY_ENABLED=0")
    with scrapy(tmp_path, "list").store() as store:
        store.discover([])
        store.set_state(site.url + path_of(0), "discovered", "")
        store.backfill()
    site.pages["/"] = Reply(b"", 503)
    before = site.asked(path_of(0))

    ran = scrapy(tmp_path, "crawl", "news", "-s", "RETRY_ENABLED=0")

    assert site.asked(path_of(0)) == before
    assert "not crawled, its home page cannot be had" in ran.err
    assert ran.stats["newscrawl/source/failed"] == 1


def test_patterns_and_joined_hosts_of_sites_toml(site, tmp_path):
    (tmp_path / "sites.toml").write_text(
        f'[[site]]\nurl = "{site.url}/"\nhosts = ["localhost:{site.url[-5:]}"]\n'
        "deny = ['-100001\\.html$']\n"
    )
    build(site, 2)
    other = f"http://localhost:{site.url[-5:]}"
    site.pages["/feed"] = Reply(
        rss(site, [(path_of(0), None), (path_of(1), None)]).body.replace(
            f"{site.url}{path_of(0)}".encode(), f"{other}{path_of(0)}".encode()
        )
    )

    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states() == {path_of(0): ("saved", "")}
    with ran.store() as store:
        (row,) = store.urls()
        assert row.site == site.host
    assert ran.stats["newscrawl/candidate/foreign"] == 1


def test_without_robots_txt_obeyed_its_sitemaps_are_read_all_the_same(site, tmp_path):
    site.pages["/"] = b"<html><p>Nothing named here</p></html>"
    site.pages["/robots.txt"] = Reply(f"Sitemap: {site.url}/all.xml".encode())
    site.pages["/all.xml"] = sitemap(site, [(path_of(0), ago(days=1))])
    site.pages[path_of(0)] = article(0)

    ran = scrapy(tmp_path, "crawl", "news", settings={"ROBOTSTXT_OBEY": "0"})

    assert ran.states() == {path_of(0): ("saved", "")}


def test_a_page_of_other_articles_promo_is_clean_from_the_first_crawl_on(site, tmp_path):
    build(site, 8)
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert len(ran.items()) == 8
    assert not [item["url"] for item in ran.items() if "reading circle" in item["text"]]


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    [
        (
            ["-a", "site=nosuch.example"],
            2,
            "-a site=nosuch.example: is not in sites.toml, which has",
        ),
        (["-s", "NEWSCRAWL_SITES=nosuch.toml"], 1, "nosuch.toml: there is no such file"),
        (["-s", "NEWSCRAWL_STORE="], 2, "NEWSCRAWL_STORE is empty"),
        (["-s", "NEWSCRAWL_STORE=sqlite:////proc/nowhere/a.db"], 1, "/proc/nowhere/a.db"),
    ],
)
def test_a_crawl_that_cannot_begin_says_why_in_one_line(site, tmp_path, arguments, code, error):
    ran = scrapy(tmp_path, "crawl", "news", "--nolog", *arguments)

    assert ran.code == code
    assert error in ran.err
    assert ran.err.startswith("scrapy crawl news: ")
    assert len(ran.err.splitlines()) == 1
    assert site.log == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            {"site": "nosuch.example"},
            "-a site=nosuch.example: is not in s.toml, which has a.example",
        ),
        ({"since": "yesterday"}, "-a since: is no date such as 2026-11-03: 'yesterday'"),
        ({"until": "2026-13-01"}, "-a until: is no date such as 2026-11-03: '2026-13-01'"),
        ({"max_articles": "many"}, "-a max_articles=many: is no whole number from 1 on"),
        ({"backfill": "yes"}, "-a backfill=yes: is no whole number from 0 on"),
        ({"sites": "x"}, "-a sites: is not known; known are site, since, until, max_articles"),
    ],
)
def test_wrong_arguments_are_named(arguments, error):
    sites = parse_sites('[[site]]\nurl = "https://a.example/"\n', "s.toml")

    with pytest.raises(UsageError) as caught:
        read_arguments(sites, arguments)
    assert str(caught.value).startswith(error)


def test_a_file_without_sites_is_nothing_to_crawl():
    with pytest.raises(UsageError, match=r"s.toml names no site; scrapy site add URL adds one"):
        read_arguments(parse_sites("# none yet\n", "s.toml"), {})


def test_arguments_stand_in_place_of_what_sites_toml_says():
    text = '[[site]]\nurl = "https://a.example/"\nmax_articles = 5\nuntil = 2026-01-01\n'
    told = {"since": "2026-01-31", "max_articles": "7"}
    (site,) = read_arguments(parse_sites(text, "s.toml"), told).sites

    assert site.max_articles == 7
    assert site.since == datetime(2026, 1, 31, tzinfo=UTC)
    assert site.until == datetime(2026, 1, 1, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_sites_own_limits_are_its_hosts_slots(tmp_path):
    limits = "delay = 2.5\nconcurrency = 1\n"
    (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "https://example.org/"\n{limits}')
    settings = {
        "NEWSCRAWL_SITES": str(tmp_path / "sites.toml"),
        "NEWSCRAWL_STORE": f"sqlite:///{tmp_path}/a.db",
        "NEWSCRAWL_SPOOL_DIR": str(tmp_path / "spool"),
    }
    crawler = Crawler(NewsSpider, settings)
    spider = NewsSpider.from_crawler(crawler)
    spider.runs["example.org"] = SiteRun()
    request = spider.request("example.org", "https://example.org/a-100001", spider.parse)

    assert crawler.settings["DOWNLOAD_SLOTS"] == {
        "example.org": {"delay": 2.5, "concurrency": 1},
        "www.example.org": {"delay": 2.5, "concurrency": 1},
    }
    assert request.dont_filter
    assert spider.request("example.org", request.url, spider.parse) is None
    spider.shelf.close()
    spider.store.close()
