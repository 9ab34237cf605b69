"""All examples of a folder of gold pages, kept from run to run."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
import trafilatura

import benchmarks
import newscrawl.extraction
from benchmarks.contestants import cache_folder
from benchmarks.gold import GoldPage
from benchmarks.run import spread
from benchmarks.training.augment import draw, prose_pool
from benchmarks.training.examples import Example, Measured, Source, measured
from newscrawl.errors import ExtractionError
from newscrawl.extraction.features import FEATURES

NO_PLACE = "no place for unrelated prose"
_FIELDS = tuple(field.name for field in fields(Measured))
_OURS = (
    *("alignment.py", "gold.py", "injection.py", "metrics.py"),
    *("training/augment.py", "training/examples.py", "training/labels.py"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """What one process does at a time: an example, and where its arrays are kept."""

    source: Source
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """The examples of a folder, and the pages that gave none, each with the reason."""

    examples: tuple[Example, ...]
    skipped: tuple[str, ...]


def build(pages: Sequence[GoldPage], *, jobs: int = 2, fresh: bool = False) -> Dataset:
    """Every page as served, and those with gold text once more with unrelated prose."""
    folder = None if fresh else cache_folder() / "rows"
    tasks = [Task(source, folder) for source in sources(pages)]
    made = spread(run_task, tasks, jobs, _nothing)
    both = list(zip(tasks, made, strict=True))
    return Dataset(
        tuple(Example(task.source, m) for task, m in both if isinstance(m, Measured)),
        tuple(f"{_name(task.source)}: {m}" for task, m in both if isinstance(m, str)),
    )


def sources(pages: Iterable[GoldPage]) -> list[Source]:
    """What the examples are made of, in the order of the pages."""
    pages = [p for p in pages if p.text or p.with_text or p.without_text]
    pool = prose_pool(pages)
    drawn = ((page, draw(page, pool)) for page in pages if page.text)
    return [Source(page) for page in pages] + [Source(page, *d) for page, d in drawn if d]


def run_task(task: Task) -> Measured | str:
    """The arrays of an example, or why there is none."""
    body = task.source.body()
    if body is None:
        return NO_PLACE
    key = _key(task.source, body)
    file = task.folder and task.folder / f"{_file_name(task.source)}.npz"
    kept = _read(file, key) if file else None
    if kept is None:
        try:
            kept = measured(task.source, task.source.gold.page(body))
        except ExtractionError as error:
            return str(error)
        if file:
            _write(file, key, kept)
    return kept


def _nothing() -> None:
    """No process needs a warm-up: nothing is timed."""


def _name(source: Source) -> str:
    return " ".join(filter(None, (source.gold.set, source.gold.id, source.placement)))


def _file_name(source: Source) -> str:
    return hashlib.sha256(_name(source).encode()).hexdigest()[:32]


def _key(source: Source, body: bytes) -> str:
    """Digest of all that an example's arrays depend on."""
    gold = source.gold
    parts = (code_digest(), gold.page(b"").url, gold.text, gold.with_text, gold.without_text)
    whole = hashlib.sha256(repr((*parts, source.prose)).encode(errors="surrogatepass"))
    whole.update(body)
    return whole.hexdigest()


@cache
def code_digest() -> str:
    """Digest of the engine's sources without its trees, of these modules' and of FEATURES."""
    engine = Path(newscrawl.extraction.__file__).parent
    own = Path(benchmarks.__file__).parent
    files = [p for p in sorted(engine.rglob("*")) if p.suffix in {".py", ".txt", ".toml"}]
    whole = hashlib.sha256(f"{trafilatura.__version__} {FEATURES}".encode())
    for path in [*files, *(own / name for name in _OURS)]:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _read(file: Path, key: str) -> Measured | None:
    """The arrays in a file; None where it was written for another page or another engine."""
    try:
        with file.open("rb") as stored, np.load(stored) as arrays:
            if str(arrays["key"]) == key:
                return Measured(**{name: arrays[name] for name in _FIELDS})
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        pass
    return None


def _write(file: Path, key: str, found: Measured) -> None:
    """Keep the arrays: one file an example, so that a new engine's replace the old ones."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(f".{os.getpid()}.npz")
    np.savez_compressed(part, key=np.array(key), **{n: getattr(found, n) for n in _FIELDS})
    part.replace(file)
