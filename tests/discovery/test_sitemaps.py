import gzip
from datetime import UTC, datetime

import pytest

from newscrawl.discovery import sitemaps
from newscrawl.discovery.candidates import SITEMAP, Candidate
from newscrawl.discovery.sitemaps import Child, Sitemap, changed_since, read_sitemap

BASE = "https://example.org/sitemap.xml"

NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
        xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc> https://example.org/harbour-1 </loc><lastmod>2026-11-04</lastmod>
    <image:image><image:loc>https://example.org/1.jpg</image:loc>
      <image:title>A crane</image:title></image:image>
    <news:news><news:publication_date>2026-11-03T08:30:00+01:00</news:publication_date>
      <news:title>Harbour closed</news:title></news:news></url>
  <url><loc>/fire-2</loc><lastmod>2026-11-01T00:00:00Z</lastmod></url>
  <url><loc>https://example.org/plain-3</loc></url>
  <url><loc>file:///etc/hosts</loc></url>
  <url><lastmod>2026-11-01</lastmod></url>
</urlset>"""
CANDIDATES = (
    Candidate(
        "https://example.org/harbour-1",
        SITEMAP,
        "2026-11-03T08:30:00+01:00",
        "Harbour closed",
        modified="2026-11-04T00:00:00+00:00",
    ),
    Candidate("https://example.org/fire-2", SITEMAP, "2026-11-01T00:00:00+00:00"),
    Candidate("https://example.org/plain-3", SITEMAP),
)

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://example.org/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
  <sitemap><loc>/new.xml.gz</loc><lastmod>2026-11-03</lastmod></sitemap>
  <sitemap><loc>/undated.xml</loc></sitemap>
</sitemapindex>"""


def test_urls_with_the_date_of_publication_before_that_of_change():
    assert read_sitemap(NEWS, BASE) == Sitemap(CANDIDATES)


def test_gzipped():
    assert read_sitemap(gzip.compress(NEWS), BASE) == Sitemap(CANDIDATES)


def test_an_index_names_its_children_the_newest_first():
    assert read_sitemap(INDEX, BASE) == Sitemap(
        children=(
            Child("https://example.org/new.xml.gz", "2026-11-03T00:00:00+00:00"),
            Child("https://example.org/old.xml", "2020-01-01T00:00:00+00:00"),
            Child("https://example.org/undated.xml"),
        )
    )


def test_a_list_of_lines():
    body = b"\xef\xbb\xbfhttps://example.org/harbour-1\r\nnonsense\r\nhttps://example.org/fire-2"

    assert read_sitemap(body, BASE) == Sitemap(
        (
            Candidate("https://example.org/harbour-1", SITEMAP),
            Candidate("https://example.org/fire-2", SITEMAP),
        )
    )


@pytest.mark.parametrize(
    "broken",
    [
        NEWS[: NEWS.index(b"<url><loc>https://example.org/plain-3")],  # cut off
        NEWS.replace(b"</urlset>", b"").replace(b"plain-3</loc>", b"plain-3"),
        b"\n \n" + NEWS,
        NEWS.replace(b"A crane", b"A crane & a ship \x0b"),
        NEWS.replace(b' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"', b""),
        NEWS.replace(b' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', b""),
        gzip.compress(NEWS)[:-12],
    ],
)
def test_of_a_broken_file_what_can_be_read(broken):
    assert read_sitemap(broken, BASE).candidates[:2] == CANDIDATES[:2]


@pytest.mark.parametrize(
    "body",
    [b"", b"<", b"<html><body>Not found</body></html>", b"\x1f\x8b\x08broken", b"{}", b"<a>" * 999],
)
def test_what_is_no_sitemap_names_nothing(body):
    assert read_sitemap(body, BASE) == Sitemap()


def test_a_bomb_is_cut_at_the_limit(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_BYTES", len(NEWS))
    bomb = gzip.compress(NEWS.replace(b"</urlset>", b"") + b" " * 50_000_000)

    assert read_sitemap(bomb, BASE).candidates == CANDIDATES


def test_no_more_entries_than_the_limit(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_ENTRIES", 2)

    assert read_sitemap(NEWS, BASE).candidates == CANDIDATES[:2]


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://example.org/secret-1")
    dtd = b'<!DOCTYPE urlset [<!ENTITY x SYSTEM "%s">]><urlset' % secret.as_uri().encode()
    hostile = NEWS.replace(b"<urlset", dtd, 1).replace(b"https://example.org/plain-3", b"&x;")

    assert read_sitemap(hostile, BASE).candidates == CANDIDATES[:2]


@pytest.mark.parametrize(
    ("modified", "expected"),
    [("2026-11-03T00:00:00+00:00", True), ("2026-10-01T00:00:00+02:00", False), ("", True)],
)
def test_a_child_is_read_when_it_may_name_something_new(modified, expected):
    since = datetime(2026, 11, 1, tzinfo=UTC)

    assert changed_since(Child("https://example.org/a.xml", modified), since) is expected
