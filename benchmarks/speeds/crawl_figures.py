"""From crawls to figures: medians over the rounds, and ratios to another crawler. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rich.table import Table

from benchmarks.speeds.crawlers import OTHERS, OURS, PLAIN
from benchmarks.speeds.crawling import Crawl
from benchmarks.speeds.trees import Peaks


@dataclass(frozen=True, slots=True)
class RoundRatio:
    """How many times as fast as another crawler: each round's ratio, lowest, middle, highest."""

    low: float
    middle: float
    high: float

    def __str__(self) -> str:
        return f"{self.middle:.2f} ({self.low:.2f}-{self.high:.2f})"


@dataclass(frozen=True, slots=True)
class CrawlFigure:
    """One crawler in one part: medians over its rounds, of peaks and of the latest lag the most.

    `ratio` is its pages a second over those of plain Scrapy in the same round, `cpu_ratio` its
    pages a second of CPU time likewise; None without plain Scrapy.
    """

    part: str
    who: str
    sites: int
    pages: int
    rounds: int
    fetched: float
    saved: float
    seconds: float
    crawl_seconds: float | None
    a_second: float
    cpu_seconds: float
    server_share: float
    peaks: Peaks
    lag_ms: tuple[float, ...]
    ratio: RoundRatio | None
    cpu_ratio: RoundRatio | None
    failed: int


def crawl_figures(crawls: Iterable[Crawl]) -> list[CrawlFigure]:
    """A figure for each part and crawler, in the order of the crawls."""
    groups: dict[tuple[str, str], list[Crawl]] = {}
    for one in crawls:
        groups.setdefault((one.part, one.who), []).append(one)
    return [_figure(each, groups.get((part, PLAIN), [])) for (part, _), each in groups.items()]


def ratio_to(
    crawls: Sequence[Crawl], others: Sequence[Crawl], rate: Callable[[Crawl], float]
) -> RoundRatio | None:
    """A rate over the other's, round by round; None where no round has both."""
    theirs = {other.round: rate(other) for other in others}
    ratios = [rate(one) / theirs[one.round] for one in crawls if theirs.get(one.round)]
    return RoundRatio(min(ratios), median(ratios), max(ratios)) if ratios else None


def against_fastest(crawls: Sequence[Crawl]) -> str:
    """A line: ours against the fastest of the other crawlers; "" where there is none."""
    ours = [one for one in crawls if one.who == OURS]
    others = {who: [one for one in crawls if one.who == who] for who in OTHERS}
    rates = {who: median(o.a_second for o in each) for who, each in others.items() if each}
    if not (ours and rates):
        return ""
    fastest = max(rates, key=lambda who: rates[who])
    times = ratio_to(ours, others[fastest], _a_second)
    return f"ours against {fastest}, the fastest of the others: {times} times the pages a second"


def growth(figures: Sequence[CrawlFigure]) -> str:
    """A line: the memory of the longest crawl against that of the shortest."""
    short, long = figures[0], figures[-1]
    times = long.peaks.total_mb / short.peaks.total_mb
    return (
        f"peak memory at {long.pages:,} pages against {short.pages:,}: {times:.2f} times; "
        f"main process {long.peaks.main_mb:.0f} MB"
    )


def _figure(each: Sequence[Crawl], plain: Sequence[Crawl]) -> CrawlFigure:
    first = each[0]
    crawling = [one.crawl_seconds for one in each if one.crawl_seconds is not None]
    return CrawlFigure(
        part=first.part,
        who=first.who,
        sites=first.sites,
        pages=first.pages,
        rounds=len(each),
        fetched=median(one.fetched for one in each),
        saved=median(one.saved for one in each),
        seconds=median(one.seconds for one in each),
        crawl_seconds=median(crawling) if crawling else None,
        a_second=median(one.a_second for one in each),
        cpu_seconds=median(one.cpu_seconds for one in each),
        server_share=median(one.server_seconds / one.seconds for one in each),
        peaks=_most(each),
        lag_ms=_lag(each),
        ratio=ratio_to(each, plain, _a_second),
        cpu_ratio=ratio_to(each, plain, _a_cpu_second),
        failed=sum(one.code != 0 for one in each),
    )


def _a_second(one: Crawl) -> float:
    return one.a_second


def _a_cpu_second(one: Crawl) -> float:
    return one.a_cpu_second


def _most(each: Sequence[Crawl]) -> Peaks:
    return Peaks(
        max(one.peaks.total_mb for one in each),
        max(one.peaks.main_mb for one in each),
        max(one.peaks.processes for one in each),
    )


def _lag(each: Sequence[Crawl]) -> tuple[float, ...]:
    """Medians of median and 99th part, the most of the most."""
    measured = [one.lag_ms for one in each if one.lag_ms]
    if not measured:
        return ()
    middle, late, most = zip(*measured, strict=True)
    return median(middle), median(late), max(most)


def crawl_table(figures: Sequence[CrawlFigure]) -> Table:
    """The figures, a line each."""
    table = Table("part", "who", "sites", "pages", "fetched", "saved", "s", "crawl s", box=None)
    for column in (
        "pages/s",
        "x plain",
        "CPU s",
        "x plain, CPU",
        "server",
        "MB all",
        "MB main",
        "processes",
    ):
        table.add_column(column)
    table.add_column("lag ms p50/p99/max")
    table.add_column("exit not 0")
    for before, one in zip([None, *figures], figures, strict=False):
        if before and before.part != one.part:
            table.add_section()
        table.add_row(*_cells(one))
    return table


def _cells(one: CrawlFigure) -> list[str]:
    return [
        one.part,
        one.who,
        *map(str, (one.sites, one.pages)),
        f"{one.fetched:.0f}",
        f"{one.saved:.0f}",
        f"{one.seconds:.1f}",
        "" if one.crawl_seconds is None else f"{one.crawl_seconds:.1f}",
        f"{one.a_second:.1f}",
        str(one.ratio or ""),
        f"{one.cpu_seconds:.1f}",
        str(one.cpu_ratio or ""),
        f"{one.server_share:.1%}",
        f"{one.peaks.total_mb:.0f}",
        f"{one.peaks.main_mb:.0f}",
        str(one.peaks.processes),
        "/".join(f"{ms:.1f}" for ms in one.lag_ms),
        str(one.failed or ""),
    ]
