"""What crawls do with articles that changed, and with those that were removed for good."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newscrawl.storage import State, Store
from newscrawl.storage.archive import Archive
from newscrawl.storage.removing import remove
from newscrawl.storage.spool import Spool
from tests.crawling import scrapy
from tests.site_server import SiteServer, serving
from tests.spiders.newssite import ago, article, build, path_of, rss


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SiteServer]:
    """A site of six articles, crawled once."""
    with serving() as served:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{served.url}/"\n')
        build(served)
        assert scrapy(tmp_path, "crawl", "news").code == 0
        served.log.clear()
        yield served


def opened(folder: Path) -> Store:
    return Store(f"sqlite:///{folder}/data/newscrawl.db")


def test_a_change_of_the_text_is_a_version_and_one_around_it_is_none(
    site: SiteServer, tmp_path: Path
) -> None:
    changed, around = path_of(0), path_of(1)
    text = article(0, range(6))
    time.sleep(1)  # moments are kept in seconds: a change is later than the first saving
    site.pages[changed] = text.replace(b"</p>", b" At last.</p>", 1)
    site.pages[around] = article(1, range(3)).replace(
        b"</article>", b"</article><footer><p>12:48, read us on paper for 9 euros.</p></footer>"
    )
    run = [f"-aurl={site.url}{path}" for path in (changed, around)]
    runs = [scrapy(tmp_path, "crawl", "article", argument) for argument in run]
    assert [ran.code for ran in runs] == [0, 0]
    with opened(tmp_path) as store:
        versions = store.versions(site.url + changed)
        assert [v.changed for v in versions] == [("body",)], runs[0].err
        assert "At last." not in versions[0].text
        assert store.versions(site.url + around) == []
        assert store.problems() == []


def test_what_was_removed_is_not_requested_again(site: SiteServer, tmp_path: Path) -> None:
    gone = site.url + path_of(2)
    with opened(tmp_path) as store:
        archive = Archive(tmp_path / "data/archive", store)
        assert archive.page(gone) is not None
        remove(store, gone, "asked for", Spool(tmp_path / "data/spool"), archive)
        assert archive.page(gone) is None
    entries = [(path_of(2), ago(hours=0)), (path_of(2) + "?utm_source=feed", ago(hours=0))]
    site.pages["/feed"] = rss(site, entries)
    ran = scrapy(tmp_path, "crawl", "news")
    assert ran.code == 0
    assert [path for path in site.log if "100002" in path] == []
    with opened(tmp_path) as store:
        assert {row.url for row in store.urls(state=State.REMOVED)} == {
            gone,
            f"{gone}?utm_source=feed",
        }


def test_a_removed_article_under_another_url_is_dropped_and_leaves_nothing(
    site: SiteServer, tmp_path: Path
) -> None:
    gone = site.url + path_of(2)
    with opened(tmp_path) as store:
        store.remove(gone, "asked for")
    copy = path_of(77)
    site.pages[copy] = site.pages[path_of(2)]
    site.pages["/feed"] = rss(site, [(copy, ago(hours=0))])
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")
    assert ran.stats["item_dropped_reasons_count/Removed"] == 1
    assert ran.items() == []
    assert "removed for good on" in ran.err
    assert "Traceback" not in ran.err
    with opened(tmp_path) as store:
        assert Archive(tmp_path / "data/archive", store).page(site.url + copy) is None
        row = store.url(site.url + copy)
        assert row is not None
        assert (row.state, row.reason) == (State.REMOVED, "asked for")
        assert store.problems() == []
