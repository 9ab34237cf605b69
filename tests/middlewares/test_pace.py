"""Pace in Scrapy's engine, with AutoThrottle at work: what the slot's delay has come to."""

import pytest

from tests.crawling import scrapy
from tests.middlewares.slot_file import WITH_SLOT_FILE, slot
from tests.site_server import Reply, serving
from tests.spiders.newssite import article, build, path_of

FAST = {**WITH_SLOT_FILE, "AUTOTHROTTLE_ENABLED": "1", "AUTOTHROTTLE_START_DELAY": "0"}


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\ndelay = 0.15\n')
        build(site, 3)
        yield site


@pytest.mark.parametrize(
    ("rules", "delay"),
    [
        ("Crawl-delay: 0.3", 0.3),
        ("Request-rate: 4/1", 0.25),
        ("Crawl-delay: 0.1", 0.15),
        ("Crawl-delay: 86400", 0.4),
        ("", 0.15),
    ],
)
def test_the_longest_of_robots_txt_and_sites_toml_is_kept(site, tmp_path, rules, delay):
    site.pages["/robots.txt"] = Reply(f"User-agent: *\n{rules}\nAllow: /\n".encode())
    ran = scrapy(tmp_path, "crawl", "news", settings={**FAST, "AUTOTHROTTLE_MAX_DELAY": "0.4"})

    assert slot(tmp_path) == (delay, 0.0)
    assert ran.states() == {path_of(n): ("saved", "") for n in range(3)}
    assert ran.stats.get("newscrawl/pace/crawl_delay", 0) == bool(rules)


def test_what_robots_txt_asks_of_others_does_not_count(site, tmp_path):
    site.pages["/robots.txt"] = Reply(b"User-agent: other\nCrawl-delay: 0.3")
    scrapy(tmp_path, "crawl", "news", settings=FAST)

    assert slot(tmp_path) == (0.15, 0.0)


def test_a_one_off_keeps_the_pace_too(tmp_path):
    with serving({path_of(0): article(0)}) as site:
        site.pages["/robots.txt"] = Reply(b"User-agent: newscrawl\nCrawl-delay: 0.2")
        scrapy(tmp_path, "crawl", "article", "-a", f"url={site.url}{path_of(0)}", settings=FAST)

    assert slot(tmp_path) == (0.2, 0.0)
