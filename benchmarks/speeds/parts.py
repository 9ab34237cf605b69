"""The parts of the benchmark of crawls: which sites, and who crawls them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.gold import GoldPage
from benchmarks.speeds.crawlers import OTHERS, OURS, PLAIN, Crawler, Job, crawler
from benchmarks.speeds.crawling import Crawl, crawl
from benchmarks.speeds.environments import NotInstalledError
from benchmarks.speeds.months import PAGES, let_months_pass
from benchmarks.speeds.rounds import rotated
from benchmarks.speeds.served import ServedSite, halves, many, sites_of
from benchmarks.speeds.serving import free_port
from benchmarks.speeds.subjects import SET, SITE_PAGES

FEW, MANY = 4, 30  # pages of a site
SIZES = (1_000, 10_000)
Said = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """What all parts share.

    Attributes:
        golds: The pages at hand.
        rounds: How often each crawler is measured in each part.
        work: A folder.
        pages: About how many pages a crawl has: with many, the start of its processes is a
            small part of it.
        say: Told of what goes on.
    """

    golds: Sequence[GoldPage]
    rounds: int
    work: Path
    pages: int
    say: Said

    def large(self) -> list[ServedSite]:
        """The sites with many pages each."""
        return sites_of([g for g in self.golds if g.set == SET], SITE_PAGES, MANY)


@dataclass(frozen=True, slots=True)
class _Crawled:
    """Sites that were crawled once: what they listed then, and what is new; port and folder."""

    first: Sequence[ServedSite]
    second: Sequence[ServedSite]
    port: int
    folder: Path


def cold4(bench: Bench) -> Iterator[Crawl]:
    """Sites of four pages that were never crawled."""
    sites = many(sites_of(bench.golds, FEW, FEW), bench.pages)
    return _rounds(bench, "cold4", sites, (OURS, PLAIN))


def cold30(bench: Bench) -> Iterator[Crawl]:
    """Sites of up to thirty pages that were never crawled."""
    return _rounds(bench, "cold30", many(bench.large(), bench.pages), (OURS, PLAIN))


def peers(bench: Bench) -> Iterator[Crawl]:
    """All crawlers on sites of up to thirty pages that were never crawled."""
    return _rounds(bench, "peers", many(bench.large(), bench.pages), (OURS, PLAIN, *OTHERS))


def memory(bench: Bench) -> Iterator[Crawl]:
    """The half of the pages of each site that a first crawl did not see; its store is kept."""
    crawled = _crawled(bench, "memory")
    return _again(bench, "memory", crawled)


def peers_memory(bench: Bench) -> Iterator[Crawl]:
    """All crawlers on these pages; the others keep nothing of a first crawl."""
    crawled = _crawled(bench, "peers_memory")
    return _again(bench, "peers_memory", crawled, OTHERS)


def months(bench: Bench) -> Iterator[Crawl]:
    """The same after months of crawls: the memories hold as many pages as they keep."""
    crawled = _crawled(bench, "months")
    bench.say(f"months: memories see {PAGES} pages of each site")
    let_months_pass(crawled.folder / "newscrawl.db", crawled.first, crawled.port)
    return _again(bench, "months", crawled)


def growth(bench: Bench) -> Iterator[Crawl]:
    """The memory of a long crawl against that of a shorter one, of pages of the same kinds."""
    sites = sites_of(bench.golds, FEW, MANY)
    Random(1).shuffle(sites)  # noqa: S311 - they come by sets, and pages of some are larger
    for size in SIZES:
        name = f"growth {size}"
        yield from _rounds(bench, name, many(sites, size), (OURS,))


PARTS: dict[str, Callable[[Bench], Iterator[Crawl]]] = {
    "cold4": cold4,
    "cold30": cold30,
    "memory": memory,
    "months": months,
    "peers": peers,
    "peers_memory": peers_memory,
    "growth": growth,
}


def _crawled(bench: Bench, part: str) -> _Crawled:
    first, second = halves(many(bench.large(), 2 * bench.pages))
    port, folder = free_port(), bench.work / f"first of {part}"
    folder.mkdir()
    bench.say(f"{part}: a first crawl of half of the pages")
    seen = crawl(part, -1, crawler(OURS), Job(first, port, folder))
    bench.say(f"{part}: it saved {seen.saved} of {seen.pages} in {seen.seconds:.0f} s")
    return _Crawled(first, second, port, folder)


def _again(
    bench: Bench, part: str, crawled: _Crawled, others: Sequence[str] = ()
) -> Iterator[Crawl]:
    starts = {OURS: crawled.folder}
    return _rounds(bench, part, crawled.second, (OURS, PLAIN, *others), crawled.port, starts)


def _rounds(
    bench: Bench,
    part: str,
    sites: Sequence[ServedSite],
    names: Sequence[str],
    port: int = 0,
    starts: dict[str, Path] | None = None,
) -> Iterator[Crawl]:
    """Each crawler in each round, beginning with another one each time."""
    port = port or free_port()
    able = {one.name: one for name in names for one in _if_there(name, bench.say)}
    for round_ in range(bench.rounds):
        for name in rotated(list(able), round_):
            work = _folder(bench.work / f"{part} {round_} {name}", (starts or {}).get(name))
            found = crawl(part, round_, able[name], Job(sites, port, work))
            bench.say(f"{part}, round {round_ + 1}, {name}: {found.a_second:.1f} pages/s")
            yield found


def _if_there(name: str, say: Said) -> list[Crawler]:
    try:
        return [crawler(name)]
    except NotInstalledError as error:
        say(f"{name}: not installed: {error}")
        return []


def _folder(work: Path, start: Path | None) -> Path:
    if start is None:
        work.mkdir()
    else:
        shutil.copytree(start, work)
        (work / "stats.json").unlink(missing_ok=True)
    return work
