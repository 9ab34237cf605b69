"""Admission: how many sites a crawl has under way."""

import asyncio
import json
from collections import Counter
from contextlib import ExitStack
from types import SimpleNamespace

import pytest

from newscrawl.schedule.site_run import Phase, SiteRun
from newscrawl.spiders import admission
from newscrawl.spiders.admission import Admission
from newscrawl.spiders.apart import Apart, Turn
from tests.crawling import SETTINGS, scrapy
from tests.site_server import serving
from tests.spiders.newssite import build, path_of

EXTENSIONS = {**json.loads(SETTINGS["EXTENSIONS"]), "tests.spiders.odd_parts.SingleExtension": 0}
SINGLE = {"CONCURRENT_REQUESTS": "4", "EXTENSIONS": json.dumps(EXTENSIONS)}


class Slot:
    """Scrapy's, as far as it is asked."""

    def __init__(self, answers=(), *, idle=False):
        self.active = set(answers)
        self.idle = idle

    def is_idle(self):
        return self.idle


def engine(**slot):
    return SimpleNamespace(
        scraper=SimpleNamespace(slot=Slot(**slot)), downloader=SimpleNamespace(active=set())
    )


def waited(runs, engine, *, apart=None, stopping=lambda: False, then=None):
    """Whether it waited for longer than a moment, or until `then` was done."""

    async def wait():
        turn = asyncio.ensure_future(
            Admission(runs, apart or Apart(), requests=1).wait(engine, stopping)
        )
        await asyncio.sleep(0.01)
        at_once = turn.done()
        if then is not None:
            then()
        await asyncio.wait_for(turn, 5)
        return not at_once

    return asyncio.run(wait())


@pytest.fixture(autouse=True)
def two_sites(monkeypatch):
    """There is room for two."""
    monkeypatch.setattr(admission, "SITES_A_REQUEST", 2)


def under_way(*phases):
    return {f"{number}.example": SiteRun(phase) for number, phase in enumerate(phases)}


def test_a_site_that_finds_room_waits_for_nobody():
    runs = under_way(Phase.FETCH, Phase.DONE, Phase.DONE)
    assert not waited(runs, engine())
    assert not waited(runs, None)


def test_a_site_waits_until_another_is_done():
    runs = under_way(Phase.FETCH, Phase.EXTRACT)

    def end():
        runs["1.example"].phase = Phase.DONE

    assert waited(runs, engine(), then=end)


def test_a_site_waits_while_as_many_are_asked_what_is_new_as_requests_are_in_flight():
    runs = under_way(Phase.FIND)

    def answer():
        runs["0.example"].phase = Phase.FETCH

    assert waited(runs, engine(), then=answer)


def test_a_site_waits_while_many_answers_are_in_hand():
    busy = engine(answers=range(admission.ANSWERS))
    assert waited({}, busy, then=busy.scraper.slot.active.clear)


def test_what_waits_for_all_others_takes_no_room():
    runs, apart = under_way(Phase.APART, Phase.FETCH), Apart()
    apart.wait(Turn("0.example", "https://0.example/deadly"))
    assert not waited(runs, engine(), apart=apart)


def test_nobody_waits_for_sites_that_wait_for_nothing(monkeypatch):
    monkeypatch.setattr(admission, "_QUIET", 0.2)
    runs, idle = under_way(Phase.FETCH, Phase.FETCH), engine(idle=True)
    admitting = Admission(runs, Apart(), requests=1)
    asyncio.run(asyncio.wait_for(admitting.wait(idle, lambda: False), 5))
    runs["2.example"] = SiteRun(Phase.FETCH)  # the others count no longer
    asyncio.run(asyncio.wait_for(admitting.wait(engine(), lambda: False), 0.1))


def test_nobody_waits_in_a_crawl_that_ends():
    ended = []
    runs = under_way(Phase.FETCH, Phase.FETCH)
    assert waited(runs, engine(), stopping=lambda: bool(ended), then=lambda: ended.append(True))


@pytest.fixture
def sites():
    with ExitStack() as servers:
        yield [servers.enter_context(serving()) for _ in range(12)]


def test_a_crawl_has_some_sites_under_way_and_comes_to_all(sites, tmp_path):
    asked = []
    for number, site in enumerate(sites):
        build(site, 2)
        for path in ("/", path_of(0), path_of(1)):
            reply = site.reply(path)
            site.pages[path] = lambda number=number, reply=reply: asked.append(number) or reply
    urls = "\n".join(f'[[site]]\nurl = "{site.url}/"' for site in sites)
    (tmp_path / "sites.toml").write_text(urls)
    ran = scrapy(tmp_path, "crawl", "news", settings=SINGLE)

    assert set(ran.states().values()) == {("saved", "")}
    assert Counter(asked) == dict.fromkeys(range(len(sites)), 3)
    under_way = [{n for n in asked[:end] if asked[end:].count(n)} for end in range(1, len(asked))]
    assert max(map(len, under_way)) <= int(SINGLE["CONCURRENT_REQUESTS"])


def test_a_site_that_the_last_crawl_did_not_come_to_is_the_first(sites, tmp_path):
    for site in sites[:3]:
        build(site, 1)
    first, second, third = (f'[[site]]\nurl = "{site.url}/"\n' for site in sites[:3])
    (tmp_path / "sites.toml").write_text(first + second)
    scrapy(tmp_path, "crawl", "news")
    (tmp_path / "sites.toml").write_text(first + second + third)
    asked = []
    for number, site in enumerate(sites[:3]):
        reply = site.reply("/")
        site.pages["/"] = lambda number=number, reply=reply: asked.append(number) or reply
    scrapy(tmp_path, "crawl", "news", settings={"CONCURRENT_REQUESTS": "1"})

    assert asked == [2, 0, 1]
