from pathlib import Path

import pytest

from benchmarks import paths
from benchmarks.gold import read_sets
from benchmarks.paths import Both, both_paths, table
from tests.benchmarks.sets import site_set


def test_each_page_of_a_site_comes_out_on_both_paths(tmp_path: Path):
    found = both_paths(read_sets(site_set(tmp_path, 5)))

    assert len(found) == 5
    assert {row.site_pages for row in found} == {5}
    assert {row.path for row in found} == {"full"}
    assert all(row.f1 == row.full > 0.9 for row in found)


def test_the_table_has_a_line_for_large_sites_as_well(capsys: pytest.CaptureFixture[str]):
    rows = [Both("quay", 25, "fast", 0.75, 0.5), Both("quay", 6, "full", 0.25, 0.25)]

    paths.Console(width=140).print(table(rows))

    _, small, large = capsys.readouterr().out.splitlines()
    assert " ".join(small.split()) == "quay 5+ 2 50% 0% 50% 0.5000 0.3750 0.7500 0.5000"
    assert " ".join(large.split()) == "quay 20+ 1 100% 0% 0% 0.7500 0.5000 0.7500 0.5000"
