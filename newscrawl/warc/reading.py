"""Records -> pages. Anybody's: a file may hold pictures, redirects, packed and broken bodies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from os import SEEK_END
from typing import IO, Literal

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newscrawl.items import Page
from newscrawl.warc.members import whole_members

LARGEST_PAGE = 10 * 1024 * 1024  # bytes, packed and unpacked; what a crawl takes at most

_WITH_BODY = WarcRecordType.response | WarcRecordType.resource
_HEADERS = 64 * 1024  # bytes of an answer's headers at most
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_NO_TYPES = ("", "text/plain", "application/octet-stream")  # what servers say who do not know
# Tools write bodies as they came, or unpacked under headers that say otherwise.
_Decoding = Literal["all", "content", "transfer", "none"]
_DECODINGS: tuple[_Decoding, ...] = ("all", "content", "transfer", "none")


class BrokenArchiveError(Exception):
    """Raised by `read_answers` where a file is cut off or is no WARC file."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a WARC file holds of one URL.

    Attributes:
        page: URL, unpacked body and time; all headers of the answer, the last of each name.
        digest: The payload's digest as the record names it, "" where it names none.
    """

    page: Page
    digest: str

    @property
    def is_html(self) -> bool:
        """Whether the body is a page: by its type, else by its first tags."""
        kind = self.page.header("Content-Type").split(";")[0].strip().lower()
        start = self.page.body[:2048].lower()
        by_tags = b"<!doctype html" in start or b"<html" in start
        return kind in _HTML_TYPES or (kind in _NO_TYPES and by_tags)


def read_answers(stream: IO[bytes]) -> Iterator[Found]:
    """The answers in a file of records that succeeded, one in memory at a time.

    Requests, revisits, redirects, errors and bodies over LARGEST_PAGE are passed over.

    Args:
        stream: Seekable; gzipped record by record, as a whole, or not at all.

    Raises:
        BrokenArchiveError: The file ends in a record, or something in it is no record. What
            came before holds.
    """
    last = 0
    try:
        # Bodies are not unpacked by the iterator: one that lies about its packing would end it.
        for record in ArchiveIterator(stream, parse_http=False, strict_mode=False):
            last = record.stream_pos
            found = _found(record) if record.record_type & _WITH_BODY else None
            if found and found.page.body:
                yield found
    except OSError as error:
        raise BrokenArchiveError(str(error)) from error
    _see_that_it_ends(stream, last)


def _see_that_it_ends(stream: IO[bytes], last: int) -> None:
    """The iterator takes a gzip member that is cut off for the end."""
    size = stream.seek(0, SEEK_END)
    if not _is_gzip(stream, 0):
        return
    end = start = last if _is_gzip(stream, last) else 0  # 0: one member holds all records
    for member in whole_members(stream, start):
        end = member.offset + member.length
    if end < size:
        raise BrokenArchiveError("it ends in the middle of a record")


def _is_gzip(stream: IO[bytes], at: int) -> bool:
    stream.seek(at)
    return stream.read(2) == b"\x1f\x8b"


def _found(record: WarcRecord) -> Found | None:
    most = LARGEST_PAGE + _HEADERS
    block = record.reader.read(most)
    if len(block) < min(record.content_length, most):
        raise BrokenArchiveError("it ends in the middle of a record")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if record.content_length > len(block) or not url.startswith(("http://", "https://")):
        return None
    if record.record_type == WarcRecordType.resource:
        headers, body = {"Content-Type": record.headers.get("Content-Type") or ""}, block
    else:
        headers, body = _answer(block)
    if len(body) > LARGEST_PAGE:
        return None
    page = Page(url, body, headers, record.record_date)
    return Found(page, record.headers.get("WARC-Payload-Digest") or "")


def _answer(block: bytes) -> tuple[dict[str, str], bytes]:
    """Headers and unpacked body of an HTTP answer; no body where it did not succeed."""
    for decoding in _DECODINGS:
        # A record of its own for each try: reading one twice is not possible.
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.set_bytes_content(block)
        record.is_http = True
        try:
            record.parse_http(auto_decode=decoding, strict_mode=False)
            http = record.http_headers
            if http is None or http.status_code is None or not 200 <= http.status_code < 300:
                return {}, b""
            return http.to_dict(), record.reader.read(LARGEST_PAGE + 1)
        except (OSError, ValueError):
            continue
    return {}, b""
