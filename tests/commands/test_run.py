"""scrapy run, in a process of its own, against a site on loopback."""

import os
import signal
import sqlite3
import time
from contextlib import closing
from threading import Event

import pytest

from newscrawl.running.lock import locked
from tests.crawling import scrapy, start
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss


@pytest.fixture
def site(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        build(site, 4)
        yield site


def test_a_run_in_which_all_is_well_says_nothing_and_pings(site, tmp_path):
    site.pages |= {"/ok": b"", "/fail": b""}
    pings = {
        "NEWSCRAWL_PING_URL": f"{site.url}/ok",
        "NEWSCRAWL_PING_FAIL_URL": f"{site.url}/fail",
    }
    ran = scrapy(tmp_path, "run", settings=pings)

    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert ran.states() == {path_of(n): ("saved", "") for n in range(4)}
    assert (site.asked("/ok"), site.asked("/fail")) == (1, 0)
    log = (tmp_path / "data" / "newscrawl.log").read_text()
    assert "Spider closed (finished)" in log
    assert "alembic" not in log


def test_verbose_tells_what_each_site_brought(site, tmp_path):
    first = scrapy(tmp_path, "run", "-v")
    site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in range(5)])
    site.pages[path_of(4)] = article(4)
    second = scrapy(tmp_path, "run", "--verbose", "--site", site.host)

    assert first.out == f"{site.host}: 4 new, 0 updated, 0 unchanged, 0 failed\n"
    assert second.out.startswith(f"{site.host}: 1 new, 0 updated, ")
    assert (first.code, first.err, second.code, second.err) == (0, "", 0, "")


def test_a_page_that_fails_is_told(site, tmp_path):
    site.pages[path_of(2)] = Reply(b"", 403)
    site.pages["/fail"] = b""
    ran = scrapy(tmp_path, "run", settings={"NEWSCRAWL_PING_FAIL_URL": f"{site.url}/fail"})

    assert ran.code == 2
    assert ran.err == (
        f"{site.host}: 3 new, 0 updated, 0 unchanged, 1 failed\n  failed: 1 HTTP 403\n"
    )
    assert site.asked("/fail") == 1


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("/", Reply(b"", 503)),
        ("/robots.txt", Reply(b"User-agent: *\nDisallow: /", content_type="text/plain")),
        ("/feed", Reply(b"<rss version='2.0'><channel/></rss>")),
    ],
    ids=["home page down", "robots.txt forbids all", "an empty feed"],
)
def test_nothing_where_something_was_expected(site, tmp_path, path, reply):
    site.pages[path] = reply
    ran = scrapy(tmp_path, "run")

    assert ran.code == 3
    assert f"{site.host}: 0 new, 0 updated, 0 unchanged, 0 failed; the store has no" in ran.err


@pytest.mark.usefixtures("site")
def test_a_day_without_news_is_well(tmp_path):
    scrapy(tmp_path, "run")
    ran = scrapy(tmp_path, "run")

    assert (ran.code, ran.out, ran.err) == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("--site", "nobody.example"), {}, "--site nobody.example: is not in sites.toml"),
        ((), {"NEWSCRAWL_SITES": "none.toml"}, "none.toml"),
        ((), {"NEWSCRAWL_STORE": ""}, "NEWSCRAWL_STORE is empty"),
        ((), {"NEWSCRAWL_STORE": "sqlite:///sites.toml"}, "no SQLite database"),
        ((), {"NEWSCRAWL_LOG_FILE": "sites.toml/log"}, "log sites.toml/log"),
    ],
)
def test_what_stops_a_run_before_it_begins_is_one_line(site, tmp_path, arguments, settings, said):
    ran = scrapy(tmp_path, "run", *arguments, settings=settings)

    assert ran.code == 1
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert site.log == []


def test_another_run_is_under_way(site, tmp_path):
    with locked(tmp_path / "data" / "newscrawl.db.lock"):
        ran = scrapy(tmp_path, "run")

    assert ran.code == 75
    assert ran.err.startswith(f"scrapy run: already running: process {os.getpid()}, since ")
    assert site.log == []


def test_sigterm_ends_a_run_in_good_order(site, tmp_path):
    asked = Event()
    site.pages[path_of(3)] = lambda: Reply(article(3)) if asked.wait(30) else Reply(b"", 500)
    started = start(tmp_path, "run")
    while started.process.is_alive() and not site.asked(path_of(3)):
        time.sleep(0.01)
    os.kill(started.process.pid, signal.SIGTERM)
    time.sleep(0.2)  # until the signal has arrived
    asked.set()
    started.process.join(60)
    ran = started.end()

    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "stopped before its end; the next run goes on"
    with closing(sqlite3.connect(tmp_path / "data" / "newscrawl.db")) as store:
        assert store.execute("SELECT count(*) FROM urls WHERE attempted_at != ''").fetchone() == (
            0,
        )
    assert scrapy(tmp_path, "run").code == 0
