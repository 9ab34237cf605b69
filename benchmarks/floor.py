"""The quality floor: figures on a fixed sample of gold pages that no change may fall under."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import ALONE, MEMORY
from benchmarks.figures import Result, figures
from benchmarks.gold import SITE_PAGES, GoldPage, by_site, read_sets, sample
from benchmarks.run import run

FILE = Path(__file__).with_name("floor.json")
PAGES = 30  # of each set: enough to see a slip, few enough for every run of the tests
SITES = 4  # small ones, whole, for the memory
LARGEST_SITE = 8
TOLERANCE = 0.0005  # of a mean: less is no change

Measured = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Floor:
    """Pinned figures and a digest of the pages they were taken on."""

    digest: str
    pages: int
    figures: Measured

    @classmethod
    def read(cls, file: Path = FILE) -> Floor:
        """The floor as pinned."""
        return cls(**json.loads(file.read_text(encoding="utf-8")))

    def write(self, file: Path = FILE) -> None:
        """Pin this floor."""
        row = {"digest": self.digest, "pages": self.pages, "figures": self.figures}
        file.write_text(json.dumps(row, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def floor_pages(data: Path) -> list[GoldPage]:
    """The sample: some pages of each set, and some small sites whole; always the same ones."""
    pages = read_sets(data)
    names = sorted({page.set for page in pages})
    chosen = [p for n in names for p in sample([q for q in pages if q.set == n], PAGES)]
    small = [s for s in by_site(pages).values() if SITE_PAGES <= len(s) <= LARGEST_SITE]
    small.sort(key=lambda site: hashlib.sha256(f"{site[0].set} {site[0].site}".encode()).digest())
    whole = [page for site in small[:SITES] for page in site]
    known = {(page.set, page.id) for page in whole}
    return whole + [page for page in chosen if (page.set, page.id) not in known]


def digest(pages: Iterable[GoldPage]) -> str:
    """Hex digest of pages and their gold, in the order given."""
    whole = hashlib.sha256()
    for page in pages:
        gold = (page.set, page.id, page.text, page.with_text, page.without_text)
        whole.update(repr(gold).encode(errors="surrogatepass"))
        whole.update(page.body())
    return whole.hexdigest()


def measure(pages: Sequence[GoldPage], jobs: int = 2) -> Measured:
    """The figures of ours on the sample: mean page F1 and share perfect, or snippet F1."""
    results = run(pages, [ALONE, MEMORY], jobs=jobs)
    found: dict[str, dict[str, float]] = {}
    for name in sorted({r.gold.set for r in results}):
        own = [r for r in results if r.gold.set == name]
        found[f"{name}, alone"] = _figures(own, ALONE)
        if on_sites := [r for r in own if MEMORY in r.outputs]:
            found[f"{name}, with memory"] = _figures(on_sites, MEMORY)
    return found


def _figures(results: Sequence[Result], name: str) -> dict[str, float]:
    found = figures(results, name)
    snippets = found.snippets.f1 if found.snippets else None
    named = {"f1": found.f1, "perfect": found.perfect, "snippets": snippets}
    return {key: round(value, 4) for key, value in named.items() if value is not None}


def shortfalls(floor: Measured, measured: Measured) -> list[str]:
    """What fell under the floor, one line a figure; empty where nothing did."""
    return [
        f"{group}: {name} is {now:.4f}, under the floor of {pinned:.4f}"
        for group, figures_ in floor.items()
        for name, pinned in figures_.items()
        if (now := measured.get(group, {}).get(name, 0.0)) < pinned - TOLERANCE
    ]


def pin(data: Path, file: Path, *, allow_regression: bool, jobs: int = 2) -> list[str]:
    """Measure and pin the floor; gives the shortfalls, and pins nothing then unless allowed."""
    pages = floor_pages(data)
    new = Floor(digest(pages), len(pages), measure(pages, jobs))
    lower: list[str] = []
    if file.is_file():
        old = Floor.read(file)
        lower = shortfalls(old.figures, new.figures) if old.digest == new.digest else []
    if not lower or allow_regression:
        new.write(file)
    return lower
