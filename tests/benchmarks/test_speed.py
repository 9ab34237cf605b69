from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import speed
from tests.benchmarks.sets import site_set


def test_figures_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site_set(tmp_path / "quay", 2)
    out = tmp_path / "speed.json"
    options = ["--pages", "4", "--rounds", "1", "--starts", "1", "--jobs", "1", "--json", str(out)]
    assert speed.main([str(tmp_path), *options]) == 0
    said = capsys.readouterr().out
    assert "x trafilatura" in said
    written = json.loads(out.read_text(encoding="utf-8"))
    assert {row["who"] for row in written["extraction"]} >= {"ours", "trafilatura"}
    assert {row["what"] for row in written["starts"]} >= {"scrapy extract FILE"}


def test_a_profile_is_printed_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site_set(tmp_path / "quay", 2)
    assert speed.main([str(tmp_path), "--pages", "4", "--jobs", "1", "--profile", "5"]) == 0
    said = capsys.readouterr().out
    assert "function calls" in said
    assert "x trafilatura" not in said
