"""WARC files as other tools write them, and pages to put into them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newscrawl.items import Page

HTML = (("Content-Type", "text/html; charset=utf-8"),)
NOW = datetime(2026, 11, 3, 7, 30, tzinfo=UTC)


def page(url: str = "https://example.org/ferry", body: bytes = b"<html><p>The ferry") -> Page:
    return Page(url, body, {"Content-Type": "text/html"}, NOW)


class Warc:
    """Writes a WARC file with warcio, record by record."""

    def __init__(self, *, packed: bool = True) -> None:
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed)

    def response(
        self,
        url: str,
        body: bytes,
        headers: Iterable[tuple[str, str]] = HTML,
        status: str = "200 OK",
    ) -> Warc:
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        return self._write(url, "response", body, http_headers=http)

    def request(self, url: str) -> Warc:
        http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        return self._write(url, "request", b"", http_headers=http)

    def resource(self, url: str, body: bytes, kind: str) -> Warc:
        return self._write(url, "resource", body, warc_content_type=kind)

    def revisit(self, url: str) -> Warc:
        record = self._writer.create_revisit_record(
            url, "sha1:B2LTWWPUOYAH7UIPQ7ZUPQ4VMBSVC36A", url, "2026-11-01T00:00:00Z"
        )
        self._writer.write_record(record)
        return self

    def info(self) -> Warc:
        self._writer.write_record(self._writer.create_warcinfo_record("a", {"software": "x"}))
        return self

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data)
        return path

    def _write(self, url: str, kind: str, body: bytes, **more: object) -> Warc:
        stream = BytesIO(body)
        record = self._writer.create_warc_record(url, kind, stream, len(body), **more)
        self._writer.write_record(record)
        return self
