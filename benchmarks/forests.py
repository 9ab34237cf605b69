"""Trees that have not seen a page's publisher, in place of those that ship.

The trees that ship are trained on all gold pages at hand, so figures measured with them on
these pages flatter. `benchmarks.train --fold-trees DIR` writes one forest for each fold of the
publishers, trained on all the others; here a page gets the forest that has not seen its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from tldextract import TLDExtract

from newscrawl.extraction import reading
from newscrawl.extraction.features import FEATURES
from newscrawl.extraction.weights import Trees

_NAME = re.compile(r"fold-\d+-of-(\d+)\.json")
SHIPPED = "the trees that ship; pages they were trained on flatter, see --trees"


class Weigher(Protocol):
    """What weighs blocks: a forest, or what stands in for one."""

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """For each row of `FEATURES` the probability that the block is kept."""


@cache
def _suffixes() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=8192)
def publisher(site: str) -> str:
    """The registered domain of a site: sister hosts share their templates.

    >>> publisher("sport.quay.co.uk"), publisher("quay")
    ('quay.co.uk', 'quay')
    """
    return _suffixes()(site).top_domain_under_public_suffix or site


def fold_of(site: str, folds: int) -> int:
    """The fold that a site's pages are in, by a hash of its publisher."""
    digest = hashlib.sha256(publisher(site).encode()).digest()
    return int.from_bytes(digest, "big") % folds


def fold_file(folder: Path, fold: int, folds: int) -> Path:
    """Where the forest is kept that was trained on all folds but one."""
    return folder / f"fold-{fold}-of-{folds}.json"


def trees_folder(name: str) -> Path:
    """The folder of held-out trees that a command line names.

    Raises:
        argparse.ArgumentTypeError: It does not hold the forests of all folds.
    """
    try:
        folds_in(Path(name))
    except FileNotFoundError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return Path(name)


def folds_in(folder: Path) -> int:
    """How many folds the forests in a folder are of.

    Raises:
        FileNotFoundError: One is missing, or there are forests of several trainings.
    """
    counts = {int(m[1]) for m in map(_NAME.fullmatch, _names(folder)) if m}
    if len(counts) == 1:
        folds = counts.pop()
        if all(fold_file(folder, fold, folds).is_file() for fold in range(folds)):
            return folds
    raise FileNotFoundError(
        f"{folder}: not the trees of one cross-validation; "
        f"write them with: python -m benchmarks.train DATA --fold-trees {folder}"
    )


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("fold-*.json")]


@lru_cache(maxsize=16)
def read_forest(file: Path) -> Trees:
    """A forest as `benchmarks.train` writes it.

    Raises:
        ValueError: It was trained for other features than these.
    """
    data = json.loads(file.read_text(encoding="ascii"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError(f"{file}: trained for other features than newscrawl has now; train anew")
    return as_trees(data)


def as_trees(data: Mapping[str, Any]) -> Trees:
    """A forest from its arrays."""
    return Trees(
        feature=np.array(data["feature"], dtype=np.int32),
        threshold=np.array(data["threshold"], dtype=np.float32),
        value=np.array(data["value"], dtype=np.float32),
        depth=data["depth"],
    )


def forest_for(site: str, folder: Path) -> Trees:
    """The forest of a folder that was trained without the site's publisher."""
    folds = folds_in(folder)
    return read_forest(fold_file(folder, fold_of(site, folds), folds))


@contextmanager
def weighed_by(weigher: Weigher) -> Iterator[None]:
    """All that is read in this block, in this process, is weighed by another forest."""
    shipped = reading.trees
    reading.trees = lambda: weigher
    try:
        yield
    finally:
        reading.trees = shipped


@contextmanager
def unseen_trees(folder: Path | None, site: str) -> Iterator[None]:
    """Pages of a site are weighed by trees that have not seen it; without a folder as shipped."""
    if folder is None:
        yield
        return
    with weighed_by(forest_for(site, folder)):
        yield


def trees_used(folder: Path | None) -> str:
    """What a table's heading says of the trees behind its figures."""
    if folder is None:
        return f"Trees: {SHIPPED}"
    return (
        f"Trees: held out, {folds_in(folder)} folds of {folder}; none has seen a page of the "
        "publisher it is measured on"
    )
