import builtins
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import train
from benchmarks.forests import folds_in, forest_for
from benchmarks.training import validation
from benchmarks.training.boosting import ASK
from benchmarks.training.dataset import build
from benchmarks.training.figures import figures
from benchmarks.training.validation import judge, page_f1
from tests.benchmarks.forests import constant
from tests.benchmarks.sets import article, site_set, story, write_set

needs_lightgbm = pytest.mark.usefixtures("lightgbm")


@pytest.fixture
def lightgbm() -> None:
    pytest.importorskip("lightgbm", reason=f"TRAINING NOT TRIED: {ASK}")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [
        (article(story(n)), {"id": f"p{n}", "text": "\n".join(story(n)), "site": f"paper{n}.de"})
        for n in range(8)
    ]
    write_set(tmp_path / "data" / "papers", rows)
    truth = {"with_text": [story(9)[0][:30]], "without_text": ["Imprint"], "site": "mole.example"}
    write_set(tmp_path / "data" / "snippets", [(article(story(9), "Imprint"), truth)])
    return tmp_path / "data"


@needs_lightgbm
def test_the_command_writes_trees_folds_and_figures(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    out, folds, file = tmp_path / "trees.json", tmp_path / "folds", tmp_path / "figures.json"
    (folds / "old").mkdir(parents=True)
    (folds / "fold-0-of-9.json").write_text("{}")
    argv = [str(data), "--jobs", "1", "--folds", "2", "--cross-validate", "--out", str(out)]
    assert train.main([*argv, "--fold-trees", str(folds), "--json", str(file)]) == 0
    said = capsys.readouterr().out
    assert "9 pages, 8 of them once more with unrelated prose" in said
    assert "no tree has seen the page's publisher" in said
    assert "grown on all sites of the folder" in said
    assert folds_in(folds) == 2
    assert forest_for("paper1.de", folds).depth == 5
    found = json.loads(file.read_text())
    assert found["sets"]["papers"]["pages"] == 8
    assert found["snippets"]["snippets"]["pages"] == 1
    assert found["scripts"]["Latin"]["oracle"] == 1.0

    first = out.read_bytes()
    assert train.main([str(data), "--jobs", "1", "--out", str(out)]) == 0
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--limit", "3"], "--limit is a trial"),
        (["--json", "x"], "--cross-validate"),
        (["--folds", "1"], "two at least"),
    ],
)
def test_arguments_that_would_mislead_are_refused(
    data: Path, argv: list[str], says: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        train.arguments([str(data), *argv])
    assert says in capsys.readouterr().err


def test_a_limit_takes_so_many_pages_of_each_set(data: Path):
    options = train.arguments([str(data), "--limit", "3", "--no-out"])
    assert sorted(p.set for p in train.select(options)) == ["papers"] * 3 + ["snippets"]


def test_missing_lightgbm_is_said_before_pages_are_read(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "lightgbm":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delattr(train, "build")
    assert train.main([str(data)]) == 2
    assert capsys.readouterr().err.strip() == ASK


def test_each_page_is_judged_by_the_forest_of_its_fold(data: Path):
    """All in fold 0 is dropped, all else kept: then nothing was judged by another fold's."""
    examples = build(train.select(train.arguments([str(data), "--no-out"])), jobs=1).examples
    for outcome in judge(examples, [constant(-9), constant(9)]):
        fold = validation.fold_of(outcome.example.source.gold.site, 2)
        kept = outcome.kept["model"][outcome.example.measured.candidates]
        assert (kept == bool(fold)).all()


def test_a_fold_is_not_trained_on_its_own_publishers(data: Path, monkeypatch: pytest.MonkeyPatch):
    examples = build(train.select(train.arguments([str(data), "--no-out"])), jobs=1).examples
    seen: list[set[str]] = []

    def remember(some: list[Any], _sites: Any) -> dict[str, Any]:
        seen.append({e.source.gold.site for e in some})
        return constant(0)

    monkeypatch.setattr(validation, "train", remember)
    validation.train_folds(examples, 3)
    every = {e.source.gold.site for e in examples}
    for fold, sites in enumerate(seen):
        assert sites == {site for site in every if validation.fold_of(site, 3) != fold}


def test_figures_tell_what_was_kept(data: Path):
    examples = build(train.select(train.arguments([str(data), "--no-out"])), jobs=1).examples
    whole = figures(judge(examples, [constant(9)]))
    assert whole["sets"]["papers"]["oracle"] == 1.0
    assert whole["sets"]["papers"]["model"] < 1.0
    assert {row["model"] for row in whole["leak"].values()} == {1.0}
    nothing = figures(judge(examples, [constant(-9)]))
    assert nothing["sets"]["papers"]["model"] == 0.0
    assert nothing["sets"]["papers"]["worse"] == 8
    assert {row["model"] for row in nothing["leak"].values()} == {0.0}
    assert nothing["snippets"]["snippets"]["model"] == 0.0


def test_page_f1_is_that_of_whole_blocks(tmp_path: Path):
    pages = train.select(train.arguments([str(site_set(tmp_path / "one", 1)), "--no-out"]))
    (example,) = build(pages, jobs=1).examples
    found = example.measured
    assert page_f1(found, found.kept) == 1.0
    half = found.kept.copy()
    half[found.kept.nonzero()[0][:3]] = False
    share = (found.tokens * half).sum() / found.gold_tokens
    assert page_f1(found, half) == pytest.approx(2 * share / (1 + share))
