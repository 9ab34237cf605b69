"""`python -m benchmarks.leak DIR`: how many promos put into real pages reach the text.

Alone; with a memory of four other pages of the site that carry the same promo; with a memory
of four that carry others in its place. trafilatura beside it, in its two modes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks import promos
from benchmarks.contestants import cache_folder
from benchmarks.forests import trees_folder, trees_used
from benchmarks.gold import SITE_PAGES, GoldPage, by_site, gold_folder, read_sets, sample
from benchmarks.injection import PLACEMENTS
from benchmarks.leaking import Case, LeakTask, leak_of, recalls, run_task
from benchmarks.run import spread, warm_up


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.leak", description=__doc__)
    parser.add_argument("data", type=gold_folder, help="a set, or a folder of sets")
    parser.add_argument("--set", action="append", help="only this set (repeat for more)")
    parser.add_argument("--lang", help="only pages of this language")
    parser.add_argument("--pages", type=int, default=40, help="of each set, drawn by hash")
    parser.add_argument("--half", choices=promos.HALVES, default="report", help="of the promos")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=0, help="list so many leaks of ours")
    parser.add_argument("--dump", type=Path, help="write pages on which ours leaks, with memory")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--fresh", action="store_true", help="run trafilatura anew")
    parser.add_argument("--trees", type=trees_folder, help="weigh each page by held-out trees")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args(argv)


def select(options: argparse.Namespace) -> list[LeakTask]:
    """Drawn pages by site; where a set has sites with enough pages, from these alone."""
    pages = [
        page
        for page in read_sets(options.data)
        if page.text and (not options.set or page.set in options.set)
    ]
    tasks = []
    for name in sorted({page.set for page in pages}):
        own = by_site(page for page in pages if page.set == name)
        sites = {key: site for key, site in own.items() if len(site) >= SITE_PAGES} or own
        fitting = [p for site in sites.values() for p in site if _fits(p, options)]
        for key, drawn in by_site(sample(fitting, options.pages, options.seed)).items():
            tasks.append(
                LeakTask(
                    tuple(drawn),
                    tuple(own[key]),
                    options.half,
                    options.seed,
                    kept=options.dump is not None,
                    cache=None if options.fresh else cache_folder(),
                    trees=options.trees,
                )
            )
    return sorted(tasks, key=lambda task: -len(task.pages))


def _fits(page: GoldPage, options: argparse.Namespace) -> bool:
    return options.lang in {None, page.lang} and page.lang in promos.languages()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark; 2 where no page fits."""
    options = arguments(argv)
    parts = spread(run_task, select(options), options.jobs, warm_up)
    cases = sorted((case for part in parts for case in part), key=Case.order)
    if not cases:
        print(f"{options.data}: no page fits; see --set and --lang", file=sys.stderr)
        return 2
    console = Console(width=180, soft_wrap=True, highlight=False)
    for case in [c for c in cases if c.leaked and c.who.startswith("ours")][: options.show]:
        console.print(
            f"{case.who}, {case.placement}: {escape(case.page)} "
            f'"{escape(case.heading)}" class="{escape(case.css)}" {case.share:.2f}'
        )
    console.print(leak_table(cases, trees_used(options.trees)))
    if options.dump:
        dump(cases, options.dump)
    if options.json:
        row = {"trees": trees_used(options.trees), **as_json(cases)}
        options.json.write_text(json.dumps(row, indent=1), encoding="utf-8")
    return 0


def leak_table(cases: Sequence[Case], title: str = "") -> Table:
    """Leak by set and contestant, each placement and their mean; recall before and after."""
    table = Table("set", "who", "pages", *PLACEMENTS, "mean", "R before", "R after", box=None)
    table.title, table.title_justify = title, "left"
    for set_, who in _contests(cases):
        own = [case for case in cases if (case.set, case.who) == (set_, who)]
        leaks = leak_of(own)
        before, after = recalls(own)
        shown = (leaks.get(name) for name in (*PLACEMENTS, "mean"))
        table.add_row(
            set_,
            who,
            str(len({case.page for case in own})),
            *("" if leak is None else f"{leak:.3f}" for leak in shown),
            f"{before:.4f}",
            f"{after:.4f}",
        )
    return table


def _contests(cases: Sequence[Case]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((case.set, case.who) for case in cases))


def as_json(cases: Sequence[Case]) -> dict[str, object]:
    """The table's figures by set and by language, and every case."""
    found: dict[str, object] = {}
    for set_, who in _contests(cases):
        own = [case for case in cases if (case.set, case.who) == (set_, who)]
        for lang in ("all", *sorted({case.lang for case in own})):
            some = [case for case in own if lang in {"all", case.lang}]
            before, after = recalls(some)
            found[f"{set_} / {lang} / {who}"] = {
                "pages": len({case.page for case in some}),
                "leak": leak_of(some),
                "recall_before": before,
                "recall_after": after,
            }
    skipped = {"html", "memory"}
    rows = [{k: v for k, v in asdict(case).items() if k not in skipped} for case in cases]
    return {"figures": found, "cases": rows}


def dump(cases: Sequence[Case], folder: Path) -> None:
    """Write each page on which ours leaks as a folder: page.html, page.json, memory."""
    for case in cases:
        if case.html:
            name = f"{case.who}-{case.placement}-{case.page}".replace("/", "_").replace(" ", "-")
            own = folder / name
            own.mkdir(parents=True, exist_ok=True)
            (own / "page.html").write_bytes(case.html)
            (own / "page.json").write_text(json.dumps({"url": case.url, "headers": {}}))
            if case.memory:
                (own / "memory").write_bytes(case.memory)


if __name__ == "__main__":
    sys.exit(main())
