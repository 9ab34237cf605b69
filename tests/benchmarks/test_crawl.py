from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import pytest

from benchmarks import crawl
from tests.benchmarks.sets import site_set


@pytest.mark.skipif(sys.platform != "linux", reason="127.0.1.1 is this machine on Linux alone")
def test_ours_and_plain_scrapy_save_every_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    site_set(tmp_path / "quay", 4)
    out = tmp_path / "crawls.json"
    options = ["--parts", "cold4", "--rounds", "1", "--pages", "4", "--json", str(out)]
    assert crawl.main([str(tmp_path), *options, "--keep", str(tmp_path / "kept")]) == 0
    rows = json.loads(out.read_text(encoding="utf-8"))
    assert [(row["who"], row["fetched"], row["saved"], row["code"]) for row in rows] == [
        ("ours", 4, 4, 0),
        ("Scrapy + trafilatura", 4, 4, 0),
    ]
    for row in rows:
        assert row["cpu_seconds"] > 0
        assert row["peaks"]["total_mb"] > 10
        assert len(row["lag_ms"]) == 3
    assert "Scrapy + trafilatura" in capsys.readouterr().out


def test_a_part_that_is_not_there_is_refused():
    assert crawl.parts("cold4,memory") == ["cold4", "memory"]
    with pytest.raises(argparse.ArgumentTypeError, match="cold5: no part"):
        crawl.parts("cold5")
