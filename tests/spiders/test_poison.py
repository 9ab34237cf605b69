"""A page that ends the process is found out, and costs no other page anything."""

import json

import pytest

from newscrawl.schedule.interruption import ALONE_FROM
from newscrawl.settings import DOWNLOADER_MIDDLEWARES as MIDDLEWARES
from newscrawl.settings import ITEM_PIPELINES
from tests.crawling import SETTINGS, scrapy
from tests.site_server import serving
from tests.spiders.newssite import build, path_of

PARTS = "tests.spiders.deadly_parts"
EXTENSIONS = json.loads(SETTINGS["EXTENSIONS"])
DEADLY = {
    "fetched": {"DOWNLOADER_MIDDLEWARES": json.dumps({**MIDDLEWARES, f"{PARTS}.DeadlyAnswer": 50})},
    "learned from": {"EXTENSIONS": json.dumps({**EXTENSIONS, f"{PARTS}.DeadlyLesson": 0})},
    "extracted": {"ITEM_PIPELINES": json.dumps({**ITEM_PIPELINES, f"{PARTS}.DeadlyItem": 50})},
}


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        build(site, 8)
        yield site


@pytest.mark.parametrize("settings", DEADLY.values(), ids=DEADLY)
def test_a_deadly_page_is_poison_when_it_has_ended_the_process_alone(site, tmp_path, settings):
    deaths = 0
    while (ran := scrapy(tmp_path, "crawl", "news", settings=settings)).code == -9:
        deaths += 1
        assert deaths <= ALONE_FROM + 1

    assert ran.code == 0
    assert deaths == ALONE_FROM + 1
    assert ran.states() == {
        path_of(n): ("failed", "Poison") if n == 2 else ("saved", "") for n in range(8)
    }
    with ran.store() as store:
        assert {row.tries for row in store.urls()} == {0}
        assert store.url(site.url + path_of(2)).interrupted == ALONE_FROM + 1
    assert site.url + path_of(2) in ran.err
    assert ran.stats["newscrawl/reason/Poison"] == 1


@pytest.mark.parametrize(
    ("task", "reason"),
    [("segfaulting", "WorkerDied"), ("hanging", "PageTooSlow"), ("eating", "PageTooBig")],
)
def test_a_page_that_is_too_much_for_a_worker_fails_alone(site, tmp_path, task, reason):
    settings = {
        "EXTENSIONS": json.dumps({**EXTENSIONS, f"{PARTS}.DeadlyReading": 0}),
        "DEADLY_READING": task,
        "NEWSCRAWL_PAGE_SECONDS": "2" if task == "hanging" else "10",
    }
    ran = scrapy(tmp_path, "crawl", "news", settings=settings)

    assert ran.code == 0
    assert ran.states() == {
        path_of(n): ("failed", reason) if n == 2 else ("saved", "") for n in range(8)
    }
    assert ran.stats[f"item_dropped_reasons_count/{reason}"] == 1
    with ran.store() as store:
        assert store.url(site.url + path_of(2)).interrupted == 0


def test_a_poisoned_url_is_left_alone(site, tmp_path):
    with scrapy(tmp_path, "crawl", "news", "-a", "max_articles=0").store() as store:
        for _ in range(ALONE_FROM + 1):
            store.attempt(site.url + path_of(2))
            store.take(site.url + path_of(2), alone=True)
            store.recover()
    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states()[path_of(2)] == ("failed", "Poison")
    assert site.asked(path_of(2)) == 0


def test_a_page_that_was_only_there_is_not_blamed(site, tmp_path):
    """Interrupted often enough to be run alone, it proves to be harmless, and counts anew."""
    with scrapy(tmp_path, "crawl", "news", "-a", "max_articles=0").store() as store:
        for _ in range(ALONE_FROM):
            store.attempt(site.url + path_of(3))
            store.recover()
    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.states() == {path_of(n): ("saved", "") for n in range(8)}
    assert ran.stats["newscrawl/page/alone"] == 1
    with ran.store() as store:
        assert store.url(site.url + path_of(3)).interrupted == 0
