"""Fetch, learn, extract: what holds for a site's crawl whatever happens to its requests."""

import json
import time
from threading import Event

import pytest

from newscrawl.settings import CONCURRENT_REQUESTS_PER_DOMAIN
from newscrawl.storage import Store
from tests.crawling import SETTINGS, scrapy, start, store_url
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss

PARTS = "tests.spiders.odd_parts"
LOSING = {
    "SPIDER_MIDDLEWARES": json.dumps({f"{PARTS}.LosingMiddleware": 1}),
    "DOWNLOADER_MIDDLEWARES": json.dumps({f"{PARTS}.FailingMiddleware": 50}),
    "SCHEDULER": f"{PARTS}.ForgetfulScheduler",
    "EXTENSIONS": json.dumps(
        {**json.loads(SETTINGS["EXTENSIONS"]), f"{PARTS}.RefusingExtension": 0}
    ),
}


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        yield site


def test_a_request_that_is_lost_holds_up_nothing(site, tmp_path):
    build(site, 7)
    ran = scrapy(tmp_path, "crawl", "news", settings=LOSING)

    assert ran.code == 0
    assert ran.states() == {
        path_of(0): ("saved", ""),
        path_of(1): ("discovered", "never answered"),
        path_of(2): ("discovered", "never answered"),
        path_of(3): ("discovered", "never answered"),
        path_of(4): ("discovered", "LookupError"),
        path_of(5): ("saved", ""),
        path_of(6): ("saved", ""),
    }
    assert ran.stats["newscrawl/reason/never answered"] == 3
    assert "Traceback" not in ran.err


def test_no_page_leaves_for_the_pipelines_before_its_site_is_fetched(site, tmp_path):
    """More than Scrapy's backpressure lets wait: a pipeline that waited would stop for good."""
    build(site, 40)
    padding = b"<!-- " + b"x" * 400_000 + b" --></body>"
    for number in range(40):
        site.pages[path_of(number)] = article(number).replace(b"</body>", padding)
    saved = []

    def last():
        saved.append(saved_by(tmp_path))
        return Reply(article(39))

    site.pages[path_of(39)] = last
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert saved == [set()]
    assert len(ran.items()) == 40


def test_pages_that_are_lost_while_they_wait_hold_up_nothing_and_are_fetched_again(site, tmp_path):
    build(site, 40)
    extensions = {**json.loads(SETTINGS["EXTENSIONS"]), f"{PARTS}.TidyingExtension": 0}
    settings = {"NEWSCRAWL_ARCHIVE_DIR": ""}
    losing = {**settings, "EXTENSIONS": json.dumps(extensions)}
    lost = scrapy(tmp_path, "crawl", "news", settings=losing)
    states = list(lost.states().values())

    assert lost.code == 0
    assert "Traceback" not in lost.err
    assert 0 < states.count(("saved", "")) < 40
    assert set(states) == {("saved", ""), ("fetched", "")}

    again = scrapy(tmp_path, "crawl", "news", settings=settings)

    assert again.code == 0
    assert set(again.states().values()) == {("saved", "")}


def test_a_slow_site_does_not_hold_up_another(site, tmp_path):
    saved = []

    def slow():
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and len(saved_by(tmp_path)) < 3:
            time.sleep(0.05)
        saved.append(saved_by(tmp_path))
        return Reply(article(0))

    build(site, 3)
    with serving() as other:
        build(other, 1)
        other.pages[path_of(0)] = slow
        with (tmp_path / "sites.toml").open("a") as sites:
            sites.write(f'[[site]]\nurl = "{other.url}/"\n')
        ran = scrapy(tmp_path, "crawl", "news", settings={"DOWNLOAD_TIMEOUT": "60"})

    assert saved == [{site.url + path_of(n) for n in range(3)}]
    assert len(saved_by(tmp_path)) == 4
    assert ran.code == 0


def test_a_site_whose_requests_are_lost_holds_up_no_site_that_is_still_to_be_asked(site, tmp_path):
    narrow = {**json.loads(LOSING["EXTENSIONS"]), f"{PARTS}.NarrowExtension": 0}
    with serving() as second, serving() as third:
        build(site, 2)
        for other in (second, third):
            build(other, 1)
            with (tmp_path / "sites.toml").open("a") as sites:
                sites.write(f'[[site]]\nurl = "{other.url}/"\n')
        text = (tmp_path / "sites.toml").read_text()
        lost = text.replace(f'{second.url}/"', f'{second.url}/home-100003"')
        (tmp_path / "sites.toml").write_text(lost)  # FailingMiddleware and the like lose it
        settings = {**LOSING, "EXTENSIONS": json.dumps(narrow)}
        ran = scrapy(tmp_path, "crawl", "news", settings=settings)

    assert ran.code == 0
    saved = {site.url + path_of(0), third.url + path_of(0)}
    assert saved <= saved_by(tmp_path)
    assert not any(url.startswith(second.url) for url in saved_by(tmp_path))


def articles_asked(site):
    """How many articles' pages were asked for."""
    return sum(path.startswith("/news/") for path in site.log)


def saved_by(folder):
    """The URLs that the crawl in a folder has saved so far."""
    with Store(store_url(folder)) as store:
        return {row.url for row in store.urls(state="saved")}


def test_the_order_of_pages_changes_no_text(site, tmp_path):
    build(site, 6)
    texts = []
    for name, order in (("a", range(6)), ("b", reversed(range(6)))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "sites.toml").write_text((tmp_path / "sites.toml").read_text())
        site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in order])
        items = scrapy(folder, "crawl", "news", "-O", "out.jsonl").items()
        texts.append({item["url"]: (item["headline"], item["text"]) for item in items})

    assert len(texts[0]) == 6
    assert texts[0] == texts[1]


