"""Pages -> records, each a gzip member of its own, so that one can be read without the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO

from isal import igzip
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.items import Page
from newscrawl.warc.answer import Answer

_VERSION = "1.1"
# The body is written unpacked; what the server said of the packed one is kept under the names
# that the Internet Archive's tools gave to it.
_OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_AS_IT_CAME = "X-Archive-Orig-"
# warcio packs with zlib at its highest level, 3.5 ms a page of 100 KB; this takes a tenth of that
# and a tenth more of the disk.
_LEVEL = 3
_BREAKS = str.maketrans("\r\n\x00", "   ")


@dataclass(frozen=True, slots=True)
class Written:
    """A record as it stands in a file.

    Attributes:
        data: The gzip member.
        digest: The payload's digest as the record names it: `sha1:` and base32.
    """

    data: bytes
    digest: str = ""


def info_record(file_name: str, about: Mapping[str, str]) -> Written:
    """The first record of a file: who wrote it, with what.

    Args:
        file_name: The file's own name.
        about: `software`, `format` and the like, in the order they are shown.
    """
    writer = _writer()
    return Written(_packed(writer, writer.create_warcinfo_record(file_name, dict(about))))


def response_record(page: Page, answer: Answer | None = None) -> Written:
    """A page and the answer it came in; without an answer, the page's own headers under 200.

    A page that nobody knows the time of is dated now: a record must have a date.
    """
    writer = _writer()
    record: ArcWarcRecord = writer.create_warc_record(
        page.url.translate(_BREAKS),
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=_http(page, answer or Answer(200, tuple(page.headers.items()))),
        warc_headers_dict={"WARC-Date": _date(page.fetched_at)},
    )
    data = _packed(writer, record)
    return Written(data, record.rec_headers.get_header("WARC-Payload-Digest") or "")


def _writer() -> WARCWriter:
    return WARCWriter(BytesIO(), gzip=False, warc_version=_VERSION)


def _packed(writer: WARCWriter, record: ArcWarcRecord) -> bytes:
    """A record as its writer writes it, in a gzip member."""
    writer.write_record(record)
    return igzip.compress(writer.out.getvalue(), _LEVEL)


def _http(page: Page, answer: Answer) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = [*_headers(answer), ("Content-Length", str(len(page.body)))]
    return StatusAndHeaders(f"{answer.status} {phrase}", headers, protocol="HTTP/1.1")


def _headers(answer: Answer) -> Iterator[tuple[str, str]]:
    for name, value in answer.headers:
        kept = f"{_AS_IT_CAME}{name}" if name.lower() in _OF_THE_WIRE else name
        yield kept, value.translate(_BREAKS).strip()


def _date(moment: datetime | None) -> str:
    """As WARC wants it: UTC, with a Z."""
    known = moment or datetime.now(UTC).replace(microsecond=0)
    aware = known if known.tzinfo else known.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat().replace("+00:00", "Z")
