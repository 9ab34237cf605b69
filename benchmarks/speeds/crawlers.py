"""The crawlers that are measured: how each is started, and what it saved."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.child import LOOPBACK, ROOT, as_options, environment_of
from benchmarks.speeds.environments import environment
from benchmarks.speeds.served import ServedSite
from newscrawl.storage import Store

OURS, PLAIN = "ours", "Scrapy + trafilatura"
TRAFILATURA, NEWSPAPER, NEWSPLEASE = "trafilatura's own", "newspaper4k", "news-please"
OTHERS = (TRAFILATURA, NEWSPAPER, NEWSPLEASE)
CONCURRENCY = "16"
_PEERS = ROOT / "benchmarks" / "speeds" / "peers"


@dataclass(frozen=True, slots=True)
class Job:
    """What a crawler is given: sites, the port they are served on, a folder to write to."""

    sites: Sequence[ServedSite]
    port: int
    work: Path

    @property
    def stats(self) -> Path:
        """Where Scrapy's stats go."""
        return self.work / "stats.json"

    def urls(self) -> list[str]:
        """All pages that are listed."""
        return [url for site in self.sites for url in site.urls(self.port)]

    def homes(self) -> list[str]:
        """All home pages."""
        return [site.home(self.port) for site in self.sites]


@dataclass(frozen=True, slots=True)
class Crawler:
    """One crawler.

    Attributes:
        name: What it is called.
        command: Its command line; what it reads is written to the job's folder.
        saved: How many articles are in a folder.
        folder: Where it runs; None: in the job's folder.
        environ: Its environment.
    """

    name: str
    command: Callable[[Job], Sequence[str]]
    saved: Callable[[Path], int]
    folder: Path | None = None
    environ: Mapping[str, str] = field(default_factory=environment_of)


def crawler(name: str) -> Crawler:
    """The crawler of a name.

    Raises:
        NotInstalledError: It cannot be installed.
    """
    if name == OURS:
        return Crawler(name, _ours, _in_store, ROOT)
    if name == PLAIN:
        return Crawler(name, _plain, _in_lines, environ=environment_of(PYTHONPATH=str(ROOT)))
    if name == TRAFILATURA:
        script = partial(_script, Path(sys.executable), "trafilatura_crawl.py")
        return Crawler(name, script, _in_files)
    scripts = {NEWSPAPER: "newspaper_crawl.py", NEWSPLEASE: "newsplease_crawl.py"}
    return Crawler(name, partial(_script, environment(name), scripts[name]), _in_lines)


def _scrapy(job: Job, settings: Mapping[str, str]) -> list[str]:
    common = {
        **LOOPBACK,
        "STATS_CLASS": "benchmarks.scrapy_parts.LagFile",
        "BENCHMARK_STATS_FILE": str(job.stats),
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "LOG_LEVEL": "INFO",
    }
    return as_options({**common, **settings})


def _ours(job: Job) -> list[str]:
    """`scrapy crawl news` as it comes: its own store and archive, in the job's folder."""
    sites = job.work / "sites.toml"
    lines = [f'[[site]]\nurl = "{home}"\n' for home in job.homes()]
    sites.write_text("\n".join(lines), encoding="utf-8")
    settings = {
        "NEWSCRAWL_SITES": str(sites),
        "NEWSCRAWL_STORE": f"sqlite:///{job.work / 'newscrawl.db'}",
        "NEWSCRAWL_ARCHIVE_DIR": str(job.work / "archive"),
        "NEWSCRAWL_SPOOL_DIR": str(job.work / "spool"),
    }
    return [sys.executable, "-m", "scrapy", "crawl", "news", *_scrapy(job, settings)]


def _plain(job: Job) -> list[str]:
    homes = job.work / "homes.txt"
    homes.write_text("\n".join(job.homes()), encoding="utf-8")
    spider = ROOT / "benchmarks" / "speeds" / "plain_spider.py"
    run = [sys.executable, "-m", "scrapy", "runspider", str(spider), "-a", f"homes_file={homes}"]
    settings = {"ROBOTSTXT_OBEY": "True", "TELNETCONSOLE_ENABLED": "False"}
    return [*run, "-O", str(job.work / "out.jsonl"), *_scrapy(job, settings)]


def _script(python: Path, script: str, job: Job) -> list[str]:
    urls = job.work / "urls.txt"
    urls.write_text("\n".join(job.urls()), encoding="utf-8")
    return [str(python), str(_PEERS / script), str(urls), str(job.work / "out.jsonl"), CONCURRENCY]


def _in_store(work: Path) -> int:
    file = work / "newscrawl.db"
    if not file.exists():
        return 0
    with Store(f"sqlite:///{file}") as store:
        return store.counts()["articles"]


def _in_lines(work: Path) -> int:
    file = work / "out.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return sum(bool(json.loads(line)["text"]) for line in lines)


def _in_files(work: Path) -> int:
    return sum(1 for _ in (work / "out.jsonl").glob("**/*.json"))
