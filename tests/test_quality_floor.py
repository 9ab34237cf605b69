"""Extraction on real pages may not fall under the pinned floor; skipped where no pages are."""

import os
from pathlib import Path

import pytest

from benchmarks.floor import Floor, digest, floor_pages, measure, shortfalls


def test_quality_stays_on_the_floor():
    data = os.environ.get("DATA", "")
    if not data:
        pytest.skip(
            "QUALITY NOT MEASURED: set DATA to the folder of gold pages (make test DATA=DIR)"
        )
    if not Path(data).is_dir():
        pytest.fail(f"DATA={data}: no such folder")
    pinned = Floor.read()
    pages = floor_pages(Path(data))
    if digest(pages) != pinned.digest:
        pytest.skip(f"QUALITY NOT MEASURED: {data} holds other pages than the floor was pinned on")

    assert shortfalls(pinned.figures, measure(pages)) == []
