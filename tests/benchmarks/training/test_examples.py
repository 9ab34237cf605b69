from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.gold import GoldPage, read_sets
from benchmarks.promos import Promo
from benchmarks.training import dataset
from benchmarks.training.dataset import NO_PLACE, Task, build, run_task
from benchmarks.training.examples import Example, Measured, Source
from benchmarks.training.validation import page_f1
from benchmarks.training.weighting import block_weights
from newscrawl.extraction import reading
from newscrawl.extraction.features import FEATURES
from newscrawl.extraction.weights import trees
from tests.benchmarks.sets import site_set, story, write_set

PROSE = Promo("A heading of elsewhere", ("Nobody here has ever spoken of the tortoise.",))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def gold(tmp_path: Path) -> GoldPage:
    return read_sets(site_set(tmp_path / "set", 1))[0]


def made(source: Source, folder: Path | None = None) -> Measured:
    found = run_task(Task(source, folder))
    assert isinstance(found, Measured)
    return found


def test_rows_are_those_that_the_engine_weighs(gold: GoldPage):
    found = made(Source(gold))
    read = reading.read(gold.page())
    weights = np.zeros(len(read.blocks))
    weights[found.candidates] = trees().probabilities(found.rows.tolist())
    assert weights.tolist() == pytest.approx(list(read.weights))
    assert found.rows.shape == (len(found.candidates), len(FEATURES))


def test_labels_are_those_of_the_article(gold: GoldPage):
    found = made(Source(gold))
    texts = [block.text for block in reading.read(gold.page()).blocks]
    assert [t for t, kept in zip(texts, found.kept, strict=True) if kept] == story(0)
    assert not found.foreign.any()


@pytest.mark.parametrize("placement", ["inline", "tail", "sibling"])
def test_unrelated_prose_is_marked_and_not_kept(gold: GoldPage, placement: str):
    found = made(Source(gold, placement, PROSE))
    assert found.foreign.sum() == 1
    assert not found.kept[found.foreign].any()
    assert found.kept.sum() == len(story(0))


def test_prose_of_the_article_s_own_words_is_not_kept_either(gold: GoldPage):
    same = Promo("A heading of elsewhere", (story(0)[2],))
    assert not made(Source(gold, "tail", same)).kept[made(Source(gold, "tail", same)).foreign].any()


def test_arrays_are_kept_from_run_to_run_and_read_as_they_were(
    gold: GoldPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    first = made(Source(gold), tmp_path)
    monkeypatch.delattr(dataset, "measured")  # a second reading would need it
    second = made(Source(gold), tmp_path)
    for name in ("rows", "candidates", "kept", "coverage", "known", "tokens", "gold_tokens"):
        assert np.array_equal(getattr(first, name), getattr(second, name))


def test_another_engine_reads_anew(gold: GoldPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    first = made(Source(gold), tmp_path)
    monkeypatch.setattr(dataset, "code_digest", lambda: "another engine")
    monkeypatch.setattr(dataset, "measured", lambda *_: first)
    assert made(Source(gold), tmp_path) is first
    assert len(list(tmp_path.glob("*.npz"))) == 1


def test_a_broken_file_is_written_anew(gold: GoldPage, tmp_path: Path):
    first = made(Source(gold), tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(b"PK\x03\x04 broken")
    assert np.array_equal(made(Source(gold), tmp_path).rows, first.rows)


def test_a_page_that_gives_nothing_is_named_with_the_reason(tmp_path: Path):
    write_set(tmp_path / "set", [("", {"text": "\n".join(story(1))})])
    found = build(read_sets(tmp_path / "set"), jobs=1)
    assert found.examples == ()
    assert len(found.skipped) == 1
    assert "set page-0: " in found.skipped[0]
    assert "empty" in found.skipped[0]


def test_a_page_without_its_gold_has_no_place_for_prose(tmp_path: Path):
    write_set(tmp_path / "set", [("<p>Nothing of it.", {"text": "\n".join(story(1))})])
    (gold,) = read_sets(tmp_path / "set")
    assert run_task(Task(Source(gold, "tail", PROSE), None)) == NO_PLACE


def test_pages_come_in_one_order_with_any_number_of_processes(tmp_path: Path):
    for name in ("quay.de", "mole.de"):
        folder = site_set(tmp_path / "data" / name, 2)
        truth = folder / "truth.jsonl"
        truth.write_text(truth.read_text().replace('"quay.example"', f'"{name}"'))
    pages = read_sets(tmp_path / "data")
    one, two = (build(pages, jobs=jobs, fresh=True).examples for jobs in (1, 2))
    assert [e.source for e in one] == [e.source for e in two]
    assert len(one) == 8
    assert sum(e.plain for e in one) == 4
    assert all(
        np.array_equal(a.measured.rows, b.measured.rows) for a, b in zip(one, two, strict=True)
    )


def test_a_page_without_text_is_an_example_without_rows(tmp_path: Path):
    write_set(tmp_path / "set", [("<p><script>x</script>", {"text": "\n".join(story(1))})])
    (gold,) = read_sets(tmp_path / "set")
    found = made(Source(gold))
    assert found.rows.shape == (0, len(FEATURES))
    assert page_f1(found, found.kept) == 0.0
    assert len(block_weights(Example(Source(gold), found), Counter())) == 0
