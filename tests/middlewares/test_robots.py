"""Robots against a real server: one robots.txt a host, obeyed, also when it cannot be had."""

from contextlib import ExitStack

import pytest

from tests.crawling import scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import article, path_of


def crawl(site, tmp_path, *numbers, **settings):
    """What a crawl of some articles came to."""
    (tmp_path / "urls.txt").write_text("\n".join(site.url + path_of(n) for n in numbers))
    arguments = ("-a", "urls_file=urls.txt", "-a", "siblings=0")
    return scrapy(tmp_path, "crawl", "article", *arguments, settings=settings)


@pytest.fixture
def site():
    with serving({path_of(number): article(number) for number in range(3)}) as site:
        yield site


SAID = [
    (Reply(b"", 404), ("saved", "")),
    (Reply(b"", 200), ("saved", "")),
    (Reply(b"<html>Disallow: /", 200), ("saved", "")),
    (Reply(b"User-agent: *\nDisallow: /other/"), ("saved", "")),
    (Reply(b"User-agent: other\nDisallow: /"), ("saved", "")),
    (Reply(b"User-agent: *\nDisallow: /", 403), ("saved", "")),
    (Reply(b"User-agent: *\nDisallow: /news/"), ("failed", "forbidden by robots.txt")),
    (Reply(b"User-agent: newscrawl\nDisallow: /"), ("failed", "forbidden by robots.txt")),
    (Reply(b"", 503), ("discovered", "robots.txt unreachable")),
    (Reply(b"", 429), ("discovered", "host asks to wait")),
]


def test_what_robots_txt_says_of_each_host(tmp_path):
    with ExitStack() as stack:
        pages = [
            {"/robots.txt": robots, path_of(n): article(n)} for n, (robots, _) in enumerate(SAID)
        ]
        sites = [stack.enter_context(serving(each)) for each in pages]
        urls = [site.url + path_of(n) for n, site in enumerate(sites)]
        (tmp_path / "urls.txt").write_text("\n".join(urls))
        arguments = ("-a", "urls_file=urls.txt", "-a", "siblings=0")
        at_once = {"NEWSCRAWL_MAX_WAIT": "0"}
        ran = scrapy(tmp_path, "crawl", "article", *arguments, settings=at_once)

    with ran.store() as store:
        states = {row.url: (row.state, row.reason) for row in store.urls()}
    assert states == {url: state for url, (_, state) in zip(urls, SAID, strict=True)}
    asked = [path_of(n) in site.log for n, site in enumerate(sites)]
    assert asked == [state == "saved" for _, (state, _) in SAID]
    assert "Traceback" not in ran.err


def test_it_is_asked_for_once_a_host(site, tmp_path):
    ran = crawl(site, tmp_path, 0, 1, 2)

    assert site.asked("/robots.txt") == 1
    assert ran.stats["newscrawl/robots/asked"] == 1


def test_a_redirect_is_followed(site, tmp_path):
    site.pages["/robots.txt"] = Reply(b"", 301, headers={"Location": "/rules.txt"})
    site.pages["/rules.txt"] = Reply(b"User-agent: *\nDisallow: /news/")

    assert crawl(site, tmp_path, 0).states() == {path_of(0): ("failed", "forbidden by robots.txt")}


def test_it_is_not_asked_for_where_it_is_not_obeyed(site, tmp_path):
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /")
    ran = crawl(site, tmp_path, 0, ROBOTSTXT_OBEY="0")

    assert ran.states() == {path_of(0): ("saved", "")}
    assert site.asked("/robots.txt") == 0
