"""A crawl over many known articles asks for sources and for what is due, and for nothing else."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from benchmarks.incremental import Cost, as_row
from benchmarks.news_site import article_page, path_of, serve
from benchmarks.stored import fill, make_due
from newscrawl.storage import Store
from tests.crawling import scrapy, store_url

STORED = 300
ROBOTS, TDM = "/robots.txt", "/.well-known/tdmrep.json"  # the latter where a page is asked for
SOURCES = ["/", "/feed", "/harbour/", "/town/", "/culture/", "/sitemap.xml"]


@pytest.fixture
def site(tmp_path):
    """A site whose articles are known, after a crawl that has read its sources."""
    with serve(STORED, datetime.now(UTC).replace(microsecond=0)) as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        (tmp_path / "data").mkdir()
        fill(tmp_path / "data" / "newscrawl.db", site, STORED)
        scrapy(tmp_path, "crawl", "news")
        site.log.clear()
        yield site


def asked(site):
    return Counter(path for path, _ in site.log)


def test_with_nothing_new_only_sources_are_asked_for(site, tmp_path):
    ran = scrapy(tmp_path, "crawl", "news")

    assert asked(site) == Counter([ROBOTS, *SOURCES])
    assert Counter(status for _, status in site.log) == {200: 1, 304: len(SOURCES)}
    assert ran.stats["newscrawl/source/unchanged"] == len(SOURCES)


def test_what_is_due_is_asked_for_as_well_and_no_other_article(site, tmp_path):
    make_due(tmp_path / "data" / "newscrawl.db", 7)
    ran = scrapy(tmp_path, "crawl", "news")

    due = asked(site) - Counter([ROBOTS, TDM, *SOURCES])
    assert len(due) == due.total() == 7
    assert ran.stats["newscrawl/page/unchanged"] == 7


def test_what_is_new_is_fetched_once(site, tmp_path):
    site.publish(3)
    scrapy(tmp_path, "crawl", "news")

    month = f"/sitemap-{site.published(STORED + 3):%Y-%m}.xml"
    new = [path_of(STORED + number) for number in (1, 2, 3)]
    assert asked(site) == Counter([ROBOTS, TDM, *SOURCES, month, *new])
    with Store(store_url(tmp_path)) as store:
        assert store.counts()["urls saved"] == STORED + 3


def test_the_synthetic_rows_are_what_a_crawl_would_have_saved(site, tmp_path):
    with Store(store_url(tmp_path)) as store:
        assert store.problems() == []
        assert store.counts()["urls saved"] == STORED
        article = store.article(site.url + path_of(STORED))
    assert all(line in article_page(STORED) for line in article.text.splitlines())


def test_the_table_has_a_row_for_each_kind_of_crawl():
    cost = Cost(1000, 10, 10, 39, 20, 5.04, 5.0, 6.0, 1.26, 3.5, 353.2)

    assert as_row(cost) == "| 1,000 | 10 | 10 | 39 | 20 | 1.3 | 5.0 (5.0-6.0) | 3.5 | 353 |"
