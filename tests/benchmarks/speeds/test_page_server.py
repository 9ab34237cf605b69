from __future__ import annotations

import gzip
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.speeds.page_server import answers, read_sites, write_sites
from benchmarks.speeds.served import ServedPage, ServedSite
from benchmarks.speeds.serving import free_port, serving


def site(folder: Path) -> ServedSite:
    file = folder / "page.html.gz"
    file.write_bytes(gzip.compress(b"<p>Quiet."))
    pages = (ServedPage("/news/1", str(file)), ServedPage("/news/2", str(file), 1))
    return ServedSite("127.0.0.1", pages)


def test_all_answers_are_made_before(tmp_path: Path):
    made = answers([site(tmp_path)], 8080, datetime.now(UTC))
    assert {path for _, path in made} == {"/", "/robots.txt", "/feed.xml", "/news/1", "/news/2"}
    assert made["127.0.0.1", "/news/2"].endswith(b"\r\nContent-Length: 9\r\n\r\n<p>ietQu.")


def test_sites_are_written_and_read(tmp_path: Path):
    write_sites([site(tmp_path)], tmp_path / "sites.json")
    assert read_sites(tmp_path / "sites.json") == [site(tmp_path)]


def test_one_connection_is_answered_again_and_again_and_what_was_asked_is_counted(tmp_path: Path):
    port = free_port()
    with serving([site(tmp_path)], port, tmp_path) as did:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        got = []
        for path in ("/news/1", "/news/1", "/", "/none"):
            connection.request("GET", path)
            answer = connection.getresponse()
            got.append((answer.status, answer.read()))
        connection.close()
    assert [status for status, _ in got] == [200, 200, 200, 404]
    assert got[0][1] == b"<p>Quiet."
    assert {key: did[key] for key in ("requests", "pages", "missing")} == {
        "requests": 4, "pages": 1, "missing": 1,
    }  # fmt: skip
    assert did["cpu_seconds"] >= 0
