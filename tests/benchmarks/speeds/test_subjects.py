from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.gold import read_sets
from benchmarks.speeds import subjects
from tests.benchmarks.sets import site_set


def test_each_page_comes_with_a_memory_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(subjects, "SITE_PAGES", 6)
    site_set(tmp_path / subjects.SET, 6)
    site_set(tmp_path / "other", 6)
    found = subjects.subjects_with_memory(read_sets(tmp_path), 2, 0, jobs=1)
    assert [s.memory.pages for s in found if s.memory] == [5, 5]
    assert [s.memory.generation for s in found if s.memory] == [1, 1]
    assert all(s.path for s in found)


def test_small_sites_have_no_memory(tmp_path: Path):
    site_set(tmp_path / subjects.SET, 6)
    assert subjects.subjects_with_memory(read_sets(tmp_path), 2, 0, jobs=1) == []


def test_no_set_outweighs_another(tmp_path: Path):
    for name, pages in (("large", 9), ("small", 5)):
        site_set(tmp_path / name, pages)
    assert len(subjects.plain_subjects(read_sets(tmp_path), 6, 0)) == 6
    assert len(subjects.plain_subjects(read_sets(tmp_path / "small"), 6, 0)) == 5
