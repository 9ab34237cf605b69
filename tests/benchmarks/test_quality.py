import json
from pathlib import Path

import pytest

from benchmarks import floor, quality
from benchmarks.contestants import ALONE, MEMORY, PEERS
from benchmarks.floor import Floor, digest, floor_pages, measure, shortfalls
from benchmarks.gold import read_sets
from benchmarks.run import run
from tests.benchmarks.sets import article, site_set, story, write_set


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    site_set(folder / "quay", 5)
    truth = {"with_text": [story(9)[0]], "without_text": ["Imprint"], "site": "mole.example"}
    write_set(folder / "snippets", [(article(story(9)), truth)])
    return folder


def test_everybody_is_run_over_every_page(data: Path):
    results = run(read_sets(data), [ALONE, MEMORY, *PEERS], jobs=1)
    by_id = {(r.gold.set, r.gold.id): r for r in results}
    assert len(by_id) == 6
    assert set(by_id["quay", "page-0"].outputs) == {ALONE, MEMORY, *PEERS}
    assert set(by_id["snippets", "page-0"].outputs) == {ALONE, *PEERS}


def test_two_processes_find_what_one_finds(data: Path):
    pages = read_sets(data)
    one, two = (run(pages, [ALONE], jobs=jobs) for jobs in (1, 2))
    assert [(r.gold.id, r.outputs[ALONE].text) for r in one] == [
        (r.gold.id, r.outputs[ALONE].text) for r in two
    ]


def test_the_command_prints_a_table_and_writes_json(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "out.json"
    assert quality.main([str(data), "--jobs", "1", "--json", str(file), "--worst", "1"]) == 0
    out = capsys.readouterr().out
    assert "ours + memory" in out
    found = json.loads(file.read_text())
    assert set(found["quay / sites 5+"]) == {ALONE, MEMORY, *PEERS}
    assert found["quay / all"]["trafilatura"]["recall"] == 1.0
    assert found["snippets / all"]["trafilatura"]["snippets"]["f1"] == 1.0


@pytest.mark.parametrize(
    ("argv", "pages", "who"),
    [
        (["--set", "quay"], 5, [ALONE, MEMORY, *PEERS]),
        (["--only", "alone", "--limit", "2"], 3, [ALONE, *PEERS]),
        (["--only", "memory", "--no-peers"], 5, [MEMORY]),
        (["--site", "mole.example"], 1, [ALONE, MEMORY, *PEERS]),
        (["--lang", "de"], 0, [ALONE, MEMORY, *PEERS]),
    ],
)
def test_options_choose_pages_and_contestants(
    data: Path, argv: list[str], pages: int, who: list[str]
):
    options = quality.arguments([str(data), *argv])
    assert len(quality.select(options)) == pages
    assert quality.contestants(options) == who


def test_no_page_that_fits_is_said(data: Path, capsys: pytest.CaptureFixture[str]):
    assert quality.main([str(data), "--set", "none", "--jobs", "1"]) == 2
    assert "no page fits" in capsys.readouterr().err


def test_the_floor_s_pages_are_the_same_each_time_and_its_digest_knows_them(data: Path):
    pages = floor_pages(data)
    assert len(pages) == 6
    assert digest(pages) == digest(floor_pages(data))
    truth = data / "quay" / "truth.jsonl"
    truth.chmod(0o644)
    truth.write_text(truth.read_text().replace("people say", "people sang", 1))
    assert digest(floor_pages(data)) != digest(pages)


def test_what_falls_under_the_floor_is_named():
    pinned = {"quay, alone": {"f1": 0.95, "perfect": 0.5}, "gone": {"f1": 0.9}}
    now = {"quay, alone": {"f1": 0.9496, "perfect": 0.4}}
    assert shortfalls(pinned, now) == [
        "quay, alone: perfect is 0.4000, under the floor of 0.5000",
        "gone: f1 is 0.0000, under the floor of 0.9000",
    ]


def test_a_floor_is_raised_freely_and_lowered_only_when_allowed(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "floor.json"
    argv = [str(data), "--pin", "--floor", str(file), "--jobs", "1"]
    assert quality.main(argv) == 0
    pinned = Floor.read(file)
    assert pinned.figures == measure(floor_pages(data), jobs=1)
    assert pinned.pages == 6

    high = {group: dict.fromkeys(row, 1.1) for group, row in pinned.figures.items()}
    Floor(pinned.digest, 6, high).write(file)
    assert quality.main(argv) == 1
    assert "--allow-regression" in capsys.readouterr().err
    assert Floor.read(file).figures == high
    assert quality.main([*argv, "--allow-regression"]) == 0
    assert Floor.read(file) == pinned


def test_a_floor_of_other_pages_says_nothing_about_these(data: Path, tmp_path: Path):
    file = tmp_path / "floor.json"
    Floor("other pages", 1, {"quay, alone": {"f1": 1.1}}).write(file)
    assert floor.pin(data, file, allow_regression=False, jobs=1) == []
    assert Floor.read(file).digest == digest(floor_pages(data))
