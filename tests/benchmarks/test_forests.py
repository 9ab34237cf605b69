import argparse
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import leak, quality
from benchmarks.contestants import ALONE
from benchmarks.forests import (
    fold_file,
    fold_of,
    forest_for,
    publisher,
    trees_folder,
    unseen_trees,
)
from benchmarks.gold import read_sets
from benchmarks.run import run
from newscrawl.extraction import reading
from newscrawl.extraction.weights import trees
from newscrawl.items import Page
from tests.benchmarks.forests import write_folds
from tests.benchmarks.sets import article, site_set, story

PAGE = Page("https://quay.example/a", article(story(1)).encode())


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def candidates(found: reading.Reading) -> set[float]:
    """The weights of the blocks that were weighed."""
    return {
        weight
        for block, taught, weight in zip(found.blocks, found.taught, found.weights, strict=True)
        if reading.is_candidate(block, taught)
    }


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("sport.quay.co.uk", "quay.co.uk"),
        ("quay.co.uk", "quay.co.uk"),
        ("news.mole.de", "mole.de"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("localhost", "localhost"),
    ],
)
def test_a_publisher_is_a_registered_domain(site: str, name: str):
    assert publisher(site) == name


def test_a_publisher_s_hosts_are_in_one_fold():
    hosts = ("mole.de", "news.mole.de", "sport.mole.de", "a.b.mole.de")
    assert len({fold_of(host, 5) for host in hosts}) == 1


def test_folds_are_of_about_one_size_and_all_used():
    sizes = Counter(fold_of(f"paper{n}.de", 5) for n in range(1000))
    assert sorted(sizes) == [0, 1, 2, 3, 4]
    assert min(sizes.values()) > 150


def test_a_site_s_fold_never_changes():
    """Forests written by an earlier version must still be those that have not seen the site."""
    assert [fold_of(site, 5) for site in ("quay.example", "mole.de", "lantern.org")] == [4, 0, 1]


def test_a_site_gets_the_forest_of_its_own_fold(tmp_path: Path):
    folder = write_folds(tmp_path, -2.0, -1.0, 0.0, 1.0, 2.0)
    for site in ("quay.example", "mole.de", "news.mole.de", "lantern.org", "ferry.se"):
        assert forest_for(site, folder).value[0][0] == fold_of(site, 5) - 2.0


def test_pages_are_weighed_by_unseen_trees_and_then_by_the_shipped_ones_again(tmp_path: Path):
    shipped = reading.read(PAGE).weights
    with unseen_trees(write_folds(tmp_path, 0.0, 0.0), "quay.example"):
        assert candidates(reading.read(PAGE)) == {0.5}
    assert reading.trees is trees
    assert reading.read(PAGE).weights == shipped


def test_the_shipped_trees_come_back_after_an_error(tmp_path: Path):
    with pytest.raises(KeyError), unseen_trees(write_folds(tmp_path, 0.0, 0.0), "quay.example"):
        raise KeyError
    assert reading.trees is trees


def test_without_a_folder_the_shipped_trees_weigh():
    with unseen_trees(None, "quay.example"):
        assert reading.trees is trees


@pytest.mark.parametrize("lost", ["fold-1-of-3.json", "all"])
def test_a_folder_that_lacks_a_fold_is_refused(tmp_path: Path, lost: str):
    write_folds(tmp_path, 0.0, 0.0, 0.0)
    for file in tmp_path.glob("*" if lost == "all" else lost):
        file.unlink()
    with pytest.raises(argparse.ArgumentTypeError, match="not the trees of one cross-validation"):
        trees_folder(str(tmp_path))


def test_a_folder_of_two_trainings_is_refused(tmp_path: Path):
    write_folds(write_folds(tmp_path, 0.0, 0.0), 0.0, 0.0, 0.0)
    with pytest.raises(argparse.ArgumentTypeError, match="not the trees of one"):
        trees_folder(str(tmp_path))


def test_trees_for_other_features_are_refused(tmp_path: Path):
    write_folds(tmp_path, 0.0, 0.0)
    for fold in range(2):
        file = fold_file(tmp_path, fold, 2)
        file.write_text(json.dumps({**json.loads(file.read_text()), "features": ["size"]}))
    with pytest.raises(ValueError, match="other features"):
        forest_for("quay.example", tmp_path)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_weighs_by_the_trees_it_is_given(tmp_path: Path, jobs: int):
    pages = read_sets(site_set(tmp_path / "quay", 2))
    folder = write_folds(tmp_path / "trees", *(0.0, 0.0))
    found = run(pages, [ALONE], jobs=jobs, explained=True, trees=folder)
    weighed = [b.evidence for r in found for b in r.outputs[ALONE].blocks if "weighs" in b.evidence]
    assert weighed
    assert all("weighs 0.50" in evidence for evidence in weighed)


def test_quality_says_which_trees_were_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_folds(tmp_path / "trees", 0.0, 0.0)
    file = tmp_path / "out.json"
    argv = [str(site_set(tmp_path / "quay", 1)), "--jobs", "1", "--no-peers", "--json", str(file)]
    assert quality.main(argv) == 0
    assert "Trees: the trees that ship" in capsys.readouterr().out
    assert quality.main([*argv, "--trees", str(folder)]) == 0
    assert "Trees: held out, 2 folds" in capsys.readouterr().out
    assert json.loads(file.read_text())["trees"].startswith("Trees: held out")


def test_leak_says_which_trees_were_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_folds(tmp_path / "trees", 9.0, 9.0)
    file = tmp_path / "out.json"
    argv = [str(site_set(tmp_path / "quay", 1)), "--jobs", "1", "--json", str(file)]
    assert leak.main([*argv, "--trees", str(folder)]) == 0
    assert "Trees: held out, 2 folds" in capsys.readouterr().out
    found = json.loads(file.read_text())
    assert found["trees"].startswith("Trees: held out")


def test_the_floor_is_pinned_with_the_trees_that_ship(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = write_folds(tmp_path / "trees", 0.0, 0.0)
    with pytest.raises(SystemExit):
        quality.main([str(site_set(tmp_path / "quay", 1)), "--pin", "--trees", str(folder)])
    assert "leave out --trees" in capsys.readouterr().err
