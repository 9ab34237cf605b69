"""`python -m benchmarks.quality DIR`: the quality of extraction on pages with gold text.

Ours alone, ours with site memory, and trafilatura in its two modes, side by side.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks import floor
from benchmarks.contestants import ALONE, MEMORY, PEERS, cache_folder
from benchmarks.figures import Result, as_json
from benchmarks.forests import trees_folder, trees_used
from benchmarks.gold import SITE_PAGES, GoldPage, by_site, gold_folder, read_sets, sample
from benchmarks.run import run
from benchmarks.tables import quality_table
from benchmarks.worst import dump, show_worst


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.quality", description=__doc__)
    parser.add_argument("data", type=gold_folder, help="a set, or a folder of sets")
    parser.add_argument("--set", action="append", help="only this set (repeat for more)")
    parser.add_argument("--lang", help="only pages of this language")
    parser.add_argument("--site", help="only pages of this site")
    parser.add_argument("--half", choices="ab", help="only one half of the sites")
    parser.add_argument("--limit", type=int, help="only so many pages of each set, drawn by hash")
    parser.add_argument("--only", choices=["alone", "memory"], help="ours in one way only")
    parser.add_argument("--no-peers", action="store_true", help="without trafilatura")
    parser.add_argument("--fresh", action="store_true", help="run trafilatura anew; shows CPU time")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--worst", type=int, default=0, help="show so many pages, and reasons")
    parser.add_argument("--dump", type=Path, help="write each page's output and gold here")
    parser.add_argument("--pin", action="store_true", help="measure and pin the quality floor")
    parser.add_argument("--floor", type=Path, default=floor.FILE, help="where it is pinned")
    parser.add_argument("--allow-regression", action="store_true", help="pin a lower floor, too")
    parser.add_argument("--trees", type=trees_folder, help="weigh each page by held-out trees")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    if options.pin and options.trees:
        parser.error("--pin pins what the trees that ship do; leave out --trees")
    return options


def select(options: argparse.Namespace) -> list[GoldPage]:
    """The pages that the command line asks for."""
    pages = [
        page
        for page in read_sets(options.data)
        if (not options.set or page.set in options.set)
        and options.lang in {None, page.lang}
        and options.site in {None, page.site}
        and options.half in {None, page.half}
    ]
    if options.only == "memory":
        sites = by_site(pages)
        pages = [p for p in pages if len(sites[p.set, p.site]) >= SITE_PAGES]
    if options.limit:
        names = sorted({page.set for page in pages})
        return [p for n in names for p in sample([q for q in pages if q.set == n], options.limit)]
    return pages


def contestants(options: argparse.Namespace) -> list[str]:
    """The contestants that the command line asks for."""
    own = {"alone": [ALONE], "memory": [MEMORY], None: [ALONE, MEMORY]}[options.only]
    return own if options.no_peers else [*own, *PEERS]


def measure(options: argparse.Namespace) -> list[Result]:
    """All results of the command line."""
    cache = None if options.fresh else cache_folder()
    return run(
        select(options),
        contestants(options),
        cache,
        jobs=options.jobs,
        explained=options.worst > 0,
        trees=options.trees,
    )


def pin_floor(options: argparse.Namespace) -> int:
    """Pin the floor; 1 where that would lower it and nobody allowed it."""
    lower = floor.pin(
        options.data,
        options.floor,
        allow_regression=options.allow_regression,
        jobs=options.jobs,
    )
    for line in lower:
        print(line, file=sys.stderr)
    if lower and not options.allow_regression:
        print("not pinned; --allow-regression pins a lower floor", file=sys.stderr)
        return 1
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark, or pin the floor; 2 where no page fits."""
    options = arguments(argv)
    if options.pin:
        return pin_floor(options)
    results = measure(options)
    if not results:
        print(f"{options.data}: no page fits; see --set, --lang, --half", file=sys.stderr)
        return 2
    console = Console(width=200, soft_wrap=True, highlight=False)
    show_worst(console, results, options.worst)
    console.print(quality_table(results, trees_used(options.trees)))
    if options.dump:
        dump(results, options.dump)
    if options.json:
        row = {"trees": trees_used(options.trees), **as_json(results)}
        options.json.write_text(json.dumps(row, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
