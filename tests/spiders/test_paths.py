"""Which path pages take in crawls of a site that is new, and of one that is known."""

import json

import pytest

from newscrawl.extraction import LEAST_PAGES
from newscrawl.storage import lessons
from newscrawl.storage.memories import SURE_FROM
from tests.crawling import SETTINGS, scrapy
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss

MANY = SURE_FROM + 8
EXTENSIONS = {**json.loads(SETTINGS["EXTENSIONS"]), "tests.spiders.odd_parts.NothingSeen": 0}
UNSEEN = {"EXTENSIONS": json.dumps(EXTENSIONS)}


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        yield site


def paths(ran):
    return {
        name.rpartition("/")[2]: count
        for name, count in ran.stats.items()
        if name.startswith("newscrawl/path/")
    }


def test_pages_of_a_small_new_site_are_read_in_full_once(site, tmp_path):
    build(site, 4)
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert paths(ran) == {"full": 4}
    assert {item["path"] for item in ran.items()} == {"full"}


def test_pages_of_a_large_new_site_are_extracted_as_they_were_learned_from(site, tmp_path):
    build(site, MANY)
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert len(ran.items()) == MANY
    assert set(paths(ran)) == {"fast", "full"}
    assert paths(ran)["fast"] > MANY / 2
    assert paths(ran)["full"] >= LEAST_PAGES


def test_what_was_seen_of_pages_changes_no_text(site, tmp_path):
    """Where nothing of them is at hand they are read again, on the same paths."""
    build(site, MANY)
    crawled = []
    for name, settings in (("seen", {}), ("unseen", UNSEEN)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sites.toml").write_text((tmp_path / "sites.toml").read_text())
        ran = scrapy(folder, "crawl", "news", "-O", "out.jsonl", settings=settings)
        items = [dict(item, fetched_at="") for item in ran.items()]
        crawled.append((paths(ran), sorted(items, key=lambda item: item["url"])))
        with ran.store() as store:
            assert lessons.in_full_of(store, site.host) == frozenset()
            assert lessons.first_of(store, site.host) == b""

    assert crawled[0] == crawled[1]
    assert len(crawled[0][1]) == MANY


def test_pages_of_a_known_site_are_extracted_as_they_come(site, tmp_path):
    build(site, MANY)
    scrapy(tmp_path, "crawl", "news")
    for number in range(MANY, MANY + 7):
        site.pages[path_of(number)] = article(number)
    listed = [(path_of(number), ago(hours=1)) for number in range(MANY, MANY + 7)]
    site.pages["/feed"] = rss(site, listed)
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert sum(paths(ran).values()) == len(ran.items()) == 7
    assert set(paths(ran)) <= {"fast", "checked"}
    with ran.store() as store:
        row = store.memory_row(site.host)
    assert (row.generation, row.pages) == (2, MANY + 7)
    assert ran.items()[0]["memory_generation"] == 1


def test_which_pages_the_teacher_reads_does_not_depend_on_their_order(site, tmp_path):
    build(site, MANY)
    memories = []
    for name, order in (("a", range(MANY)), ("b", reversed(range(MANY)))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sites.toml").write_text((tmp_path / "sites.toml").read_text())
        site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in order])
        with scrapy(folder, "crawl", "news").store() as store:
            memories.append(store.memory_row(site.host).data)

    assert memories[0] == memories[1]


def test_two_urls_that_lead_to_one_page_of_a_known_site_share_what_becomes_of_it(site, tmp_path):
    build(site, MANY)
    scrapy(tmp_path, "crawl", "news")
    aliases = [f"/news/the-ferry-by-another-name-{number}.html" for number in (77, 78)]
    for alias in aliases:
        site.pages[alias] = Reply(b"", 302, headers={"Location": path_of(MANY)})
    site.pages[path_of(MANY)] = article(MANY)
    site.pages["/feed"] = rss(site, [(path, ago(hours=1)) for path in (*aliases, path_of(MANY))])
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert [item["url"] for item in ran.items()] == [site.url + path_of(MANY)]
    assert {ran.states()[path] for path in (*aliases, path_of(MANY))} == {("saved", "")}
    with ran.store() as store:
        assert store.problems() == []
