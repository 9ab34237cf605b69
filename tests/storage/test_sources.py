from __future__ import annotations

from dataclasses import replace

from newscrawl.storage import SourceRow, SourceTable, Store

SITE = "example.org"
HOME = SourceRow("https://example.org/", SITE, "home")
INDEX = SourceRow("https://example.org/i.xml", SITE, "sitemap", asked_at="2026-11-03T12:00:00")
CHILD = SourceRow("https://example.org/a.xml", SITE, "sitemap", named_by=INDEX.url)


def rows(store: Store) -> dict[str, SourceRow]:
    return {row.url: row for row in SourceTable(store).of_site(SITE)}


def test_an_answer_that_was_read_is_kept(store: Store) -> None:
    read = replace(INDEX, scope="s", etag='"1"', last_modified="Tue", digest="d", tries=3)
    SourceTable(store).read(read)

    assert rows(store)[INDEX.url] == replace(read, read_at=INDEX.asked_at, tries=0)


def test_an_unchanged_source_keeps_what_its_answer_said(store: Store) -> None:
    SourceTable(store).read(replace(INDEX, etag='"1"'))
    SourceTable(store).unchanged(replace(INDEX, asked_at="2026-11-04T12:00:00"))
    row = rows(store)[INDEX.url]

    assert (row.etag, row.read_at) == ('"1"', "2026-11-04T12:00:00")


def test_a_failure_is_noted_and_ends_with_the_next_answer(store: Store) -> None:
    SourceTable(store).failed(replace(INDEX, tries=2, last_error="timeout"))
    failed = rows(store)[INDEX.url]
    SourceTable(store).unchanged(INDEX)
    row = rows(store)[INDEX.url]

    assert (failed.tries, failed.last_error, failed.read_at) == (2, "timeout", "")
    assert (row.tries, row.last_error) == (0, "")


def test_a_child_is_named_with_its_date_and_keeps_its_answer(store: Store) -> None:
    table = SourceTable(store)
    table.read(replace(CHILD, etag='"1"'))
    table.name([replace(CHILD, listed_modified="2026-11-04T00:00:00+00:00")])
    row = rows(store)[CHILD.url]

    assert (row.named_by, row.etag) == (INDEX.url, '"1"')
    assert (row.listed_modified, row.read_modified) == ("2026-11-04T00:00:00+00:00", "")


def test_what_is_named_no_longer_is_let_go_and_remembered(store: Store) -> None:
    SourceTable(store).name([CHILD])
    SourceTable(store).name([], [CHILD.url])

    assert rows(store)[CHILD.url].named_by == ""


def test_the_last_crawl_is_that_of_the_site_s_own_home_page(store: Store) -> None:
    table = SourceTable(store)
    table.crawled(replace(HOME, crawled_at="2026-11-03T12:00:00+00:00"))
    table.read(INDEX)

    assert table.crawled_at(SITE) == "2026-11-03T12:00:00+00:00"
    assert table.crawled_at("example.net") == ""


def test_last_crawls_are_those_of_all_sites_that_had_one(store: Store) -> None:
    table = SourceTable(store)
    table.crawled(replace(HOME, crawled_at="2026-11-03T12:00:00"))
    table.crawled(SourceRow("https://example.net/", "example.net", "home", crawled_at="2026-11"))
    table.read(SourceRow("https://example.com/f.xml", "example.com", "feed"))

    assert table.last_crawls() == {SITE: "2026-11-03T12:00:00", "example.net": "2026-11"}


def test_long_and_odd_strings_are_taken(store: Store) -> None:
    odd = "https://" + "h" * 4000 + ".example/\x00\ud800"
    SourceTable(store).failed(SourceRow(odd, odd, "feed", last_error="\x00\ud800"))
    (row,) = SourceTable(store).of_site(odd)

    assert len(row.site) == 300
    assert row.last_error == "�"
