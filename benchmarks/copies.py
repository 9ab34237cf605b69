"""`python -m benchmarks.copies`: are copies of wire texts found, and nothing else?

Invented stories with their copies, and texts that resemble them, are saved into stores of
several sizes. Thresholds were tuned on `--half tune`; `--half report` has other languages.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from shutil import copyfile
from statistics import mean, quantiles
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.wire.editions import HALVES, editions, strangers
from benchmarks.wire.others import OTHERS
from benchmarks.wire.scoring import KindScore, Score, by_kind, score
from benchmarks.wire.stored import fill, look_up, save
from newscrawl.storage import Store


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured at one size.

    Attributes:
        stored: How many articles the store held before.
        score: Of all pairs.
        kinds: By kind of text.
        seconds: CPU time of a look-up: mean and 99th percentile.
        bytes: Of the file, a stored article.
    """

    stored: int
    score: Score
    kinds: dict[str, KindScore]
    seconds: tuple[float, float]
    bytes: int


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.copies", description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="report")
    parser.add_argument("--stored", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--stories", type=int, default=150, help="wire stories to save")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args(argv)


def measure(options: argparse.Namespace, folder: Path) -> list[Result]:
    """Fill a store step by step; at each step, save the articles into a copy of it."""
    texts = strangers(options.half, max(options.stored), options.seed)
    made = editions(options.half, options.stories, options.seed)
    results, before = [], 0
    filled = folder / "filled.db"
    for size in sorted(options.stored):
        with Store(f"sqlite:///{filled}") as store:
            fill(store, islice(texts, size - before), before + 1)
        copyfile(filled, folder / "copy.db")
        with Store(f"sqlite:///{folder / 'copy.db'}") as store:
            found, others = save(store, made)
            seconds = list(look_up(store, made))
        results.append(
            Result(
                size,
                score(made, found, others),
                by_kind(made, found, others),
                (mean(seconds), quantiles(seconds, n=100)[98]),
                filled.stat().st_size // size,
            )
        )
        before = size
    return results


def tables(results: Sequence[Result]) -> list[Table]:
    """Figures by size, and by kind at the biggest."""
    sizes = Table(
        "stored", "precision", "recall", "CPU ms a look-up", "p99", "bytes an article",
        title="Copies found", title_justify="left",
    )  # fmt: skip
    for result in results:
        shown = (result.score.precision, result.score.recall)
        times = (f"{second * 1000:.1f}" for second in result.seconds)
        row = (f"{result.stored:,}", *(f"{x:.3f}" for x in shown), *times, f"{result.bytes:,}")
        sizes.add_row(*row)
    kinds = Table(
        "kind", "articles", "with a copy", "with another text",
        title=f"By kind, at {results[-1].stored:,}", title_justify="left",
    )  # fmt: skip
    for kind, counts in results[-1].kinds.items():
        joined = "-" if kind in OTHERS else f"{counts.joined / counts.articles:.3f}"
        mixed = f"{counts.mixed / counts.articles:.3f}"
        kinds.add_row(kind, str(counts.articles), joined, mixed)
    return [sizes, kinds]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    options = arguments(argv)
    with TemporaryDirectory() as folder:
        results = measure(options, Path(folder))
    console = Console()
    for table in tables(results):
        console.print(table)
    if options.json:
        options.json.write_text(json.dumps([asdict(r) for r in results], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
