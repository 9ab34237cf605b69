from __future__ import annotations

import gzip
from http.client import HTTPConnection
from pathlib import Path

import pytest

from benchmarks.gold import GoldPage
from benchmarks.gold_server import Address, addresses, answer, serve


def gold(folder: Path, id_: str, url: str | None) -> GoldPage:
    path = folder / f"{id_}.html.gz"
    path.write_bytes(gzip.compress(id_.encode()))
    return GoldPage("set", id_, "quay.example", "en", url, path)


def get(port: int, host: str, path: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    response = connection.getresponse()
    got = response.status, response.read()
    connection.close()
    return got


def test_each_host_answers_with_its_own_page(tmp_path: Path) -> None:
    pages = addresses(
        [
            gold(tmp_path, "one", "https://www.quay.example/a?b=1"),
            gold(tmp_path, "two", "https://mole.example/a?b=1"),
        ]
    )
    with serve(pages) as port:
        assert get(port, "www.quay.example", "/a?b=1") == (200, b"one")
        assert get(port, "mole.example", "/a?b=1") == (200, b"two")
        assert get(port, "mole.example", "/robots.txt")[0] == 404


def test_a_page_is_found_when_the_crawler_took_its_query_off(tmp_path: Path) -> None:
    pages = addresses([gold(tmp_path, "one", "https://quay.example/a?ref=rss")])
    assert answer(Address("quay.example", "/a"), pages) is not None
    assert answer(Address("quay.example", "/a", "page=2"), pages) is None


def test_pages_without_a_url_cannot_be_crawled(tmp_path: Path) -> None:
    assert addresses([gold(tmp_path, "one", None)]) == {}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://quay.example", "http://quay.example:8/"),
        ("https://www.quay.example/a?b=1#c", "http://www.quay.example:8/a?b=1"),
    ],
)
def test_the_port_goes_into_the_url(url: str, asked: str) -> None:
    assert Address.of(url).url(8) == asked
