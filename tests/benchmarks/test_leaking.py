import json
from pathlib import Path

import pytest

from benchmarks import leak
from benchmarks.gold import read_sets
from benchmarks.injection import PLACEMENTS
from benchmarks.leaking import ALONE, MODES, ROTATING, SAME, Case, LeakTask, leak_of, run_task
from tests.benchmarks.sets import article, site_set, story, write_set


def case(placement: str, share: float, who: str = ALONE) -> Case:
    return Case(
        "set", "page", "https://x.example/", "en", who, placement, "A", "k", share, 0.9, 0.8
    )


def test_the_leak_is_the_mean_of_the_placements_leaks():
    cases = [case("inline", 0.5), case("inline", 0.49), case("tail", 1.0), case("sibling", 0.0)]
    assert leak_of(cases) == {"inline": 0.5, "tail": 1.0, "sibling": 0.0, "mean": 0.5}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    pages = tuple(read_sets(site_set(tmp_path_factory.mktemp("data") / "set")))
    return run_task(LeakTask(pages[:2], pages, "tune", seed=3, kept=True))


def test_each_page_is_tried_in_every_placement_and_mode(cases: list[Case]):
    assert {(c.page, c.placement, c.who) for c in cases} == {
        (page, placement, who)
        for page in ("page-0", "page-1")
        for placement in PLACEMENTS
        for who in MODES
    }
    assert len(cases) == 2 * 3 * 5


def test_all_contestants_get_the_same_page(cases: list[Case]):
    for placement in PLACEMENTS:
        own = {(c.heading, c.css) for c in cases if (c.page, c.placement) == ("page-0", placement)}
        assert len(own) == 1


def test_recall_is_that_of_the_article(cases: list[Case]):
    peers = [c for c in cases if c.who == "trafilatura"]
    assert all(c.before == 1.0 for c in peers)


def test_a_page_is_kept_with_its_memory_where_it_leaked(cases: list[Case]):
    for c in cases:
        if c.who in {ALONE, SAME, ROTATING}:
            assert bool(c.html) == c.leaked
            assert bool(c.memory) == (c.leaked and c.who != ALONE)
            assert not c.html or c.heading.encode() in c.html


def test_the_same_seed_gives_the_same_cases(cases: list[Case], tmp_path: Path):
    pages = tuple(read_sets(site_set(tmp_path / "set")))
    assert run_task(LeakTask(pages[:2], pages, "tune", seed=3, kept=True)) == cases
    other = run_task(LeakTask(pages[:2], pages, "tune", seed=4, kept=True))
    assert [c.heading for c in other] != [c.heading for c in cases]


def test_a_site_with_too_few_pages_has_no_memory(tmp_path: Path):
    pages = tuple(read_sets(site_set(tmp_path / "set", 4)))
    cases = run_task(LeakTask(pages[:1], pages, "tune", seed=0, kept=False))
    assert {c.who for c in cases} == {ALONE, "trafilatura", "trafilatura precise"}


def test_the_command_prints_a_table_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    site_set(tmp_path / "data" / "quay")
    write_set(
        tmp_path / "data" / "rare",
        [(article(story(1)), {"text": "\n".join(story(1)), "lang": "xx"})],
    )
    argv = [str(tmp_path / "data"), "--pages", "1", "--jobs", "1", "--show", "9"]
    argv += ["--json", str(tmp_path / "out.json"), "--dump", str(tmp_path / "dump")]
    assert leak.main(argv) == 0
    out = capsys.readouterr().out
    assert "ours rotating" in out
    assert "rare" not in out
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["figures"]["quay / en / trafilatura"]["pages"] == 1
    leaked = [c for c in found["cases"] if c["who"].startswith("ours") and c["share"] >= 0.5]
    folders = list((tmp_path / "dump").glob("*/page.html"))
    assert len(folders) == len(leaked)


def test_no_page_that_fits_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site_set(tmp_path / "quay")
    assert leak.main([str(tmp_path / "quay"), "--lang", "xx"]) == 2
    assert "no page fits" in capsys.readouterr().err
