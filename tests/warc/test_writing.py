from __future__ import annotations

import gzip
from datetime import datetime
from io import BytesIO

import pytest
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from newscrawl.items import Page
from newscrawl.warc.answer import Answer
from newscrawl.warc.reading import read_answers
from newscrawl.warc.writing import info_record, response_record
from tests.warc.making import NOW, page

CAME = Answer(
    203,
    (
        ("Content-Type", "text/html"),
        ("Content-Encoding", "br"),
        ("Content-Length", "7"),
        ("Set-Cookie", "a=1"),
        ("Set-Cookie", "b=2"),
    ),
)


def test_a_page_comes_back_as_it_was_written() -> None:
    body = bytes(range(256)) * 100
    written = Page("https://example.org/a?b=%C3%A4", body, {"Content-Type": "text/html"}, NOW)
    record = response_record(written, CAME)
    (found,) = read_answers(BytesIO(record.data))

    assert (found.page.url, found.page.body) == (written.url, body)
    assert found.page.fetched_at == NOW
    assert found.page.header("content-type") == "text/html"
    assert found.digest == record.digest
    assert record.digest.startswith("sha1:")


def test_a_record_has_the_status_line_and_the_headers_that_came() -> None:
    text = gzip.decompress(response_record(page(), CAME).data).decode()
    warc, http, body = text.split("\r\n\r\n")[:3]

    assert warc.startswith("WARC/1.1\r\n")
    assert "WARC-Date: 2026-11-03T07:30:00Z" in warc
    assert "WARC-Type: response" in warc
    assert "WARC-Record-ID: <urn:uuid:" in warc
    assert http.split("\r\n") == [
        "HTTP/1.1 203 Non-Authoritative Information",
        "Content-Type: text/html",
        "X-Archive-Orig-Content-Encoding: br",
        "X-Archive-Orig-Content-Length: 7",
        "Set-Cookie: a=1",
        "Set-Cookie: b=2",
        "Content-Length: 18",
    ]
    assert body == "<html><p>The ferry"


def test_a_page_without_an_answer_keeps_its_own_headers() -> None:
    text = gzip.decompress(response_record(page()).data).decode()
    assert "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n" in text


def test_what_stands_in_a_header_begins_no_new_line() -> None:
    odd = Answer(299, (("X-Odd", "a\r\nWARC-Type: request\x00"), ("Content-Type", "text/html")))
    (found,) = read_answers(BytesIO(response_record(page(), odd).data))
    assert found.page.header("X-Odd").split() == ["a", "WARC-Type:", "request"]


def test_a_moment_keeps_its_offset_and_its_fraction() -> None:
    at = datetime.fromisoformat("2026-11-03T08:30:00.25+01:00")
    (found,) = read_answers(BytesIO(response_record(Page("https://a.org/", b"x", {}, at)).data))
    assert found.page.fetched_at == at


def test_a_page_that_nobody_knows_the_time_of_is_dated_all_the_same() -> None:
    (found,) = read_answers(BytesIO(response_record(Page("https://a.org/", b"x")).data))
    assert found.page.fetched_at is not None


def test_the_first_record_says_who_wrote_the_file() -> None:
    data = info_record("newscrawl-20261103-0001.warc.gz", {"software": "newscrawl/1"}).data
    record = next(iter(ArchiveIterator(BytesIO(data))))
    assert record.headers["WARC-Type"] == "warcinfo"
    assert record.headers["WARC-Filename"] == "newscrawl-20261103-0001.warc.gz"
    assert record.reader.read().strip() == b"software: newscrawl/1"


@pytest.mark.parametrize("body", [b"", b"x" * 3_000_000])
def test_other_tools_find_every_digest_right(body: bytes) -> None:
    data = response_record(page(body=body), CAME).data
    record = next(iter(ArchiveIterator(BytesIO(data), parse_http=False)))
    assert record.verify_block_digest()
    record = next(iter(ArchiveIterator(BytesIO(data))))
    assert record.verify_payload_digest()
    records = WarcioIterator(BytesIO(data), check_digests="raise")
    assert [record.content_stream().read() for record in records] == [body]
