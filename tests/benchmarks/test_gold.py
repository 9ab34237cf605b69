import argparse
import dataclasses
from pathlib import Path

import pytest

from benchmarks.gold import by_site, gold_folder, gold_page, read_sets, sample
from tests.benchmarks.sets import site_set, write_set

ROW = {"id": "x", "file": "pages/x.html.gz", "site": "quay.example", "lang": "en"}


def test_the_headline_is_taken_off_where_it_opens_the_text():
    text = "Quay news\nThe ferry stopped.\nIt runs again."
    titled = gold_page({**ROW, "text": text, "title_in_text": True}, Path("set"))
    assert titled.text == "The ferry stopped.\nIt runs again."
    assert gold_page({**ROW, "text": text, "title_in_text": False}, Path("set")).text == text
    assert (
        gold_page({**ROW, "text": "Only a headline", "title_in_text": True}, Path("s")).text == ""
    )


def test_what_a_set_lacks_is_none_or_empty():
    page = gold_page({"id": "x", "file": "f", "site": "s"}, Path("somewhere/snippets"))
    assert (page.set, page.lang, page.with_text) == ("snippets", "", ())
    assert (page.url, page.text, page.title, page.authors, page.date) == (None,) * 5


def test_a_page_without_url_gets_one_on_its_site(tmp_path: Path):
    pages = read_sets(write_set(tmp_path / "one", [("<p>hello</p>", {})]))
    assert pages[0].page().url == "https://quay.example/page-0"
    assert pages[0].page().body == b"<p>hello</p>"
    assert pages[0].page(b"other").body == b"other"


def test_a_folder_of_sets_and_a_set_are_read_alike(tmp_path: Path):
    one = site_set(tmp_path / "one", 3)
    site_set(tmp_path / "two", 2)
    assert [page.set for page in read_sets(tmp_path)] == ["one"] * 3 + ["two"] * 2
    assert [page.id for page in read_sets(one)] == ["page-0", "page-1", "page-2"]
    assert {key: len(pages) for key, pages in by_site(read_sets(tmp_path)).items()} == {
        ("one", "quay.example"): 3,
        ("two", "quay.example"): 2,
    }


def test_a_folder_without_sets_is_refused(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"no truth\.jsonl"):
        read_sets(tmp_path)
    with pytest.raises(argparse.ArgumentTypeError, match="DATA=DIR"):
        gold_folder("")
    with pytest.raises(argparse.ArgumentTypeError, match="no such folder"):
        gold_folder(str(tmp_path / "missing"))
    assert gold_folder(str(tmp_path)) == tmp_path


def test_a_sample_is_the_same_for_the_same_seed_and_grows_by_adding(tmp_path: Path):
    pages = read_sets(site_set(tmp_path / "one", 8))
    few, more = sample(pages, 3), sample(list(reversed(pages)), 5)
    assert len(few) == 3
    assert {page.id for page in few} < {page.id for page in more}
    assert len({tuple(p.id for p in sample(pages, 3, seed)) for seed in range(9)}) > 1


def test_a_site_is_in_one_half():
    pages = [
        gold_page({**ROW, "id": str(i), "site": f"s{i % 20}.example"}, Path("set"))
        for i in range(60)
    ]
    halves = {page.site: page.half for page in pages}
    assert all(page.half == halves[page.site] for page in pages)
    assert set(halves.values()) == {"a", "b"}
    assert dataclasses.replace(pages[0], set="other").half == pages[0].half
