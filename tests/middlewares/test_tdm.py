"""TdmReservation in Scrapy's engine: asked once a host, recorded, obeyed where that is wanted."""

import json

import pytest

from tests.crawling import scrapy
from tests.pages import page_html
from tests.site_server import Reply, serving
from tests.spiders.newssite import article, path_of

WELL_KNOWN = "/.well-known/tdmrep.json"
OPEN = "/open" + path_of(3)
OBEY = {"NEWSCRAWL_OBEY_TDM": "1"}


@pytest.fixture
def site():
    with serving() as site:
        site.pages |= {path_of(n): article(n) for n in range(3)} | {OPEN: article(3)}
        yield site


def reserve(site, location="/news/", reservation=1):
    rules = [{"location": location, "tdm-reservation": reservation}]
    site.pages[WELL_KNOWN] = Reply(json.dumps(rules).encode(), content_type="application/json")


def crawl(site, tmp_path, *paths, **settings):
    (tmp_path / "urls.txt").write_text("\n".join(site.url + path for path in paths))
    arguments = ("-a", "urls_file=urls.txt", "-a", "siblings=0", "-O", "out.jsonl")
    return scrapy(tmp_path, "crawl", "article", *arguments, settings=settings)


def reserved(ran, site):
    return {item["url"].removeprefix(site.url): item["tdm_reserved"] for item in ran.items()}


def test_what_a_host_reserves_is_recorded_with_its_pages(site, tmp_path):
    reserve(site)
    ran = crawl(site, tmp_path, path_of(0), path_of(1), OPEN)

    assert reserved(ran, site) == {path_of(0): True, path_of(1): True, OPEN: False}
    assert site.asked(WELL_KNOWN) == 1
    assert ran.stats["newscrawl/tdm/reserved_by_host"] == 2


def test_a_pages_own_header_counts_for_more(site, tmp_path):
    reserve(site)
    site.pages[path_of(0)] = Reply(article(0), headers={"TDM-Reservation": "0"})
    site.pages[OPEN] = Reply(article(3), headers={"TDM-Reservation": "1"})
    ran = crawl(site, tmp_path, path_of(0), OPEN)

    assert reserved(ran, site) == {path_of(0): False, OPEN: True}


@pytest.mark.parametrize(
    "reply", [Reply(b"", 404), Reply(b"", 500), Reply(b"<html>"), Reply(b"[1]", 403)]
)
def test_a_host_that_says_nothing_reserves_nothing(site, tmp_path, reply):
    site.pages[WELL_KNOWN] = reply
    ran = crawl(site, tmp_path, path_of(0))

    assert reserved(ran, site) == {path_of(0): False}


def test_robots_txt_reserves_too_and_its_ban_holds_for_the_file(site, tmp_path):
    rules = b"User-agent: *\nContent-Signal: search=yes, ai-train=no\nDisallow: /.well-known/"
    site.pages["/robots.txt"] = Reply(rules)
    ran = crawl(site, tmp_path, path_of(0))

    assert reserved(ran, site) == {path_of(0): True}
    assert site.asked(WELL_KNOWN) == 0


def test_where_it_is_obeyed_what_a_host_reserves_is_not_even_requested(site, tmp_path):
    reserve(site)
    ran = crawl(site, tmp_path, path_of(0), OPEN, **OBEY)

    assert ran.states() == {path_of(0): ("not_article", "TdmReserved"), OPEN: ("saved", "")}
    assert site.asked(path_of(0)) == 0


@pytest.mark.parametrize(
    "page",
    [
        Reply(article(0), headers={"TDM-Reservation": "1"}),
        Reply(article(0), headers={"X-Robots-Tag": "noai"}),
        page_html(head='<meta name="tdm-reservation" content="1">'),
        page_html(head='<meta name="robots" content="index, noimageai">'),
    ],
)
def test_where_it_is_obeyed_a_page_that_reserves_itself_is_not_kept(site, tmp_path, page):
    site.pages[path_of(0)] = page
    ran = crawl(site, tmp_path, path_of(0), **OBEY)

    assert ran.states() == {path_of(0): ("not_article", "TdmReserved")}
    assert ran.items() == []
    assert "newscrawl/page/fetched" not in ran.stats
