from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.gold import GoldPage
from benchmarks.speeds.served import (
    ServedPage,
    ServedSite,
    body_of,
    halves,
    host,
    listings,
    many,
    sites_of,
)
from newscrawl.discovery.article_urls import is_article_url
from newscrawl.discovery.feeds import read_feed

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)


def golds(folder: Path, site: str, pages: int) -> list[GoldPage]:
    path = folder / "page.html.gz"
    path.write_bytes(gzip.compress(b"<p>Quiet."))
    return [GoldPage("set", f"{site}-{n}", site, "en", None, path) for n in range(pages)]


def paths(site: ServedSite) -> list[str]:
    return [page.path for page in site.pages if page.listed]


def test_sites_with_enough_pages_are_served_each_under_its_own_address(tmp_path: Path):
    pages = [
        p for name, n in (("few", 3), ("some", 4), ("many", 9)) for p in golds(tmp_path, name, n)
    ]
    some, large = sites_of(pages, 4, 5)
    assert (len(some.pages), len(large.pages)) == (4, 5)
    assert some.host != large.host
    assert all(is_article_url(url) for url in some.urls(80))


def test_addresses_are_of_this_machine_and_differ():
    hosts = {host(number) for number in range(600)}
    assert len(hosts) == 600
    assert all(h.startswith("127.") and not h.endswith((".0", ".255")) for h in hosts)
    assert host(250) == "127.0.2.1"


def test_the_second_half_is_what_the_first_did_not_list(tmp_path: Path):
    (site,) = sites_of(golds(tmp_path, "quay", 5), 4, 30)
    (first,), (second,) = halves([site])
    assert (len(paths(first)), len(paths(second))) == (3, 2)
    assert sorted(paths(first) + paths(second)) == sorted(paths(site))
    assert first.host == second.host


def test_so_many_pages_are_made_of_copies_that_differ(tmp_path: Path):
    sites = sites_of(golds(tmp_path, "quay", 4) + golds(tmp_path, "mole", 4), 4, 4)
    made = many(sites, 19)
    assert sum(len(site.pages) for site in made) == 19
    assert len({site.host for site in made}) == len(made) == 5
    assert [site.pages[0].copy for site in made] == [0, 0, 1, 1, 2]


def test_a_copy_is_told_in_other_words_and_names_no_other_page():
    body = (
        b'<title>Quay</title><link href="https://quay.example/1" rel="canonical">'
        b'<meta property="og:url" content="https://quay.example/1">'
        b'<p class="quiet">Quiet <a href="/quiet">harbour</a>.</p><pre>Quiet.'
    )
    assert body_of(ServedPage("/news/1", ""), body) == body
    assert body_of(ServedPage("/news/1", "", 2), body) == (
        b'<title>Quay</title><p class="quiet">etQui <a href="/quiet">bourhar</a>.</p><pre>Quiet.'
    )


def test_copies_share_no_long_words():
    body = b"<p>Harbour lantern station"
    texts = [body_of(ServedPage("/news/1", "", copy), body).decode() for copy in range(5)]
    words = [set(text.removeprefix("<p>").split()) for text in texts]
    assert sum(map(len, words)) == len(set().union(*words)) == 15


@pytest.mark.parametrize("length", range(5, 15))
def test_no_copy_has_a_phrase_without_spaces_as_it_was(length):
    phrase = "今天港口安静我们明天再来看船吧"[:length]
    body = f"<p>{phrase}".encode()
    texts = {body_of(ServedPage("/news/1", "", copy), body).decode() for copy in range(1, 40)}
    assert f"<p>{phrase}" not in texts
    assert all(sorted(text) == sorted(f"<p>{phrase}") for text in texts)


def test_a_copy_of_a_page_in_another_charset_keeps_what_it_cannot_read():
    body = "<p>Тихая гавань, quiet harbour</p>".encode("windows-1251")
    copied = body_of(ServedPage("/news/1", "", 1), body)
    assert copied != body
    assert len(copied) == len(body)
    assert sorted(copied) == sorted(body)


def test_no_page_sends_its_reader_elsewhere():
    body = b'<META HTTP-EQUIV="Refresh" content="0; url=https://quay.example/"><p>Calm.'
    assert body_of(ServedPage("/news/1", ""), body) == b"<p>Calm."


def test_home_page_and_feed_name_what_is_listed():
    site = ServedSite(
        "127.0.1.1", (ServedPage("/news/1", ""), ServedPage("/news/2", "", listed=False))
    )
    found = {path: body for path, _, body in listings(site, 8080, NOW)}
    assert b'href="/news/1"' in found["/"]
    assert b"/news/2" not in found["/"]
    (entry,) = read_feed(found["/feed.xml"], "http://127.0.1.1:8080/feed.xml")
    assert entry.url == "http://127.0.1.1:8080/news/1"
    assert datetime.fromisoformat(entry.published) == NOW
    assert b"Allow: /" in found["/robots.txt"]
