"""`python -m benchmarks.speed DIR`: what extraction costs, beside others.

All read one page after the other, in turns, in this process, several times; nothing is
fetched or stored. Pages are a sample of all sets, and pages of sites with many pages, whose
memory was made of the site's other pages beforehand. What is not installed is left out and said
so: resiliparse, readability-lxml and newspaper4k are looked for, not required.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.gold import GoldPage, gold_folder, read_sets
from benchmarks.speeds import extractors as who
from benchmarks.speeds.extraction import Group, extraction_table, figures, memory_groups, shares
from benchmarks.speeds.extractors import Subject, extractors
from benchmarks.speeds.profiles import profile
from benchmarks.speeds.rounds import timed
from benchmarks.speeds.starts import Start, starts
from benchmarks.speeds.subjects import plain_subjects, subjects_with_memory

ON_MEMORY = (who.OURS, who.MEMORY, who.DEFAULT, who.FAST)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pages that are timed."""

    plain: list[Subject]
    with_memory: list[Subject]


def choose(pages: Sequence[GoldPage], options: argparse.Namespace) -> Chosen:
    """Half of the pages from all sets, half from sites with a memory."""
    half = max(1, options.pages // 2)
    return Chosen(
        plain_subjects(pages, half, options.seed),
        subjects_with_memory(pages, half, options.seed, options.jobs),
    )


def measure(chosen: Chosen, rounds: int) -> list[Group]:
    """Everybody on a sample of all sets; those who need none or a memory on the other pages."""
    plain = extractors(set(who.ALL) - {who.MEMORY})
    memory = extractors(ON_MEMORY)
    on_plain = timed(chosen.plain, plain, rounds)
    on_memory = timed(chosen.with_memory, memory, rounds)
    return [Group("all sets", tuple(on_plain)), *memory_groups(chosen.with_memory, on_memory)]


def start_table(found: Sequence[Start]) -> Table:
    """Fresh processes, a line a command."""
    table = Table("fresh process", "s", "quarters", "CPU s", box=None)
    for one in found:
        wall = f"{one.wall.low:.2f}-{one.wall.high:.2f}"
        table.add_row(one.what, f"{one.wall.middle:.2f}", wall, f"{one.cpu.middle:.2f}")
    return table


def show_profiles(chosen: Chosen, lines: int) -> None:
    """Where our time goes, without and with memory."""
    for name, subjects in ((who.OURS, chosen.plain), (who.MEMORY, chosen.with_memory)):
        if subjects:
            work = extractors([name])[name]
            timed(subjects[:5], {name: work}, 1)  # loads what is loaded on first use
            print(f"\n{name}, {len(subjects)} pages, under cProfile:")
            print(profile(work, subjects, lines))


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.speed", description=__doc__)
    add = parser.add_argument
    add("data", type=gold_folder, help="a folder of sets of gold pages")
    add("--pages", type=int, default=80, help="half of all sets, half of sites with a memory")
    add("--rounds", type=int, default=3)
    add("--seed", type=int, default=0, help="draws other pages")
    add("--starts", type=int, default=5, help="fresh processes of each command; 0: none")
    add("--jobs", type=int, default=2, help="processes that make the memories")
    add("--profile", type=int, nargs="?", const=40, metavar="LINES", help="print a profile alone")
    add("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Time extraction and print the figures, or the profile."""
    options = arguments(argv)
    pages = read_sets(options.data)
    chosen = choose(pages, options)
    if options.profile:
        show_profiles(chosen, options.profile)
        return 0
    report(chosen, options)
    return 0


def report(chosen: Chosen, options: argparse.Namespace) -> None:
    """Measure, print, and write where a file is named."""
    console = Console(width=170, soft_wrap=True, highlight=False)
    found = figures(measure(chosen, options.rounds))
    console.print(extraction_table(found))
    for name in who.ALL:
        if not who.is_there(name):
            console.print(f"{name}: not installed")
    if chosen.with_memory:
        console.print(shares(chosen.with_memory))
    began = _starts(chosen.plain[0], options.starts)
    if began:
        console.print(start_table(began))
    if options.json:
        row = {"extraction": [asdict(f) for f in found], "starts": [asdict(s) for s in began]}
        options.json.write_text(json.dumps(row, indent=1), encoding="utf-8")


def _starts(subject: Subject, times: int) -> list[Start]:
    if not times:
        return []
    with TemporaryDirectory(prefix="newscrawl-") as work:
        return starts(subject.page.body, subject.page.url, Path(work), times)


if __name__ == "__main__":
    sys.exit(main())
