"""`python -m benchmarks.incremental`: what a crawl costs that finds little or nothing new.

For each number of stored articles, a store is filled with synthetic rows, and `scrapy crawl
news` runs over a site on loopback: with nothing new, and with ten new articles. The articles'
texts are short (three sentences), and none has a place in the index of stories, which has a
benchmark of its own; all else is as a crawl leaves it.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.child import Run, scrapy
from benchmarks.news_site import NewsSite, serve
from benchmarks.stored import fill, make_due

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DUE = 20  # articles that are visited again in each crawl
NEW = 10


@dataclass(frozen=True, slots=True)
class Cost:
    """What crawls of one kind cost: the median, and the range of seconds.

    Attributes:
        stored: Articles in the store before.
        new: Articles that were new.
        saved: Articles that were saved.
        requests: Requests the site's server saw.
        unchanged: Those of them it answered with 304.
        seconds: Wall-clock time of the process, its start included.
        fastest: The shortest of them.
        slowest: The longest.
        crawl_seconds: Wall-clock time of the crawl alone, from start() on.
        cpu_seconds: User and system time.
        peak_mb: Largest resident set, 10^6 bytes.
    """

    stored: int
    new: int
    saved: int
    requests: int
    unchanged: int
    seconds: float
    fastest: float
    slowest: float
    crawl_seconds: float
    cpu_seconds: float
    peak_mb: float


class Crawls:
    """Crawls of one site into one store.

    Args:
        site: The site.
        work: A folder for the store.
        stored: Articles in the store.
    """

    def __init__(self, site: NewsSite, work: Path, stored: int) -> None:
        self._site = site
        self._work = work
        self._stored = stored
        self._database = work / "newscrawl.db"
        (work / "sites.toml").write_text(f'[[site]]\nurl = "{site.url}/"\n', encoding="utf-8")

    def prepare(self) -> None:
        """Fill the store, and let one crawl read every source, as crawls before did."""
        # In a process of its own: what this one once held counts as held by its children.
        filling = get_context("spawn").Process(
            target=fill, args=(self._database, self._site, self._stored)
        )
        filling.start()
        filling.join()
        if filling.exitcode:
            raise SystemExit("the store could not be filled")
        self._crawl()

    def cost(self, new: int, times: int) -> Cost:
        """What crawls cost in which so many articles are new."""
        runs, requests, unchanged, saved = [], [], [], []
        for _ in range(times):
            make_due(self._database, DUE)
            self._site.publish(new)
            before = self._articles()
            self._site.log.clear()
            runs.append(self._crawl())
            requests.append(len(self._site.log))
            unchanged.append(sum(status == 304 for _, status in self._site.log))
            saved.append(self._articles() - before)
        seconds = sorted(run.seconds for run in runs)
        return Cost(
            stored=self._stored,
            new=new,
            saved=int(median(saved)),
            requests=int(median(requests)),
            unchanged=int(median(unchanged)),
            seconds=median(seconds),
            fastest=seconds[0],
            slowest=seconds[-1],
            crawl_seconds=median(map(_elapsed, runs)),
            cpu_seconds=median(run.cpu_seconds for run in runs),
            peak_mb=median(run.peak_mb for run in runs),
        )

    def _articles(self) -> int:
        with closing(sqlite3.connect(self._database)) as store:
            return int(store.execute("SELECT max(id) FROM articles").fetchone()[0])

    def _crawl(self) -> Run:
        settings = {
            "NEWSCRAWL_STORE": f"sqlite:///{self._database}",
            "NEWSCRAWL_SITES": str(self._work / "sites.toml"),
            "NEWSCRAWL_SPOOL_DIR": str(self._work / "spool"),
            "NEWSCRAWL_ARCHIVE_DIR": str(self._work / "archive"),
            "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "1",
            "AUTOTHROTTLE_ENABLED": "0",  # loopback is nobody's server to be gentle with
        }
        words = [word for key, value in settings.items() for word in ("-s", f"{key}={value}")]
        run = scrapy(["crawl", "news", *words], self._work / "crawl.log")
        if run.code:
            raise SystemExit(f"the crawl ended with {run.code}:\n{run.output[-2000:]}")
        return run


def _elapsed(run: Run) -> float:
    """What Scrapy says of a crawl's time."""
    found = re.search(r"'elapsed_time_seconds': ([\d.]+)", run.output)
    return round(float(found[1]), 2) if found else 0.0


def measure(sizes: Sequence[int], times: int) -> Iterator[Cost]:
    """The cost of crawls over stores of these sizes, with nothing new and with NEW articles."""
    for stored in sizes:
        now = datetime.now(UTC).replace(microsecond=0)
        with TemporaryDirectory(prefix="newscrawl-") as work, serve(stored, now) as site:
            crawls = Crawls(site, Path(work), stored)
            crawls.prepare()
            for new in (0, NEW):
                yield crawls.cost(new, times)


HEADING = (
    "| stored | new | saved | requests | answered 304 | crawl, s | with start, s (range) "
    "| CPU s | peak MB |\n|---|---|---|---|---|---|---|---|---|"
)


def as_row(cost: Cost) -> str:
    """A row of the table, in Markdown."""
    spread = f"{cost.seconds:.1f} ({cost.fastest:.1f}-{cost.slowest:.1f})"
    return (
        f"| {cost.stored:,} | {cost.new} | {cost.saved} | {cost.requests} | {cost.unchanged} "
        f"| {cost.crawl_seconds:.1f} | {spread} | {cost.cpu_seconds:.1f} | {cost.peak_mb:.0f} |"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.incremental", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="articles stored")
    parser.add_argument("--times", type=int, default=3, help="crawls of each kind")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args(argv)
    begin = datetime.now(UTC)
    print(HEADING, flush=True)
    costs = []
    for cost in measure(options.sizes, options.times):
        costs.append(cost)
        print(as_row(cost), flush=True)
    if options.json:
        text = json.dumps([asdict(cost) for cost in costs], indent=1)
        options.json.write_text(text, encoding="utf-8")
    took = datetime.now(UTC) - begin
    print(f"\n{timedelta(seconds=round(took.total_seconds()))} in all", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
