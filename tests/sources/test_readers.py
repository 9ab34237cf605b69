import gzip
from datetime import UTC, datetime

import pytest

from newscrawl.errors import SourceError
from newscrawl.items import Page
from newscrawl.sources.address import Address
from newscrawl.sources.readers import LARGEST_PAGE, read_html, reader_of

SIDECAR = (
    '{"url": "https://example.org/told", "headers": {"Content-Language": "de"},'
    ' "fetched_at": "2026-03-01T08:00:00+00:00"}'
)


def read(path):
    return list(read_html(path, Address(path.parent, url="https://example.org/a")))


@pytest.mark.parametrize("name", ["a.html", "a.html.gz", "a"])
def test_the_first_bytes_say_whether_a_file_is_packed(tmp_path, name):
    plain, packed = tmp_path / name, tmp_path / f"packed-{name}"
    plain.write_bytes(b"<p>\xe9")
    packed.write_bytes(gzip.compress(b"<p>\xe9"))

    assert read(plain) == read(packed) == [Page("https://example.org/a", b"<p>\xe9")]


@pytest.mark.parametrize("name", ["page.html", "PAGE.html.gz", "only.html"])
def test_a_sidecar_speaks_of_its_page(tmp_path, name):
    (tmp_path / name).write_bytes(b"<p>")
    (tmp_path / "page.json").write_text(SIDECAR)

    assert read(tmp_path / name) == [
        Page(
            "https://example.org/told",
            b"<p>",
            {"Content-Language": "de"},
            datetime(2026, 3, 1, 8, tzinfo=UTC),
        )
    ]


def test_a_sidecar_says_nothing_of_many_pages(tmp_path):
    (tmp_path / "one.html").write_bytes(b"<p>")
    (tmp_path / "two.html").write_bytes(b"<p>")
    (tmp_path / "page.json").write_text(SIDECAR)

    assert read(tmp_path / "one.html") == [Page("https://example.org/a", b"<p>")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (gzip.compress(b"x" * 1000)[:-20], "broken gzip"),
        (b"\x1f\x8b\x08 and then nonsense", "broken gzip"),
        (gzip.compress(b" " * (LARGEST_PAGE + 1)), "over 10 MB"),
        (b" " * (LARGEST_PAGE + 1), "over 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, body, reason):
    path = tmp_path / "a.html.gz"
    path.write_bytes(body)

    with pytest.raises(SourceError, match=rf"a\.html\.gz: {reason}"):
        read(path)


def test_a_file_that_vanished_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"a\.html: No such file"):
        read(tmp_path / "a.html")


def test_a_page_of_the_largest_size_is_read(tmp_path):
    (tmp_path / "a.html").write_bytes(b" " * LARGEST_PAGE)

    assert len(read(tmp_path / "a.html")[0].body) == LARGEST_PAGE


@pytest.mark.parametrize(
    ("name", "known"),
    [("a.html", True), ("A.HTM", True), ("a.html.gz", True), ("a.gz", False), ("page.json", False)],
)
def test_a_readers_ending(tmp_path, name, known):
    assert bool(reader_of(tmp_path / name)) is known
