"""`python -m benchmarks.memory DIR`: how many bytes the memory of a real site takes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.gold import SITE_PAGES, GoldPage, by_site, gold_folder, read_sets
from benchmarks.run import spread, warm_up
from newscrawl.extraction import SiteMemory


@dataclass(frozen=True, slots=True)
class Size:
    """The memory of one site: pages observed, bytes while learning and once closed."""

    set: str
    site: str
    pages: int
    learning: int
    closed: int


def measure(pages: tuple[GoldPage, ...]) -> Size:
    """Observe all pages of a site, then close the generation."""
    memory = SiteMemory()
    for page in pages:
        memory.observe(page.page())
    learning = len(memory.to_bytes())
    memory.close_generation()
    return Size(pages[0].set, pages[0].site, len(pages), learning, len(memory.to_bytes()))


def main(argv: Sequence[str] | None = None) -> int:
    """Print the sizes; 2 where no site has enough pages."""
    parser = argparse.ArgumentParser(prog="benchmarks.memory", description=__doc__)
    parser.add_argument("data", type=gold_folder, help="a set, or a folder of sets")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    sites = [tuple(site) for site in by_site(read_sets(options.data)).values()]
    tasks = [site for site in sites if len(site) >= SITE_PAGES]
    if not tasks:
        print(f"{options.data}: no site with {SITE_PAGES} pages or more", file=sys.stderr)
        return 2
    sizes = sorted(spread(measure, tasks, options.jobs, warm_up), key=lambda size: -size.closed)
    Console(width=120, soft_wrap=True).print(size_table(sizes))
    return 0


def size_table(sizes: Sequence[Size]) -> Table:
    """Sites, the largest memory first; the median last."""
    table = Table("set", "site", "pages", "bytes learning", "bytes closed", box=None)
    for size in sizes:
        table.add_row(size.set, size.site, *map(str, (size.pages, size.learning, size.closed)))
    medians = (median(getattr(s, f) for s in sizes) for f in ("pages", "learning", "closed"))
    table.add_row("", "median", *(f"{value:.0f}" for value in medians))
    return table


if __name__ == "__main__":
    sys.exit(main())
