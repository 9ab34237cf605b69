"""`python -m benchmarks.gold_crawl DIR`: the main job on real pages, from loopback.

Serves a set of gold pages, each publisher under its own host name, and fetches every page
with `scrapy crawl article`; then learns one site's pages and extracts them with
`scrapy extract --learn`. How good the texts are is what benchmarks.quality measures; this
says what arrives, what is dropped and why, and what it costs.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.child import LOOPBACK, Run, as_options, scrapy
from benchmarks.gold import GoldPage, by_site, read_set
from benchmarks.gold_server import Address, addresses, serve
from newscrawl.storage import State, Store

CRAWLED = "fundus_parser"  # of the sets with URLs the one whose pages are all news
LEARNED = "waddle_daniel"  # of the sets with several pages a site the largest


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of the main job gave.

    Attributes:
        job: The command.
        pages: How many pages it was given.
        saved: How many articles came out.
        code: Exit code.
        seconds: Wall-clock time.
        cpu_seconds: User and system time.
        peak_mb: Largest resident set, 10^6 bytes.
        reasons: How many pages did not come out, by what was said of them.
        lost: What was said of each page that did not come out.
        stats: Scrapy's stats that count items, responses and newscrawl's own events.
    """

    job: str
    pages: int
    saved: int
    code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    reasons: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    stats: Mapping[str, Any] = field(default_factory=dict)


def crawl(golds: Iterable[GoldPage], work: Path) -> Report:
    """Fetch every page with a URL from a server on loopback and save the articles."""
    pages = addresses(golds)
    store, stats = work / "gold.db", work / "stats.json"
    with serve(pages) as port:
        urls = [at.url(port) for at in pages]
        (work / "urls.txt").write_text("\n".join(urls), encoding="utf-8")
        run = scrapy(crawl_arguments(work / "urls.txt", store, stats), work / "crawl.log")
    with Store(f"sqlite:///{store}") as opened:
        lost = missing(pages, opened)
    counted = json.loads(stats.read_text(encoding="utf-8")) if stats.exists() else {}
    return _report("crawl article", len(pages), len(pages) - len(lost), run, lost, counted)


def crawl_arguments(urls: Path, store: Path, stats: Path) -> list[str]:
    """The command line: everything from loopback, without the delays that real hosts get."""
    settings = {
        **LOOPBACK,
        "NEWSCRAWL_STORE": f"sqlite:///{store}",
        "NEWSCRAWL_ARCHIVE_DIR": "",
        "STATS_CLASS": "benchmarks.scrapy_parts.StatsFile",
        "BENCHMARK_STATS_FILE": str(stats),
    }
    return ["crawl", "article", "-a", f"urls_file={urls}", *as_options(settings)]


def missing(pages: Mapping[Address, GoldPage], store: Store) -> dict[str, str]:
    """For each page that was not saved, what the store says became of its URL."""
    said = {Address.of(row.url): row for row in store.urls()}
    found = {gold.id: said.get(at) for at, gold in pages.items()}
    return {
        id_: f"{row.state} {row.reason}: {row.last_error}" if row else "not in the store"
        for id_, row in found.items()
        if row is None or row.state != State.SAVED
    }


def learn(golds: Sequence[GoldPage], work: Path) -> Report:
    """Copy one site's pages to a folder of its name; learn and extract them without network."""
    folder, out = work / golds[0].site, work / "learned.jsonl"
    folder.mkdir()
    for gold in golds:
        shutil.copyfile(gold.path, folder / f"{gold.id}.html.gz")
    run = scrapy(["extract", "--learn", str(folder), "-O", str(out)], work / "extract.log")
    saved = len(out.read_text(encoding="utf-8").splitlines()) if out.exists() else 0
    lost = {
        gold.id: line.split(f"{gold.id}.html.gz", 1)[1].strip(" :")
        for line in run.output.splitlines()
        for gold in golds
        if f"{gold.id}.html.gz" in line
    }
    return _report(f"extract --learn ({golds[0].site})", len(golds), saved, run, lost, {})


def site_pages(golds: Iterable[GoldPage], site: str = "") -> list[GoldPage]:
    """The pages of a site, or of the one with most pages."""
    sites = {name: pages for (_, name), pages in by_site(golds).items()}
    return sites.get(site, []) if site else max(sites.values(), key=len)


def table(reports: Iterable[Report]) -> Table:
    """The reports side by side."""
    shown = Table("job", "pages", "saved", "not saved", "exit", "s", "CPU s", "peak MB", box=None)
    for report in reports:
        shown.add_row(
            report.job,
            str(report.pages),
            str(report.saved),
            ", ".join(f"{count} {why}" for why, count in report.reasons.items()) or "none",
            str(report.code),
            f"{report.seconds:.1f}",
            f"{report.cpu_seconds:.1f}",
            f"{report.peak_mb:.0f}",
        )
    return shown


def _report(
    job: str, pages: int, saved: int, run: Run, lost: Mapping[str, str], stats: Mapping[str, Any]
) -> Report:
    reasons = Counter(why.partition(":")[0] for why in lost.values())
    counted = ("item_", "newscrawl/", "downloader/response_status", "log_count", "spider_exc")
    return Report(
        job=job,
        pages=pages,
        saved=saved,
        code=run.code,
        seconds=run.seconds,
        cpu_seconds=run.cpu_seconds,
        peak_mb=run.peak_mb,
        reasons=dict(reasons.most_common()),
        lost=lost,
        stats={key: value for key, value in sorted(stats.items()) if key.startswith(counted)},
    )


def measure(data: Path, site: str, work: Path) -> list[Report]:
    """Both jobs, each where its set of pages is there."""
    reports = []
    if (data / CRAWLED).is_dir():
        reports.append(crawl(read_set(data / CRAWLED), work))
    if (data / LEARNED).is_dir():
        golds = site_pages(read_set(data / LEARNED), site)
        if not golds:
            raise SystemExit(f"{data / LEARNED}: no page of the site {site!r}")
        reports.append(learn(golds, work))
    return reports


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.gold_crawl", description=__doc__)
    parser.add_argument("data", nargs="?", default="", help=f"has {CRAWLED}/ and {LEARNED}/")
    parser.add_argument("--site", default="", help="learn this site; else the one with most pages")
    parser.add_argument("--json", type=Path, help="also write the reports to this file")
    parser.add_argument("--keep", type=Path, help="keep store, logs and articles in this folder")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Run both jobs and print what they gave."""
    options = arguments(argv)
    with TemporaryDirectory(prefix="newscrawl-") as temporary:
        work = options.keep or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        reports = measure(Path(options.data), options.site, work.resolve()) if options.data else []
    if not reports:
        print(f"SKIPPED: no gold pages in {options.data!r}; name their folder: DATA=DIR")
        return 0
    show(reports, options.json)
    return 0


def show(reports: Sequence[Report], as_json: Path | None) -> None:
    """The table, the stats and every page that did not come out."""
    console = Console(width=160, soft_wrap=True, highlight=False)
    console.print(table(reports))
    for report in reports:
        for key, value in report.stats.items():
            console.print(f"  {key}: {value}", markup=False)
        for id_, why in report.lost.items():
            console.print(f"  not saved: {id_}: {why}", markup=False)
    if as_json:
        written = json.dumps([asdict(report) for report in reports], indent=1, default=str)
        as_json.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
