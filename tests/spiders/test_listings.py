import asyncio
from datetime import UTC, datetime

import pytest
from scrapy.http import HtmlResponse

from newscrawl.discovery.candidates import FEED, HOME
from newscrawl.discovery.listings import Named
from newscrawl.discovery.sites import Site
from newscrawl.schedule.revisits import read_revisits
from newscrawl.spiders.listings import Listings
from newscrawl.storage import Store

SITE = Site("https://example.org/")
FED = Named("https://example.org/feed", FEED, "")


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/a.db") as store:
        yield store


def opened(store):
    listings = Listings(store, datetime.now(UTC), read_revisits("1d:4h"))
    asyncio.run(listings.open(SITE))
    return listings


def test_of_a_site_that_was_let_go_nothing_is_kept_and_the_next_crawl_knows_it(store):
    listings = opened(store)
    answer = HtmlResponse(SITE.url, body=b"<p>Home</p>")
    asyncio.run(listings.read(SITE, HOME, SITE.url, answer, [FED]))
    assert listings.names_of(SITE, SITE.url) == [FED]
    assert listings.is_unchanged(SITE, SITE.url, answer)

    listings.let_go(SITE.name)

    assert listings.names_of(SITE, SITE.url) == []
    assert opened(store).names_of(SITE, SITE.url) == [FED]
    assert opened(store).is_unchanged(SITE, SITE.url, answer)