def test_a_copy_takes_the_place_of_no_original_whichever_comes_first(site, tmp_path):
    copy = "/news/the-ferry-stops-again-in-print-99.html"
    build(site, 4)
    link = f'<link rel=canonical href="{site.url}{path_of(2)}"></head>'.encode()
    page = article(2).replace(b"</head>", link)
    site.pages[copy] = page.replace(page[page.index(b"<p>") : page.index(b"</p>") + 4], b"")
    paths = [copy, *(path_of(n) for n in range(4))]
    site.pages["/feed"] = rss(site, [(path, ago(hours=1)) for path in paths])
    ran = scrapy(tmp_path, "crawl", "news", "-O", "out.jsonl")

    assert ran.states() == {
        **{path_of(n): ("saved", "") for n in range(4)},
        copy: ("saved", "Duplicate"),
    }
    assert {item["url"] for item in ran.items()} == {site.url + path_of(n) for n in range(4)}


@pytest.mark.parametrize("after", [1, 4, 9])
def test_after_a_kill_the_next_crawl_saves_everything_once(site, tmp_path, after):
    """Killed when so many articles' pages were asked for; 12 in all, the last waits until then."""
    build(site, 12)
    hold = []

    def last():
        hold.append(1)
        time.sleep(0.3 if len(hold) == 1 else 0)
        return Reply(article(11))

    site.pages[path_of(11)] = last
    started = start(tmp_path, "crawl", "news")
    while started.process.is_alive() and articles_asked(site) < after:
        time.sleep(0.005)
    killed = started.kill()
    asked = len(site.log)

    ran = scrapy(tmp_path, "crawl", "news")

    assert killed.code == -9
    assert ran.code == 0
    assert ran.states() == {path_of(n): ("saved", "") for n in range(12)}
    with ran.store() as store:
        assert len(list(store.articles())) == 12
        assert not store.problems()
    again = [path for path in site.log[asked:] if path.startswith("/news/")]
    assert (
        len(again) <= 12 - after + CONCURRENT_REQUESTS_PER_DOMAIN
    )  # what was not asked for yet, and what was in flight
    assert not waiting(tmp_path)


def test_a_crawl_that_is_asked_to_stop_keeps_what_it_has(site, tmp_path):
    build(site, 12)
    asked = Event()
    site.pages[path_of(11)] = lambda: Reply(article(11)) if asked.wait(30) else Reply(b"", 500)
    started = start(tmp_path, "crawl", "news")
    while started.process.is_alive() and not site.asked(path_of(11)):
        time.sleep(0.01)
    started.process.terminate()
    time.sleep(0.2)  # until the signal has arrived
    asked.set()
    started.process.join(60)
    stopped = started.end()

    assert stopped.code == 0
    assert stopped.stats["reason"] == "shutdown"
    ran = scrapy(tmp_path, "crawl", "news")
    assert ran.states() == {path_of(n): ("saved", "") for n in range(12)}
    assert not waiting(tmp_path)


@pytest.mark.parametrize("archive", ["data/archive", ""])
def test_pages_that_a_killed_crawl_left_are_extracted_without_a_request(site, tmp_path, archive):
    """They wait in the archive, or without one in the spool."""
    build(site, 4)
    killed = Event()
    site.pages[path_of(3)] = lambda: Reply(article(3)) if killed.wait(60) else Reply(b"", 500)
    settings = {"NEWSCRAWL_ARCHIVE_DIR": archive}
    started = start(tmp_path, "crawl", "news", settings=settings)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and len(waiting(tmp_path)) < 3:
        time.sleep(0.02)
    started.kill()
    killed.set()
    assert len(waiting(tmp_path)) == 3
    assert len(spooled(tmp_path)) == (0 if archive else 3)
    site.log.clear()

    ran = scrapy(tmp_path, "crawl", "news", settings=settings)

    assert ran.states() == {path_of(n): ("saved", "") for n in range(4)}
    assert [path for path in site.log if path.startswith("/news/")] == [path_of(3)]
    with ran.store() as store:
        assert store.url(site.url + path_of(3)).interrupted == 1


def waiting(folder):
    """The URLs whose pages wait to be extracted."""
    with Store(store_url(folder)) as store:
        return [row.url for row in store.urls(state="fetched")]


def spooled(folder):
    """The pages in the spool of the crawl in a folder."""
    return list((folder / "data" / "spool").rglob("*.page.gz"))


def test_a_generation_of_the_memory_is_saved_when_the_crawl_ends(site, tmp_path):
    build(site, 6)
    ran = scrapy(tmp_path, "crawl", "news")

    with ran.store() as store:
        row = store.memory_row(site.host)
    assert (row.generation, row.pages) == (1, 6)
    assert ran.stats["newscrawl/memory/generations"] == 1


def test_a_store_that_fails_ends_the_crawl_with_one_line(site, tmp_path):
    build(site, 3)
    scrapy(tmp_path, "crawl", "news", "-a", "max_articles=1")
    database = tmp_path / "data" / "newscrawl.db"

    def spoil():
        for path in database.parent.glob("newscrawl.db*"):
            path.write_bytes(b"no database" * 1000)
        return rss(site, [(path_of(n), ago(hours=1)) for n in range(3)])

    site.pages["/feed"] = spoil
    ran = scrapy(tmp_path, "crawl", "news")

    assert ran.stats["reason"] == "storage_error"
    assert "newscrawl.db" in ran.err
    assert "Traceback" not in ran.err
