from pathlib import Path

import pytest

from benchmarks import memory
from benchmarks.gold import read_sets
from tests.benchmarks.sets import site_set


def test_a_site_s_memory_is_measured_while_learning_and_closed(tmp_path: Path):
    size = memory.measure(tuple(read_sets(site_set(tmp_path / "quay", 5))))
    assert (size.set, size.site, size.pages) == ("quay", "quay.example", 5)
    assert size.learning > 0
    assert 0 < size.closed <= 256 * 1024


def test_only_sites_with_enough_pages_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site_set(tmp_path / "quay", 5)
    assert memory.main([str(tmp_path / "quay"), "--jobs", "1"]) == 0
    assert "quay.example" in capsys.readouterr().out
    site_set(tmp_path / "mole", 4)
    assert memory.main([str(tmp_path / "mole"), "--jobs", "1"]) == 2
    assert "no site" in capsys.readouterr().err
