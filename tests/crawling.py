"""Runs `scrapy` in a process of its own: a reactor runs once in a process."""

from __future__ import annotations

import json
import os
import signal
import sys
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.cmdline import execute
from scrapy.crawler import Crawler

from newscrawl.settings import EXTENSIONS
from newscrawl.storage import Store
from newscrawl.workers import crew

PRELOADED = [
    "tests.crawling",
    "alembic.command",
    "tests.warm",
    "newscrawl.workers",
    "newscrawl.middlewares.resolver",
    "newscrawl.pipelines.store",
    "newscrawl.spiders.article",
    "newscrawl.spiders.news",
    "scrapy.commands.crawl",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.extensions.feedexport",
    "sqlalchemy.dialects.sqlite.pysqlite",
]
# Loopback is nobody's server to be gentle with; all else is the project's own settings.
SETTINGS = {
    "NEWSCRAWL_ALLOW_PRIVATE_HOSTS": "1",
    "AUTOTHROTTLE_ENABLED": "0",
    "EXTENSIONS": json.dumps({**EXTENSIONS, "tests.crawling.StatsFile": 0}),
}


class StatsFile:
    """Extension: writes the crawl's stats to `stats.json` in the working folder."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StatsFile:
        extension = cls()
        crawler.signals.connect(
            lambda reason: Path("stats.json").write_text(
                json.dumps({**crawler.stats.get_stats(), "reason": reason}, default=str)
            ),
            signals.spider_closed,
            weak=False,
        )
        return extension


@dataclass(frozen=True)
class Ran:
    """What a `scrapy` process left behind in its folder."""

    folder: Path
    code: int
    out: str
    err: str

    @property
    def stats(self) -> dict[str, Any]:
        """The stats of the crawl."""
        return json.loads((self.folder / "stats.json").read_text())

    def items(self, name: str = "out.jsonl") -> list[dict[str, Any]]:
        """What the crawl exported with -O."""
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]

    def store(self) -> Store:
        """The store in the folder."""
        return Store(store_url(self.folder))

    def states(self) -> dict[str, tuple[str, str]]:
        """State and reason of each URL, by its path."""
        with self.store() as store:
            return {"/" + row.url.split("/", 3)[3]: (row.state, row.reason) for row in store.urls()}


def store_url(folder: Path) -> str:
    """The store a crawl in the folder uses by default."""
    return f"sqlite:///{folder}/data/newscrawl.db"


def scrapy(folder: Path, *arguments: str, settings: dict[str, str] | None = None) -> Ran:
    """Run `scrapy` in a folder and wait for its end."""
    started = start(folder, *arguments, settings=settings)
    started.process.join(120)
    return started.end()


@dataclass(frozen=True)
class Started:
    """A `scrapy` process under way."""

    folder: Path
    process: BaseProcess

    def kill(self) -> Ran:
        """Kill it as a power cut would, and wait until it is gone."""
        self.process.kill()
        self.process.join()
        # Killed while it asked for a worker, it takes the process with it that forks both and
        # would have told how it ended; multiprocessing says 255 then, and starts another.
        return self.end(lost=-signal.SIGKILL)

    def end(self, lost: int = 255) -> Ran:
        """What it left behind; `lost` is its exit code where nobody is left to tell it."""
        code = self.process.exitcode
        code = lost if code == 255 else code
        if code is None:
            self.kill()
            raise AssertionError("scrapy did not end")
        out, err = (
            (self.folder / name).read_text("utf-8", "replace") for name in ("stdout", "stderr")
        )
        return Ran(self.folder, code, out, err)


def start(folder: Path, *arguments: str, settings: dict[str, str] | None = None) -> Started:
    """Start `scrapy` in a folder.

    The process is forked from one that has imported the project: importing it anew takes longer
    than a small crawl. It has a reactor, a working folder and an environment of its own.
    """
    chosen = {**SETTINGS, **(settings or {})}
    words = [word for name, value in chosen.items() for word in ("-s", f"{name}={value}")]
    process = _context().Process(target=_child, args=(str(folder), [*arguments, *words]))
    process.start()
    return Started(folder, process)


@cache
def _context() -> BaseContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _child(folder: str, arguments: list[str]) -> None:
    os.chdir(folder)
    _fork_workers()
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_RDONLY if name == "stdin" else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(os.devnull if name == "stdin" else name, flags), number)
    for name in [name for name in os.environ if name.startswith("NEWSCRAWL_")]:
        del os.environ[name]
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newscrawl.settings"
    sys.argv = ["scrapy", *arguments]
    execute(sys.argv)


def _fork_workers() -> None:
    """Let a crawl's workers be forked from where the crawl was, too: that one is warm already."""
    forkserver._forkserver.ensure_running = lambda: None  # noqa: SLF001 - it runs
    crew.WorkerContext = lambda: get_context("forkserver")  # type: ignore[assignment]
