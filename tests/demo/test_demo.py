"""The demo site serves what its module says it serves."""

import gzip
import re
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import feedparser
import pytest
from lxml import etree, html

from demo.content import read_promos
from demo.feeds import GONE, PDF
from demo.serve import serving

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
MAPS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}publication_date"


@pytest.fixture(scope="module")
def server():
    with serving(now=NOW) as running:
        yield running


def fetch(url, **headers):
    """Status, headers and body of a GET; errors are answers too."""
    try:
        response = urlopen(Request(url, headers=headers))  # noqa: S310 - always our own server
    except HTTPError as error:
        response = error
    with response:
        return response.status, response.headers, response.read()


def stories(server):
    return server.site.stories


def shown(server, story):
    """A story's page as a tree."""
    return html.fromstring(fetch(server.site.base + story.path)[2].decode())


def locations(body):
    return etree.fromstring(body).xpath("//s:loc/text()", namespaces=MAPS)


def test_there_are_sixteen_articles_in_two_languages(server):
    languages = Counter(story.language for story in stories(server))

    assert sum(languages.values()) >= 16
    assert languages.keys() == {"de", "en"}
    assert languages["en"] >= 4


def test_all_but_two_articles_are_younger_than_a_week(server):
    old = [s for s in stories(server) if NOW - server.site.published(s) > timedelta(days=7)]

    assert len(old) == 2


def test_a_page_carries_its_story_whole_and_in_order(server):
    for story in stories(server):
        page = " ".join(shown(server, story).text_content().split())
        places = [page.find(" ".join(paragraph.split())) for paragraph in story.paragraphs]

        assert -1 not in places, story.path
        assert places == sorted(places), story.path
        assert len(story.paragraphs) >= 4, story.path


def test_a_page_shows_headline_lead_and_credit(server):
    for story in stories(server):
        tree = shown(server, story)

        assert tree.findtext(".//h1") == story.headline
        assert tree.find_class("hb-article__lead")[0].text == story.lead
        assert story.credit in tree.findtext(".//figcaption/span")


def test_home_page_names_both_feeds(server):
    tree = html.fromstring(fetch(server.url)[2])

    feeds = tree.xpath("//link[@rel='alternate']/@href")

    assert feeds == [f"{server.url}feed.xml", f"{server.url}english/atom.xml"]


def test_every_link_of_the_home_page_is_answered(server):
    links = html.fromstring(fetch(server.url)[2]).xpath("//a/@href")
    paths = {urlsplit(urljoin(server.url, link)).path for link in links}

    assert {path: fetch(server.site.base + path)[0] for path in paths} == dict.fromkeys(paths, 200)
    assert {"/anmelden.html", "/ueber-uns.html", "/thema/hafen.html", PDF} <= paths


def test_feed_carries_the_newest_stories_a_dead_link_and_a_pdf(server):
    feed = feedparser.parse(fetch(f"{server.url}feed.xml")[2])
    newest = [server.site.base + story.path for story in stories(server)[:12]]

    assert not feed.bozo
    assert [entry.link for entry in feed.entries[:12]] == newest
    assert all(entry.published_parsed for entry in feed.entries)
    assert fetch(server.site.base + GONE)[0] == 404
    assert fetch(server.site.base + PDF)[1]["Content-Type"] == "application/pdf"
    assert {entry.link for entry in feed.entries[12:]} == {
        server.site.base + GONE,
        server.site.base + PDF,
    }


def test_atom_feed_carries_the_english_stories(server):
    feed = feedparser.parse(fetch(f"{server.url}english/atom.xml")[2])
    english = [server.site.base + s.path for s in stories(server) if s.language == "en"]

    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == english


def test_robots_txt_names_the_sitemap(server):
    text = fetch(f"{server.url}robots.txt")[2].decode()

    assert f"Sitemap: {server.url}sitemap.xml" in text.splitlines()
    assert "Disallow: /teilen" in text.splitlines()


def test_sitemap_index_leads_to_all_stories(server):
    index = locations(fetch(f"{server.url}sitemap.xml")[2])
    news, archive = (fetch(url)[2] for url in index)

    everything = locations(gzip.decompress(archive))

    assert everything == [server.site.base + story.path for story in stories(server)]
    assert set(locations(news)) < set(everything)
    assert [fetch(url)[0] for url in everything] == [200] * len(everything)


def test_news_sitemap_holds_two_days(server):
    tree = etree.fromstring(fetch(f"{server.url}sitemap-news.xml")[2])
    dates = [datetime.fromisoformat(element.text) for element in tree.iter(NEWS)]

    assert dates
    assert all(timedelta(0) <= NOW - date <= timedelta(days=2) for date in dates)


@pytest.mark.parametrize("language", ["de", "en"])
def test_promos_rotate(server, language):
    """Each promo stands on several pages, and no page shows one twice."""
    ours = [story for story in stories(server) if story.language == language]
    promos = [[server.site.promo(s, place).heading for place in range(3)] for s in ours]
    pages = Counter(heading for headings in promos for heading in headings)

    assert all(len(set(headings)) == 3 for headings in promos)
    assert pages.keys() == {promo.heading for promo in read_promos(language)}
    assert min(pages.values()) >= 2


def test_a_page_shows_the_promos_that_are_its_turn(server):
    story = next(s for s in stories(server) if len(s.body) >= 6)
    page = shown(server, story).text_content()

    for place in range(3):
        for paragraph in server.site.promo(story, place).paragraphs:
            assert page.count(paragraph) == 1


def test_second_edition_moves_the_promos_on_and_updates_one_story(server):
    with serving(now=NOW, edition=2) as later:
        changed = [
            (old, new)
            for old, new in zip(stories(server), stories(later), strict=True)
            if old != new
        ]
        [(old, new)] = changed
        page = shown(later, new)

        assert server.site.promo(old, 1) != later.site.promo(new, 1)
        assert old.path == new.path
        assert page.findtext(".//h1") == new.headline != old.headline
        assert server.site.modified(old) < later.site.modified(new)
        modified = page.xpath("//meta[@property='article:modified_time']/@content")
        assert datetime.fromisoformat(modified[0]) == later.site.modified(new)


def test_section_pages_list_their_own_stories(server):
    page = fetch(f"{server.url}sport/")[2].decode()
    links = set(re.findall(r'href="(/\w+/[\w-]+-\d{6}\.html)"', unescape(page)))

    ours = {story.path for story in stories(server) if story.section == "sport"}

    assert ours
    assert {link for link in links if link.startswith("/sport/")} == ours


def test_an_unchanged_page_answers_304(server):
    etag = fetch(server.url)[1]["ETag"]

    assert fetch(server.url, **{"If-None-Match": etag})[0] == 304
    assert fetch(server.url, **{"If-None-Match": '"another"'})[0] == 200


def test_requests_are_noted_in_order():
    with serving(now=NOW) as server:
        fetch(f"{server.url}sport/?seite=1")
        fetch(f"{server.url}robots.txt")

        assert server.requested == ["/sport/?seite=1", "/robots.txt"]


def test_command_prints_the_url_it_serves():
    command = [sys.executable, "-m", "demo.serve"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().strip()
        status = fetch(f"{url}robots.txt")[0]
        process.send_signal(signal.SIGINT)

    assert status == 200
    assert process.returncode == 0
