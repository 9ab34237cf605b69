"""The figures of extraction: groups of pages, and what each contestant took on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from rich.table import Table

from benchmarks.speeds.extractors import DEFAULT, MEMORY, Subject
from benchmarks.speeds.ratios import Ratio, Spread, round_ratios, speed_ratio, spread
from benchmarks.speeds.rounds import Times


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the pages, and everybody's times on each of them."""

    name: str
    pages: tuple[Mapping[str, Times], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One contestant on one group of pages. A page's time is the median over the rounds.

    Attributes:
        group: The group's name.
        who: The contestant.
        pages: How many pages.
        failed: On how many it raised an error.
        ms: CPU milliseconds a page: the median page and the quarters around it.
        mean_ms: The mean page.
        a_second: Pages per second of CPU time.
        ratio: Pages per CPU second, over those of trafilatura's default mode.
        page_ratio: The same page by page, the median: long pages count no more than others.
        rounds: The first ratio in each round, the smallest and the largest.
    """

    group: str
    who: str
    pages: int
    failed: int
    ms: Spread
    mean_ms: float
    a_second: float
    ratio: Ratio
    page_ratio: float
    rounds: tuple[float, float]


def memory_groups(subjects: Sequence[Subject], times: Sequence[Mapping[str, Times]]) -> list[Group]:
    """Pages with a memory: all of them, then those of each path, with their share."""
    name = "sites with memory"
    groups = [Group(name, tuple(times))]
    for path in sorted({subject.path for subject in subjects}):
        of_path = tuple(t for s, t in zip(subjects, times, strict=True) if s.path == path)
        share = len(of_path) / len(subjects)
        groups.append(Group(f"{name}, {path} ({share:.0%})", of_path))
    return groups


def figures(groups: Iterable[Group]) -> list[Figure]:
    """Everybody's figures on each group that has pages."""
    return [_figure(g, who) for g in groups if g.pages for who in g.pages[0]]


def _figure(group: Group, who: str) -> Figure:
    own = [page[who].seconds for page in group.pages]
    base = [page[DEFAULT].seconds for page in group.pages]
    seconds = [median(page) for page in own]
    theirs = [median(page) for page in base]
    each = round_ratios(own, base)
    ms = [1000 * one for one in seconds]
    return Figure(
        group=group.name,
        who=who,
        pages=len(own),
        failed=sum(bool(page[who].error) for page in group.pages),
        ms=spread(ms),
        mean_ms=mean(ms),
        a_second=len(ms) / sum(seconds),
        ratio=speed_ratio(seconds, theirs),
        page_ratio=median(b / a for a, b in zip(seconds, theirs, strict=True)),
        rounds=(min(each), max(each)),
    )


def extraction_table(found: Sequence[Figure]) -> Table:
    """The figures, a line each."""
    table = Table("pages of", "who", "pages", "failed", "ms a page", "quarters", box=None)
    for column in ("mean ms", "pages/CPU s", "x trafilatura", "95 %", "in rounds", "a page"):
        table.add_column(column)
    for before, one in zip([None, *found], found, strict=False):
        if before and before.group != one.group:
            table.add_section()
        new = before is None or before.group != one.group
        table.add_row(one.group if new else "", *_cells(one))
    return table


def _cells(one: Figure) -> list[str]:
    return [
        one.who,
        str(one.pages),
        str(one.failed),
        f"{one.ms.middle:.1f}",
        f"{one.ms.low:.1f}-{one.ms.high:.1f}",
        f"{one.mean_ms:.1f}",
        f"{one.a_second:.1f}",
        f"{one.ratio.value:.2f}",
        f"{one.ratio.low:.2f}-{one.ratio.high:.2f}",
        f"{one.rounds[0]:.2f}-{one.rounds[1]:.2f}",
        f"{one.page_ratio:.2f}",
    ]


def shares(subjects: Sequence[Subject]) -> str:
    """How many pages with a memory took which path, as a line."""
    paths = sorted({subject.path for subject in subjects})
    counted = {path: sum(subject.path == path for subject in subjects) for path in paths}
    parts = (f"{path} {n} ({n / len(subjects):.0%})" for path, n in counted.items())
    return f"paths of {MEMORY}: " + ", ".join(parts)
