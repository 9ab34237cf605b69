from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.errors import StorageError
from newscrawl.items import Page
from newscrawl.storage import Spool

FETCHED = datetime(2026, 11, 3, 12, 0, 0, 250000, tzinfo=UTC)
PAGE = Page("https://example.org/a", b"<p>\xff\x00\n</p>", {"Content-Type": "text/html"}, FETCHED)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_page_comes_back_as_it_went_in(tmp_path: Path) -> None:
    Spool(tmp_path).put(PAGE)
    assert Spool(tmp_path).page(PAGE.url) == PAGE


@given(st.binary(), st.dictionaries(st.text(), st.text(), max_size=2))
def test_any_body_and_headers_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: dict[str, str]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"))
    spool.put(Page("https://example.org/a", body, headers))
    assert spool.page("https://example.org/a") == Page("https://example.org/a", body, headers)


def test_pages_are_kept_by_site(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for number in range(5):
        spool.put(Page(f"https://www.example.org/{number}", b""))
    spool.put(Page("https://example.net/x", b""))
    numbered = {f"https://www.example.org/{number}" for number in range(5)}
    assert spool.urls("example.org") == Spool(tmp_path).urls("example.org") == numbered
    assert spool.urls("example.net") == {"https://example.net/x"}


def test_a_site_of_joined_hosts_has_one_place(tmp_path: Path) -> None:
    spool = Spool(tmp_path, site=lambda _url: "example.org")
    spool.put(Page("https://sport.example.org/x", b""))
    assert spool.urls("example.org") == {"https://sport.example.org/x"}


def test_a_page_that_comes_again_replaces_itself(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put(PAGE)
    spool.put(Page(PAGE.url, b"new"))
    assert spool.page(PAGE.url) == Page(PAGE.url, b"new")


def test_a_removed_page_is_gone_and_can_be_removed_again(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.put(PAGE)
    spool.remove(PAGE.url)
    spool.remove(PAGE.url)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(gzip.compress(b'{"url": "https://example.org/a"')[:-9], id="cut off"),
        pytest.param(b"", id="empty"),
        pytest.param(b"no gzip at all", id="no gzip"),
        pytest.param(gzip.compress(b"[]\nbody"), id="no object"),
        pytest.param(gzip.compress(b'{"url": "x"}\nbody'), id="no headers"),
        pytest.param(gzip.compress(b"\xff\nbody"), id="no text"),
        pytest.param(gzip.compress(b"body" * 99)[:30] + b"\xff" * 30, id="damaged inside"),
    ],
)
def test_a_file_that_is_no_whole_page_is_skipped_and_deleted(
    tmp_path: Path, damaged: bytes
) -> None:
    spool = Spool(tmp_path)
    spool.put(PAGE)
    (file,) = files(tmp_path)
    file.write_bytes(damaged)
    assert spool.page(PAGE.url) is None
    assert spool.urls("example.org") == set()
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "url", ["https://example.org/../../etc/passwd", "https://..:80/x", "https://example.org/\x00"]
)
def test_no_url_leads_out_of_the_folder(tmp_path: Path, url: str) -> None:
    spool = Spool(tmp_path / "spool")
    spool.put(Page(url, b"body"))
    assert [path.relative_to(tmp_path).parts[0] for path in files(tmp_path)] == ["spool"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("a file where a folder should be")
    with pytest.raises(StorageError, match=r"spool .*spool: cannot keep https://example.org/a: "):
        Spool(tmp_path / "spool").put(PAGE)


def test_an_empty_spool_needs_no_folder(tmp_path: Path) -> None:
    assert Spool(tmp_path / "none").urls("example.org") == set()
