import pytest

from newscrawl.discovery.candidates import FEED, HOME, SECTION, SITEMAP
from newscrawl.discovery.listings import (
    MAX_FEEDS,
    ROBOTS,
    Listing,
    Named,
    read_listing,
    sitemaps_of,
)

URL = "https://example.org/"
STORY = "https://example.org/harbour/the-ferry-stops-again-100001.html"
LINK = f'<a href="{STORY}">The ferry stops again</a>'


def test_a_home_page_names_articles_feeds_and_sections():
    body = (
        '<link rel=alternate type=application/rss+xml href="/feed">'
        f'<nav><a href="/harbour/">Harbour</a></nav>{LINK}'
    )
    listing = read_listing(HOME, body.encode(), URL)

    assert [(one.url, one.discovered_by) for one in listing.candidates] == [(STORY, HOME)]
    assert listing.names == (Named(URL + "feed", FEED), Named(URL + "harbour/", SECTION))


def test_a_home_page_that_names_a_feed_for_every_tag_names_some():
    feeds = (f'<link rel=alternate type=application/rss+xml href="/{n}">' for n in range(50))

    assert len(read_listing(HOME, "".join(feeds).encode(), URL).names) == MAX_FEEDS


def test_an_index_names_sitemaps_with_their_dates():
    body = (
        b"<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-11-03</lastmod></sitemap>"
        b"<sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"
    )

    assert read_listing(SITEMAP, body, URL).names == (
        Named(URL + "a.xml", SITEMAP, "2026-11-03T00:00:00+00:00"),
        Named(URL + "b.xml", SITEMAP),
    )


def test_robots_txt_names_sitemaps():
    text = "User-agent: *\nDisallow: /x\nSitemap: https://example.org/a.xml\n"

    assert read_listing(ROBOTS, text.encode(), URL).names == sitemaps_of(text, URL)
    assert sitemaps_of(text, URL) == (Named(URL + "a.xml", SITEMAP),)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (SECTION, LINK),
        (FEED, f"<rss><channel><item><link>{STORY}</link></item></channel></rss>"),
        (SITEMAP, f"<urlset><url><loc>{STORY}</loc></url></urlset>"),
    ],
)
def test_other_sources_name_articles(kind, body):
    listing = read_listing(kind, body.encode(), URL)

    assert [(one.url, one.discovered_by) for one in listing.candidates] == [(STORY, kind)]
    assert listing.names == ()


@pytest.mark.parametrize("kind", [HOME, FEED, SECTION, SITEMAP, ROBOTS])
def test_what_is_broken_names_nothing(kind):
    assert read_listing(kind, b"\x00\xff<<", URL) == Listing()
