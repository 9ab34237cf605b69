from __future__ import annotations

import gzip
import sys
import zlib
from io import BytesIO

import brotli
import pytest

from newscrawl.warc import reading
from newscrawl.warc.reading import BrokenArchiveError, read_answers
from tests.warc.making import HTML, Warc

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

URL = "https://example.org/ferry"
BODY = b"<html><p>" + b"The ferry stays in the harbour. " * 400
CHUNKED = b"5\r\n<html\r\n8\r\n><p>The \r\n5\r\nferry\r\n0\r\n\r\n"


def bodies(data: bytes) -> dict[str, bytes]:
    return {found.page.url: found.page.body for found in read_answers(BytesIO(data))}


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
    ],
)
def test_a_packed_body_is_unpacked(coding: str, pack) -> None:
    headers = [*HTML, ("Content-Encoding", coding)]
    assert bodies(Warc().response(URL, pack(BODY), headers).data) == {URL: BODY}


def test_a_body_in_chunks_is_put_together() -> None:
    data = Warc().response(URL, CHUNKED, [*HTML, ("Transfer-Encoding", "chunked")]).data
    assert bodies(data) == {URL: b"<html><p>The ferry"}


@pytest.mark.parametrize(
    "lie",
    [("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")],
)
def test_a_body_that_its_tool_unpacked_is_read_whatever_its_headers_say(lie) -> None:
    data = Warc().response(URL, BODY, [*HTML, lie]).response(URL + "2", BODY).data
    assert bodies(data) == {URL: BODY, URL + "2": BODY}


def test_only_answers_that_succeeded_are_read() -> None:
    warc = Warc().info().request(URL).revisit(URL)
    warc.response(URL + "/moved", b"<html>", [*HTML, ("Location", "/")], "301 Moved Permanently")
    warc.response(URL + "/gone", b"<html>", HTML, "404 Not Found")
    warc.response(URL + "/empty", b"")
    warc.response(URL, BODY).resource(URL + "/resource", BODY, "text/html")
    warc.resource("urn:screenshot", BODY, "text/html")
    assert list(bodies(warc.data)) == [URL, URL + "/resource"]


@pytest.mark.parametrize(
    ("kind", "body", "html"),
    [
        ("text/html", b"no tags", True),
        ("Application/XHTML+XML; charset=x", b"no tags", True),
        ("", b"\n<!DOCTYPE HTML>", True),
        ("text/plain", b"<HTML>", True),
        ("", b"no tags", False),
        ("image/png", b"<html>", False),
        ("application/rss+xml", b"<html>", False),
    ],
)
def test_a_page_is_known_by_its_type_or_its_tags(kind: str, body: bytes, html: bool) -> None:  # noqa: FBT001
    headers = [("Content-Type", kind)] if kind else []
    (found,) = read_answers(BytesIO(Warc().response(URL, body, headers).data))
    assert found.is_html is html


def test_a_bomb_is_not_unpacked_whole(monkeypatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_PAGE", 100_000)
    bomb = gzip.compress(b"x" * 5_000_000)
    warc = Warc().response(URL, bomb, [*HTML, ("Content-Encoding", "gzip")])
    warc.response(URL + "/big", b"x" * 300_000).response(URL + "/well", BODY)
    assert list(bodies(warc.data)) == [URL + "/well"]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [5, 9, 40, 120, 300])
def test_a_file_that_is_cut_off_gives_what_came_before(packed: bool, cut: int) -> None:  # noqa: FBT001
    warc = Warc(packed=packed).response(URL, BODY)
    answers = read_answers(BytesIO(warc.response(URL + "2", BODY[:2000]).data[:-cut]))
    assert next(answers).page.body == BODY
    with pytest.raises(BrokenArchiveError):
        list(answers)


@pytest.mark.parametrize("data", [b"hello " * 200, b"\x1f\x8b" + b"x" * 99, gzip.compress(b"<p>")])
def test_what_is_no_warc_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(BrokenArchiveError):
        list(read_answers(BytesIO(data)))


def test_a_file_that_was_gzipped_as_a_whole_is_read() -> None:
    data = gzip.compress(Warc(packed=False).response(URL, BODY).response(URL + "2", BODY).data)
    assert list(bodies(data)) == [URL, URL + "2"]
    with pytest.raises(BrokenArchiveError):
        bodies(data[:-3])
