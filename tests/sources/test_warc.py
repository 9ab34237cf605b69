from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.errors import SourceError
from newscrawl.sources import find_sources, outcomes
from newscrawl.sources.address import Address
from newscrawl.sources.readers import reader_of
from newscrawl.sources.warc import read_warc
from tests.pages import page_html
from tests.warc.making import HTML, Warc


def read(path: Path) -> list[str]:
    return [page.url for page in read_warc(path, Address(path, url="https://not.example/asked"))]


def full() -> Warc:
    """Two hosts' pages among what else stands in WARC files."""
    warc = Warc().info().request("https://a.example/1")
    warc.response("https://a.example/1", page_html("One"))
    warc.response("https://a.example/logo.png", b"\x89PNG", [("Content-Type", "image/png")])
    warc.response("https://a.example/old", b"", [*HTML, ("Location", "/1")], "302 Found")
    warc.revisit("https://a.example/2").resource("https://a.example/x.css", b"p{}", "text/css")
    return warc.response("https://b.example/1", page_html("Two"), [("Content-Type", "")])


def test_the_pages_of_all_hosts_come_under_their_own_urls(tmp_path: Path) -> None:
    path = full().save(tmp_path / "all.warc.gz")
    assert read(path) == ["https://a.example/1", "https://b.example/1"]


@pytest.mark.parametrize("name", ["a.warc", "A.WARC.GZ"])
def test_a_file_named_so_is_read_so(name: str) -> None:
    assert reader_of(Path(name)) is read_warc


def test_warc_files_are_found_in_folders_with_others(tmp_path: Path) -> None:
    full().save(tmp_path / "a.warc.gz")
    (tmp_path / "page.html").write_bytes(page_html())
    found = [o.article.url for o in outcomes(find_sources([tmp_path]), lambda _: None)]
    assert len(found) == 3
    assert found[:2] == ["https://a.example/1", "https://b.example/1"]


def test_a_file_that_breaks_off_gives_its_pages_and_one_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(full().data[:-30])
    [source] = find_sources([path])
    one, problem = outcomes([source], lambda _: None)
    assert one.article.url == "https://a.example/1"
    assert problem.article is None
    assert problem.problem == f"{path}: it ends in the middle of a record; 1 page before was read"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"no archive at all" * 50, "no page could be read"),
        (b"", "holds no HTML page"),
        (Warc().info().request("https://a.example/").data, "holds no HTML page"),
        (None, "No such file or directory"),
    ],
)
def test_what_gives_no_page_says_why(tmp_path: Path, data: bytes | None, why: str) -> None:
    path = tmp_path / "odd.warc"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=f"^{path}: .*{why}$|^{path}: {why}$"):
        read(path)
