"""`python -m benchmarks.crawl DIR`: whole crawls over loopback, beside other crawlers.

A server of its own process serves gold pages from memory, each site under an address of its
own in 127.0.0.0/8 (Linux). Each crawler fetches, extracts and stores all of them, without
delay, 16 requests at a time: ours as `scrapy crawl news` comes; plain Scrapy with trafilatura
in parse(); trafilatura's own command; newspaper4k and news-please, which are installed once
into environments of their own in the user's cache folder. They take turns, several times.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.gold import gold_folder, read_sets
from benchmarks.speeds.crawl_figures import against_fastest, crawl_figures, crawl_table, growth
from benchmarks.speeds.crawling import Crawl
from benchmarks.speeds.parts import PARTS, Bench


def parts(text: str) -> list[str]:
    """The names of parts, from a command line."""
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"{name}: no part; there are {', '.join(PARTS)}")
    return names


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.crawl", description=__doc__)
    add = parser.add_argument
    add("data", type=gold_folder, help="a folder of sets of gold pages")
    add("--parts", type=parts, default="cold4,cold30,memory,peers", help=", ".join(PARTS))
    add("--rounds", type=int, default=3)
    add("--pages", type=int, default=1_000, help="of each crawl, about")
    add("--json", type=Path, help="also write every crawl to this file")
    add("--keep", type=Path, help="keep stores, logs and outputs in this folder")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Crawl, and print the figures."""
    options = arguments(argv)
    with TemporaryDirectory(prefix="newscrawl-") as temporary:
        work = (options.keep or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        bench = Bench(read_sets(options.data), options.rounds, work, options.pages, _say)
        crawls: list[Crawl] = []
        for one in (found for part in options.parts for found in PARTS[part](bench)):
            crawls.append(one)
            write(crawls, options.json)  # each time: a run takes long, and may be broken off
    show(crawls)
    return 0


def write(crawls: Sequence[Crawl], file: Path | None) -> None:
    """Write all crawls so far, where a file is named."""
    if file:
        file.write_text(json.dumps([asdict(one) for one in crawls], indent=1), encoding="utf-8")


def show(crawls: Sequence[Crawl]) -> None:
    """The table, and what it comes to."""
    console = Console(width=220, soft_wrap=True, highlight=False)
    figures = crawl_figures(crawls)
    console.print(f"{os.cpu_count()} cores; the server's share is of one core")
    console.print(crawl_table(figures))
    for part in dict.fromkeys(one.part for one in crawls):
        if said := against_fastest([one for one in crawls if one.part == part]):
            console.print(f"{part}: {said}")
    grown = [one for one in figures if one.part.startswith("growth")]
    if grown:
        console.print(growth(grown))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
