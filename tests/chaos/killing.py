"""A crawl that is killed again and again at random moments, and one that is not.

Each kill is a SIGKILL to the crawl's whole process group, while at least one request is in flight
and some, but not all articles are saved.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import NullPool, create_engine

from tests.chaos.server import Request, read_log

ROOT = Path(__file__).parents[2]
CONCURRENCY = 8  # requests at a time, over all sites
JITTER = 0.5  # seconds at most from the moment that was chosen to the kill
SAVING = 0.2  # of the kills wait until the run has saved some articles: extraction is under way
SAVED_MORE = 0.06  # of the articles at most, that such a run saves before
LONGEST = 3600.0  # seconds a crawl may take that is not killed
# Who has a page in hand, by the state of its URL and whether the saved memory has seen it.
PHASES = {("fetched", 0): "learn", ("fetched", 1): "extract"}


@dataclass(frozen=True)
class Kill:
    """One kill.

    Attributes:
        at: When, by the machine's monotonic clock.
        after: Seconds since the crawl's first request.
        saved: Articles in the store.
        in_flight: Requests that had no answer yet.
        in_hand: Pages in hand by what was done with them: fetch, learn, extract.
    """

    at: float
    after: float
    saved: int
    in_flight: int
    in_hand: Mapping[str, int]


@dataclass(frozen=True)
class World:
    """The sites while they are served.

    Attributes:
        bases: Their root URLs.
        log: The server's log.
    """

    bases: tuple[str, ...]
    log: Path

    def requests(self) -> list[Request]:
        """All requests so far."""
        return read_log(self.log)


@contextmanager
def serving(articles: int, wait: float, folder: Path) -> Iterator[World]:
    """Serve the sites from another process until the block ends."""
    log = folder / "requests.log"
    command = [sys.executable, "-m", "tests.chaos.server", str(articles), str(wait), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout
            yield World(tuple(process.stdout.readline().strip() for _ in range(5)), log)
        finally:
            process.kill()


@dataclass(frozen=True)
class Crawl:
    """A folder that crawls run in.

    Attributes:
        folder: Made when the first begins.
        world: What they crawl.
        database: The URL of the store, on PostgreSQL; "" for an SQLite file in the folder.
    """

    folder: Path
    world: World
    database: str = ""

    @property
    def file(self) -> Path:
        """The store's file, where it is one."""
        return self.folder / "newscrawl.db"

    def start(self) -> subprocess.Popen[bytes]:
        """Start a crawl, in a process group of its own."""
        self.folder.mkdir(exist_ok=True)
        entries = "".join(f'[[site]]\nurl = "{base}/"\n' for base in self.world.bases)
        (self.folder / "sites.toml").write_text(entries, encoding="utf-8")
        settings = {
            "NEWSCRAWL_SITES": self.folder / "sites.toml",
            "NEWSCRAWL_STORE": self.database or f"sqlite:///{self.file}",
            "NEWSCRAWL_SPOOL_DIR": self.folder / "spool",
            "NEWSCRAWL_ARCHIVE_DIR": self.folder / "archive",
            "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "1",
            "AUTOTHROTTLE_ENABLED": "0",
            "CONCURRENT_REQUESTS": str(CONCURRENCY),
        }
        words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        command = [sys.executable, "-m", "scrapy", "crawl", "news", *words]
        with (self.folder / "crawl.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )

    def finish(self) -> None:
        """Crawl to the end."""
        process = self.start()
        assert process.wait(LONGEST) == 0, f"see {self.folder / 'crawl.log'}"

    def ask(self, query: str) -> list[tuple]:
        """Rows of the store; none while there is no table yet."""
        if self.database:
            engine = create_engine(self.database, poolclass=NullPool)
            with engine.connect() as connection:
                return [tuple(row) for row in connection.exec_driver_sql(query)]
        if not self.file.exists():
            return []
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            try:
                return connection.execute(query).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" not in str(error):
                    raise
                return []

    def saved(self) -> int:
        """How many articles are in the store."""
        rows = self.ask("SELECT count(*) FROM articles")
        return rows[0][0] if rows else 0


def kill_one(crawl: Crawl, rng: Random, share: float, most: int) -> Kill | None:
    """Start a crawl, and kill it at a random moment; None where it came to its end before.

    Args:
        crawl: Where.
        rng: Says when.
        share: Pages that it asks for before it is killed, on average; as soon as a request is in
            flight and an article is saved. Counted in pages, because a busy machine is slow.
        most: How many articles may be saved.
    """
    seen = len(crawl.world.requests())
    more = rng.uniform(0, SAVED_MORE) * most if rng.random() < SAVING else 0
    least = min(max(1, crawl.saved() + round(more)), most)
    process = crawl.start()
    try:
        wanted = rng.uniform(0, 2 * share)
        _wait(process, lambda: crawl.saved() >= least and _pages(crawl, seen) >= wanted)
        time.sleep(rng.uniform(0, JITTER))
        return _kill_when(crawl, process, most, seen)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _kill_when(crawl: Crawl, process: subprocess.Popen[bytes], most: int, seen: int) -> Kill | None:
    while process.poll() is None:
        saved, now = crawl.saved(), time.monotonic()
        if 1 <= saved <= most and any(one.is_open(now) for one in crawl.world.requests()[-200:]):
            os.killpg(process.pid, signal.SIGKILL)
            at = time.monotonic()
            process.wait()
            killed = _told(crawl, at, crawl.world.requests()[seen].began)
            return killed if killed.in_flight and killed.saved <= most else None
        time.sleep(0.005)
    return None


def _told(crawl: Crawl, at: float, began: float) -> Kill:
    """What was under way when a crawl was killed whose first request began at a moment."""
    requests = crawl.world.requests()
    in_flight = sum(one.is_open(at) for one in requests)
    rows = crawl.ask("SELECT state, learned FROM urls WHERE attempted_at != ''")
    in_hand = dict.fromkeys(("fetch", "learn", "extract"), 0)
    for row in rows:
        in_hand[PHASES.get(row, "fetch")] += 1
    return Kill(at, at - began, crawl.saved(), in_flight, in_hand)


def _pages(crawl: Crawl, seen: int) -> int:
    """How many pages were asked for since the log had so many requests; -1 before any request."""
    requests = crawl.world.requests()[seen:]
    return sum("/news/" in one.url for one in requests) if requests else -1


def _wait(process: subprocess.Popen[bytes], happened: Callable[[], bool]) -> None:
    while process.poll() is None and not happened():
        time.sleep(0.02)
