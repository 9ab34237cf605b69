"""Crawls of a site that changes: the run that meets the change says so, others are silent."""

from __future__ import annotations

import pytest

from newscrawl.storage import open_alarms
from tests.crawling import scrapy
from tests.pages import SENTENCES, page_html
from tests.site_server import Reply, serving
from tests.spiders.newssite import ago, article, build, path_of, rss

FIRST, LATER = range(12), range(12, 21)


def another_template(page: bytes) -> bytes:
    """The page's text in other boxes."""
    for old, new in (
        (b"<main>", b'<div class="shell"><div class="story">'),
        (b"</main>", b"</div></div>"),
        (b"<article>", b'<section class="copy">'),
        (b"</article>", b"</section>"),
        (b"<p>", b'<div class="para">'),
        (b"</p>", b"</div>"),
    ):
        page = page.replace(old, new)
    return page


def behind_a_paywall(page: bytes) -> bytes:
    """The beginning of the page's text, and the offer to subscribe."""
    start = page.index(b"<p>")
    first = page[start : page.index(b"</p>", start) + 4]
    wall = (
        b'<script type="application/ld+json">{"@type": "NewsArticle", '
        b'"isAccessibleForFree": false}</script>'
    )
    offer = b'<div class="offer"><a href="/subscribe">Read on with a subscription</a></div>'
    return page[:start] + first + offer + b"</article></main>" + wall + b"</body></html>"


def consent(_: bytes) -> bytes:
    """The same request for every page."""
    return page_html("Before you read on", ("We and our partners keep data.", SENTENCES[0]))


def emptied(page: bytes) -> bytes:
    """The page, whose text a script is to fetch."""
    start, end = page.index(b"<p>"), page.rindex(b"</p>") + 4
    return page[:start] + b'<div id="root"></div><script src="/app.js"></script>' + page[end:]


CHANGES = {
    another_template: "layout",
    behind_a_paywall: "paywall",
    consent: "no article",
    emptied: "no article",
}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A site, and a folder in which it was crawled twice; the second time it changed."""

    def crawl(change):
        folder = tmp_path_factory.mktemp("crawl")
        with serving() as site:
            (folder / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
            build(site, len(FIRST))
            first = scrapy(folder, "crawl", "news")
            assert "newscrawl/alarm/sites" not in first.stats
            for number in LATER:
                site.pages[path_of(number)] = change(article(number, FIRST))
            site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in LATER])
            return site.host, scrapy(folder, "crawl", "news")

    return crawl


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_run_that_meets_a_change_names_site_and_moment(crawled, change):
    host, ran = crawled(change)

    with ran.store() as store:
        raised = {alarm.what: alarm for alarm in open_alarms(store)}
    assert CHANGES[change] in raised
    alarm = raised[CHANGES[change]]
    assert alarm.site == host
    assert f"{host}: its pages have changed since {alarm.since}: " in ran.err
    assert ran.stats["newscrawl/alarm/sites"] == 1
    assert ran.stats[f"newscrawl/alarm/{CHANGES[change]}"] == 1


def test_a_run_that_brings_what_earlier_runs_brought_is_silent(crawled):
    _, ran = crawled(lambda page: page)

    with ran.store() as store:
        assert open_alarms(store) == []
    assert "newscrawl/alarm/sites" not in ran.stats
    assert "changed since" not in ran.err


def test_a_site_that_refuses_for_an_hour_raises_none(tmp_path):
    with serving() as site:
        (tmp_path / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n')
        build(site, len(FIRST))
        scrapy(tmp_path, "crawl", "news")
        site.pages["/feed"] = rss(site, [(path_of(n), ago(hours=1)) for n in LATER])
        site.pages.update({path_of(n): Reply(b"no", 403) for n in LATER})
        ran = scrapy(tmp_path, "crawl", "news")

    assert "newscrawl/alarm/sites" not in ran.stats
    assert "changed since" not in ran.err
