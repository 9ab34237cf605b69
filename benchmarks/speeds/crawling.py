"""One crawl, measured: time, cores, memory, the lag of the loop, what was saved."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Any

from benchmarks.child import run_command
from benchmarks.speeds.crawlers import Crawler, Job
from benchmarks.speeds.serving import serving
from benchmarks.speeds.trees import Peaks, members, watching

LIMIT = 3600  # seconds for a crawl; then it is ended


@dataclass(frozen=True, slots=True)
class Crawl:
    """What one crawl took and gave.

    Attributes:
        part: Which pages: "cold4" and so on.
        who: The crawler.
        round: Which of the rounds.
        sites: How many sites are served.
        pages: How many pages they list.
        fetched: How many of those the server was asked for.
        saved: How many articles the crawl added to what was stored.
        code: Exit code.
        seconds: Wall-clock time of the process, its start and end included.
        crawl_seconds: Of the crawl alone, from open to close, where it is Scrapy's.
        cpu_seconds: User and system time, its children's included, the server's not.
        server_seconds: CPU time of the server meanwhile.
        peaks: Memory.
        lag_ms: Of Scrapy's event loop: median, 99th of 100 parts, most.
    """

    part: str
    who: str
    round: int
    sites: int
    pages: int
    fetched: int
    saved: int
    code: int
    seconds: float
    crawl_seconds: float | None
    cpu_seconds: float
    server_seconds: float
    peaks: Peaks
    lag_ms: tuple[float, ...]

    @property
    def a_second(self) -> float:
        """Pages fetched, extracted and stored a second."""
        return self.fetched / self.seconds

    @property
    def a_cpu_second(self) -> float:
        """The same a second of CPU time, which a busy machine does not lengthen much."""
        return self.fetched / self.cpu_seconds


def crawl(part: str, round_: int, crawler: Crawler, job: Job) -> Crawl:
    """Serve the sites, let a crawler loose on them, and see what it took."""
    before = crawler.saved(job.work)
    command = list(crawler.command(job))
    found: list[Peaks] = []
    with serving(job.sites, job.port, job.work) as did:
        run = run_command(
            command,
            job.work / "crawl.log",
            lambda pid: _watched(pid, found),
            cwd=crawler.folder or job.work,
            env=dict(crawler.environ),
            start_new_session=True,
        )
    stats = json.loads(job.stats.read_text("utf-8")) if job.stats.exists() else {}
    return Crawl(
        part=part,
        who=crawler.name,
        round=round_,
        sites=len(job.sites),
        pages=len(job.urls()),
        fetched=did["pages"],
        saved=crawler.saved(job.work) - before,
        code=run.code,
        seconds=run.seconds,
        crawl_seconds=stats.get("elapsed_time_seconds"),
        cpu_seconds=run.cpu_seconds,
        server_seconds=did["cpu_seconds"],
        peaks=found[0],
        lag_ms=_lag(stats),
    )


def _lag(stats: dict[str, Any]) -> tuple[float, ...]:
    return tuple(stats.get("benchmark/lag_ms", ()))


@contextmanager
def _watched(session: int, found: list[Peaks]) -> Iterator[None]:
    """Sample the memory of a session, end it where it takes too long, leave nothing of it."""
    timer = Timer(LIMIT, lambda: os.killpg(session, signal.SIGKILL))
    timer.start()
    try:
        with watching(session) as peaks:
            yield
    finally:
        timer.cancel()
        found += peaks
        for pid in members(session):  # the first has ended: these were left behind
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
