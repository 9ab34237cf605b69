from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.gold import GoldPage
from benchmarks.gold_crawl import learn, main, missing, site_pages
from benchmarks.gold_server import addresses
from newscrawl.discovery.candidates import Candidate
from newscrawl.items import Article
from newscrawl.storage import State, Store
from tests.pages import page_html


def gold(folder: Path, id_: str, site: str = "quay.example", body: bytes = b"") -> GoldPage:
    path = folder / f"{id_}.html.gz"
    path.write_bytes(gzip.compress(body))
    return GoldPage("set", id_, site, "en", f"https://{site}/{id_}", path)


def test_a_page_that_was_not_saved_is_listed_with_what_the_store_says(tmp_path: Path) -> None:
    pages = addresses(gold(tmp_path, id_) for id_ in ("saved", "gone", "never"))
    saved, gone, _ = (at.url(8080) for at in pages)
    with Store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        store.discover([Candidate(saved, "feed"), Candidate(gone, "feed")])
        store.save(Article(url=saved, canonical_url=saved, headline="Quay", text="Quiet."))
        store.set_state(gone, State.GONE, "HTTP 404", "the page is no more")
        assert missing(pages, store) == {
            "gone": "gone HTTP 404: the page is no more",
            "never": "not in the store",
        }


def test_learning_counts_what_came_out_and_names_what_did_not(tmp_path: Path) -> None:
    golds = [gold(tmp_path, "1", body=page_html()), gold(tmp_path, "2", body=b"")]
    report = learn(golds, tmp_path)
    assert (report.pages, report.saved, report.code) == (2, 1, 1)
    assert list(report.lost) == ["2"]
    assert sum(report.reasons.values()) == 1
    assert report.peak_mb > 10


def test_the_site_with_most_pages_is_learned(tmp_path: Path) -> None:
    golds = [gold(tmp_path, id_) for id_ in "12"]
    golds.append(replace(gold(tmp_path, "3"), site="mole.example"))
    assert [page.id for page in site_pages(golds)] == ["1", "2"]
    assert [page.id for page in site_pages(golds, "mole.example")] == ["3"]


@pytest.mark.parametrize("data", [[], ["no/such/folder"]])
def test_without_gold_pages_it_skips_loudly(
    data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(data) == 0
    assert "SKIPPED" in capsys.readouterr().out
