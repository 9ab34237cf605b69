"""`python -m benchmarks.paths DIR`: the fast path against the full one, on sites with a memory.

Each page of a site with five pages or more is held out of its site's memory, and extracted with
that on both paths. What is reported is the gold's page F1, how many pages take which path, and
how far both agree.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from benchmarks.contestants import held_out
from benchmarks.gold import SITE_PAGES, GoldPage, by_site, gold_folder, read_sets
from benchmarks.metrics import mean, page_score
from benchmarks.run import spread, warm_up
from newscrawl.extraction import SiteMemory, extract
from newscrawl.extraction.article import conclude
from newscrawl.extraction.reading import look, read_in_full
from newscrawl.items import Path

LARGE = 20  # pages of a site that is known well


@dataclass(frozen=True, slots=True)
class Both:
    """What a page came to.

    Attributes:
        set: Its set.
        site_pages: How many pages of its site there are.
        path: Which path it takes.
        f1: Page F1 of what a crawl would save.
        full: Page F1 of what the full path gives.
    """

    set: str
    site_pages: int
    path: str
    f1: float
    full: float


def both_paths(golds: Sequence[GoldPage]) -> list[Both]:
    """The pages of one site, each with a memory of the others."""
    pages = [gold.page() for gold in golds]
    found = []
    for gold, page, memory in zip(golds, pages, held_out(pages), strict=True):
        kept = SiteMemory.from_bytes(memory.to_bytes())  # as a crawl would load it
        taken, full = extract(page, kept), conclude(read_in_full(look(page)), kept).article
        scores = (page_score(one.text, gold.text or "").f1 for one in (taken, full))
        found.append(Both(gold.set, len(golds), taken.path, *scores))
    return found


def table(rows: Iterable[Both]) -> Table:
    """A line a set, and one for its large sites."""
    shown = Table("set", "sites of", "pages", "fast", "checked", "full", box=None)
    for column in ("F1", "F1 in full", "of the fast: F1", "F1 in full"):
        shown.add_column(column)
    every = list(rows)
    for name in sorted({row.set for row in every}):
        for least in (SITE_PAGES, LARGE):
            chosen = [row for row in every if row.set == name and row.site_pages >= least]
            if chosen:
                shown.add_row(name, f"{least}+", *_cells(chosen))
    return shown


def _cells(rows: Sequence[Both]) -> list[str]:
    paths = Counter(row.path for row in rows)
    fast = [row for row in rows if row.path == Path.FAST]
    return [
        str(len(rows)),
        *(f"{paths[path] / len(rows):.0%}" for path in (Path.FAST, Path.CHECKED, Path.FULL)),
        *(f"{score:.4f}" for score in (mean(r.f1 for r in rows), mean(r.full for r in rows))),
        *(f"{score:.4f}" for score in (mean(r.f1 for r in fast), mean(r.full for r in fast))),
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Extract on both paths, and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.paths", description=__doc__)
    parser.add_argument("data", type=gold_folder, help="a folder of sets of gold pages")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    golds = [gold for gold in read_sets(options.data) if gold.text is not None]
    sites = [site for site in by_site(golds).values() if len(site) >= SITE_PAGES]
    parts = spread(both_paths, sorted(sites, key=len, reverse=True), options.jobs, warm_up)
    Console(width=140, soft_wrap=True).print(table(row for part in parts for row in part))
    return 0


if __name__ == "__main__":
    sys.exit(main())
