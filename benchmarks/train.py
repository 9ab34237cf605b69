"""`python -m benchmarks.train DIR`: learn the weights of blocks from pages with gold text.

Writes newscrawl/extraction/weights/trees.json, grown on all pages of the folder. What trees
are worth on sites they have not seen is measured with others: --cross-validate grows one forest
for each fold of the publishers on all the other folds; --fold-trees keeps these, so that
benchmarks.quality and benchmarks.leak can measure with them (--trees).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.forests import fold_file
from benchmarks.gold import GoldPage, gold_folder, read_sets, sample
from benchmarks.training.boosting import TrainingError, boost, gains, lightgbm
from benchmarks.training.dataset import NO_PLACE, Dataset, build
from benchmarks.training.export import as_arrays, write_forest
from benchmarks.training.figures import figures, tables
from benchmarks.training.validation import judge, train_folds
from benchmarks.training.weighting import pages_of_sites, samples

SHIPPED = Path(__file__).parents[1] / "newscrawl/extraction/weights/trees.json"
_GAINS = 12  # features to name
_HONEST = (
    "These trees are grown on all sites of the folder. Figures measured with them on its pages "
    "flatter; the honest ones are the cross-validated ones: --cross-validate here, and "
    "benchmarks.quality and benchmarks.leak with --trees."
)


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.train", description=__doc__)
    parser.add_argument("data", type=gold_folder, help="a set, or a folder of sets")
    parser.add_argument("--cross-validate", action="store_true", help="measure on unseen sites")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold-trees", type=Path, help="write the forest of each fold here")
    parser.add_argument("--json", type=Path, help="also write the cross-validated figures here")
    parser.add_argument("--out", type=Path, help="default: the trees that ship with newscrawl")
    parser.add_argument("--no-out", action="store_true", help="leave the trees that ship alone")
    parser.add_argument("--limit", type=int, help="only so many pages of each set: a trial")
    parser.add_argument("--fresh", action="store_true", help="read all pages anew")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    if options.folds < 2:
        parser.error("--folds: there must be two at least, or nothing is held out")
    if options.json and not options.cross_validate:
        parser.error("--json takes the figures of --cross-validate; say that, too")
    if options.limit and not (options.out or options.no_out):
        parser.error("--limit is a trial: name another file with --out, or say --no-out")
    return options


def select(options: argparse.Namespace) -> list[GoldPage]:
    """The pages that the command line asks for."""
    pages = read_sets(options.data)
    if not options.limit:
        return pages
    names = sorted({page.set for page in pages})
    return [p for n in names for p in sample([q for q in pages if q.set == n], options.limit)]


def main(argv: Sequence[str] | None = None) -> int:
    """Train; 2 where LightGBM is missing or no page can be read."""
    options = arguments(argv)
    console = Console(width=180, soft_wrap=True, highlight=False)
    try:
        lightgbm()  # before the pages are read, which takes minutes
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 2
    dataset = build(select(options), jobs=options.jobs, fresh=options.fresh)
    console.print(_made(dataset))
    if not dataset.examples:
        print(f"{options.data}: no page to learn from", file=sys.stderr)
        return 2
    if options.cross_validate or options.fold_trees:
        cross_validate(dataset, options, console)
    if not options.no_out:
        ship(dataset, options.out or SHIPPED, console)
    return 0


def _made(dataset: Dataset) -> str:
    plain = sum(example.plain for example in dataset.examples)
    unread = [why for why in dataset.skipped if not why.endswith(NO_PLACE)]
    made = (
        f"{plain} pages, {len(dataset.examples) - plain} of them once more with unrelated prose; "
        f"{len(dataset.skipped) - len(unread)} had no place for it"
    )
    return "\n".join([made, *(f"left out: {why}" for why in unread)])


def cross_validate(dataset: Dataset, options: argparse.Namespace, console: Console) -> None:
    """Grow a forest for each fold; keep them and print their figures as asked for."""
    forests = train_folds(dataset.examples, options.folds)
    if options.fold_trees:
        keep_folds(forests, options.fold_trees)
        console.print(
            f"{options.fold_trees}: {options.folds} forests, for quality and leak: --trees"
        )
    if options.cross_validate:
        found = figures(judge(dataset.examples, forests))
        for table in tables(found, options.folds):
            console.print(table)
        if options.json:
            row = {"folds": options.folds, **found}
            options.json.write_text(json.dumps(row, indent=1), encoding="utf-8")


def keep_folds(forests: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Write the forest of each fold, in place of those of an earlier training."""
    for old in folder.glob("fold-*-of-*.json"):
        old.unlink()
    for fold, arrays in enumerate(forests):
        write_forest(arrays, fold_file(folder, fold, len(forests)))


def ship(dataset: Dataset, file: Path, console: Console) -> None:
    """Grow a forest on all examples and write it."""
    booster = boost(samples(dataset.examples, pages_of_sites(dataset.examples)))
    write_forest(as_arrays(booster.dump_model()), file)
    worth = (f"{name} {share:.1%}" for name, share in islice(gains(booster).items(), _GAINS))
    console.print(f"Worth most, by gain: {', '.join(worth)}")
    console.print(f"{file}: {file.stat().st_size // 1000} kB. {_HONEST}")


if __name__ == "__main__":
    sys.exit(main())
