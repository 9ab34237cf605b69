from pathlib import Path

import pytest

from newscrawl.sources.address import Address, named_by
from newscrawl.sources.sidecar import Sidecar

CANONICAL = b'<link rel="canonical" href="https://canonical.example/a">'
OG_URL = b'<meta property="og:url" content="https://og.example/a">'


def test_the_order_of_what_is_believed(tmp_path):
    path = tmp_path / "example.org" / "a.html"
    path.parent.mkdir()
    page = CANONICAL + OG_URL
    told = Address(tmp_path, url="https://told.example/a")
    site = Address(tmp_path, site="site.example")
    silent = Address(tmp_path)

    assert [
        told.of(path, page, Sidecar("https://sidecar.example/a")),
        told.of(path, page, Sidecar()),
        site.of(path, page, Sidecar()),
        silent.of(path, page, Sidecar()),
        silent.of(path, OG_URL, Sidecar()),
        silent.of(path, b"<p>", Sidecar()),
    ] == [
        "https://sidecar.example/a",
        "https://told.example/a",
        "https://site.example/example.org/a",
        "https://canonical.example/a",
        "https://og.example/a",
        "https://example.org/a",
    ]


@pytest.mark.parametrize(
    ("root", "file", "url"),
    [
        ("saved", "example.org/a.html", "https://example.org/a"),
        ("saved", "example.org/2026/a.html.gz", "https://example.org/2026/a"),
        ("example.org", "a.htm", "https://example.org/a"),
        ("example.org", "politics/a.html", "https://example.org/politics/a"),
        ("saved", "gazette/a.html", "https://gazette/a"),
        ("gazette", "a.html", "https://gazette/a"),
        ("two words", "ä b.html", "https://two%20words/%C3%A4%20b"),
        ("saved", "localhost:8080/a.txt", "https://localhost:8080/a.txt"),
    ],
)
def test_the_folder_names_the_site(tmp_path, root, file, url):
    path = tmp_path / root / file
    path.parent.mkdir(parents=True)

    assert Address(tmp_path / root).of(path, b"", Sidecar()) == url


def test_a_file_takes_its_own_folders_name(tmp_path):
    path = tmp_path / "example.org" / "a.html"

    assert Address(path).of(path, b"", Sidecar()) == "https://example.org/a"


def test_the_working_folder_has_a_name(tmp_path, monkeypatch):
    (tmp_path / "example.org").mkdir()
    monkeypatch.chdir(tmp_path / "example.org")

    assert Address(Path()).of(Path("a.html"), b"", Sidecar()) == "https://example.org/a"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff\xfe",
        b'<link rel="canonical" href="/relative">',
        b'<link rel="canonical" href="ftp://example.org/a">',
        b'<link rel="canonical" href="https://[broken/a">',
        b'<link rel="canonical"><meta property="og:url">',
        b'<link rel="stylesheet" href="https://example.org/a.css">',
    ],
)
def test_what_is_no_address_is_not_believed(body):
    assert named_by(body) == ""


def test_a_canonical_link_beats_og_url_wherever_they_stand():
    assert named_by(OG_URL + CANONICAL) == "https://canonical.example/a"
