import json

import pytest

from newscrawl.discovery.candidates import FEED, Candidate
from newscrawl.discovery.feeds import read_feed

BASE = "https://example.org/feeds/all"

RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel>
  <title>Example</title><link>https://example.org/</link>
  <item><title>Harbour &amp; bridge
    closed</title><link>https://example.org/harbour-1</link>
    <pubDate>Tue, 03 Nov 2026 08:30:00 +0100</pubDate></item>
  <item><title>Fire</title><link>../fire-2#comments</link></item>
  <item><title>Counted</title><link>https://feeds.example.net/r/3</link>
    <feedburner:origLink>https://example.org/counted-3</feedburner:origLink></item>
  <item><title>Mail</title><link>mailto:desk@example.org</link></item>
  <item><title>No link</title></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/news/"><title>Example</title>
  <entry><title>Strike</title><link rel="enclosure" href="https://example.org/strike.mp3"/>
    <link rel="alternate" href="strike-4"/><id>tag:4</id>
    <published>2026-11-03T08:30:00+01:00</published>
    <updated>2026-11-04T10:00:00+01:00</updated></entry>
  <entry><title>Budget</title><link href="/budget-5"/>
    <updated>2026-11-02T00:00:00Z</updated></entry>
</feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "items": [
        {
            "id": "6",
            "url": "/theatre-6",
            "title": "Theatre",
            "date_published": "2026-11-03T08:30:00Z",
        },
        {"id": "7", "external_url": "https://example.org/seven-7", "date_modified": "2026-11-02"},
        {"id": "8", "url": 8, "title": None},
        "nothing",
    ],
}


def test_rss():
    assert read_feed(RSS, BASE) == [
        Candidate(
            "https://example.org/harbour-1",
            FEED,
            "2026-11-03T07:30:00+00:00",
            "Harbour & bridge closed",
        ),
        Candidate("https://example.org/fire-2", FEED, "", "Fire"),
        Candidate("https://example.org/counted-3", FEED, "", "Counted"),
    ]


def test_atom():
    assert read_feed(ATOM, BASE) == [
        Candidate(
            "https://example.org/news/strike-4",
            FEED,
            "2026-11-03T07:30:00+00:00",
            "Strike",
            modified="2026-11-04T09:00:00+00:00",
        ),
        Candidate("https://example.org/budget-5", FEED, "2026-11-02T00:00:00+00:00", "Budget"),
    ]


def test_json_feed():
    assert read_feed(json.dumps(JSON_FEED).encode(), BASE) == [
        Candidate("https://example.org/theatre-6", FEED, "2026-11-03T08:30:00+00:00", "Theatre"),
        Candidate("https://example.org/seven-7", FEED, "2026-11-02T00:00:00+00:00"),
    ]


def test_a_feed_cut_off_in_the_middle_gives_the_entries_before_the_cut():
    found = read_feed(RSS[: RSS.index(b"<item><title>Counted")], BASE)

    assert [candidate.url for candidate in found] == [
        "https://example.org/harbour-1",
        "https://example.org/fire-2",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"items": 3}',
        b"[" * 100_000,
        b"<html><body><p>Not found</p></body></html>",
        b"\x1f\x8b\x00",
        b"plain text",
    ],
)
def test_what_is_no_feed_has_no_entries(body):
    assert read_feed(body, BASE) == []


def test_a_body_that_names_a_file_or_an_address_is_not_opened(tmp_path):
    other = tmp_path / "feed.xml"
    other.write_bytes(RSS)

    assert read_feed(str(other).encode(), BASE) == []
    assert read_feed(b"http://127.0.0.1:9/feed", BASE) == []


def test_entities_of_a_feed_are_not_read_from_files(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://example.org/secret-1")
    hostile = RSS.replace(
        b"<rss", b'<!DOCTYPE rss [<!ENTITY x SYSTEM "%s">]><rss' % secret.as_uri().encode(), 1
    ).replace(b"https://example.org/harbour-1", b"&x;")

    assert not any("secret" in candidate.url for candidate in read_feed(hostile, BASE))
