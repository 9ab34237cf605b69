"""scrapy run: a crawl of all sites for cron and systemd, one at a time, silent when all is well."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from asyncio import Task
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newscrawl.commandline import ProjectCommand, load_handler
from newscrawl.discovery.sites import Sites, read_sites
from newscrawl.errors import AlreadyRunning, NewscrawlError, RunError, SitesFileError

if TYPE_CHECKING:  # load SQLAlchemy, which no other command should wait for
    from scrapy.crawler import Crawler

    from newscrawl.running.report import RunReport
    from newscrawl.storage import Store
    from newscrawl.storage.additions import Mark


class Command(ProjectCommand):
    """Exit codes: see newscrawl/running/report.py."""

    summary = "Crawl all sites once, for cron: locked, logged, silent when all is well"
    examples = (
        "scrapy run",
        "scrapy run -v",
        "scrapy run --site www.example.org",
        "scrapy run -s NEWSCRAWL_PING_URL=https://ping.example.org/abc",
    )

    def syntax(self) -> str:
        """What the help shows after the command's name."""
        return "[options]"

    def long_desc(self) -> str:
        """What the help says under it."""
        return (
            "Do what `scrapy crawl news` does, once at a time, and say how it went by the exit "
            "code: 0 all is well; 1 it could not start; 2 something failed, a site has changed, or "
            "it was stopped; 3 nothing was saved where something was expected; 75 another run is "
            "under way. What somebody should look at goes to standard error, the log to "
            "NEWSCRAWL_LOG_FILE."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--site, --verbose."""
        add = parser.add_argument
        add("--site", default="", metavar="HOST", help="one site of sites.toml; all without it")
        add("-v", "--verbose", action="store_true", help="print what each site brought")

    def execute(self, options: Namespace) -> int:
        """Take the lock, crawl, report, ping."""
        from newscrawl.running.lock import locked  # noqa: PLC0415 - fcntl is Unix's alone

        settings = self.project_settings
        load_handler(settings)
        try:
            with locked(_lock_file(settings)):
                return self._run(options)
        except AlreadyRunning as error:
            sys.stderr.write(f"scrapy run: {error}\n")
            return 75

    def _run(self, options: Namespace) -> int:
        from newscrawl.storage import Store  # noqa: PLC0415 - loads SQLAlchemy
        from newscrawl.storage.additions import mark  # noqa: PLC0415

        settings = self.project_settings
        sites = _sites(settings, options.site)
        _log(settings)
        with Store(settings["NEWSCRAWL_STORE"]) as store:
            before = mark(store)
            crawler = _crawl(settings, options.site)
            report = _report(store, before, crawler, sites)
        code = int(report.exit_code)
        _show(report, verbose=options.verbose)
        _ping(settings["NEWSCRAWL_PING_FAIL_URL" if code else "NEWSCRAWL_PING_URL"], crawler)
        return code


def _lock_file(settings: BaseSettings) -> Path:
    """NEWSCRAWL_LOCK_FILE; else beside an SQLite store; else data/newscrawl.lock."""
    from newscrawl.storage.engine import sqlite_file  # noqa: PLC0415 - loads SQLAlchemy

    if settings["NEWSCRAWL_LOCK_FILE"]:
        return Path(settings["NEWSCRAWL_LOCK_FILE"])
    if not settings["NEWSCRAWL_STORE"]:
        raise RunError("NEWSCRAWL_STORE is empty, and news are kept in a store; name one")
    store = sqlite_file(settings["NEWSCRAWL_STORE"])
    return store.with_name(f"{store.name}.lock") if store else Path("data/newscrawl.lock")


def _sites(settings: BaseSettings, wanted: str) -> Sites:
    """The sites to crawl.

    Raises:
        SitesFileError: There are none.
    """
    sites = read_sites(settings["NEWSCRAWL_SITES"])
    if not len(sites):
        raise SitesFileError(f"{sites.path} names no site; scrapy site add URL adds one")
    if wanted and sites.find(wanted) is None:
        names = ", ".join(site.name for site in sites)
        raise SitesFileError(f"--site {wanted}: is not in {sites.path}, which has {names}")
    return sites


def _log(settings: BaseSettings) -> None:
    """Send the log to a file; --logfile names another one."""
    from newscrawl.running.logfile import log_to  # noqa: PLC0415 - loads what other commands need not

    name = settings["LOG_FILE"] or settings["NEWSCRAWL_LOG_FILE"]
    path = Path(name) if name and settings.getbool("LOG_ENABLED") else None
    log_to(path, settings["LOG_LEVEL"], settings["LOG_FORMAT"], settings["LOG_DATEFORMAT"])


def _crawl(settings: BaseSettings, site: str) -> Crawler:
    """Crawl to the end, and give back the crawler.

    Raises:
        RunError: The crawl could not begin.
    """
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415 - loads Twisted

    # The log has a handler of its own; no setting from elsewhere says anything of it.
    settings.setdict({"LOG_INSTALL_ROOT_HANDLER": False}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)  # type: ignore[arg-type]
    crawler = process.create_crawler("news")
    task = process.crawl(crawler, **({"site": site} if site else {}))
    process.start()
    error = task.exception() if isinstance(task, Task) and task.done() else None
    if isinstance(error, NewscrawlError):
        raise error
    if isinstance(error, UsageError):
        raise RunError(str(error)) from error
    if error is not None or process.bootstrap_failed or crawler.spider is None:
        raise RunError(f"the crawl did not begin: {error!r}; see the log") from error
    return crawler


def _report(store: Store, before: Mark, crawler: Crawler, sites: Sites) -> RunReport:
    """What the crawl came to."""
    from newscrawl.running.report import RunReport, SiteReport  # noqa: PLC0415
    from newscrawl.storage.additions import additions, has_articles  # noqa: PLC0415
    from newscrawl.storage.measures import open_alarms  # noqa: PLC0415

    spider: Any = crawler.spider
    stats: dict[str, Any] = crawler.stats.get_stats() if crawler.stats else {}
    new, updated = additions(store, before, sites.name_of)
    alarms = open_alarms(store) if stats.get("newscrawl/alarm/sites") else []
    reports = []
    for site in spider.sites:
        brought = spider.harvest.of(site)
        same = brought.kept - new[site] - updated[site]
        reports.append(
            SiteReport(
                site=site,
                new=new[site],
                updated=updated[site],
                unchanged=brought.unchanged + max(same, 0),
                failed=brought.failed,
                passed_over=brought.passed_over,
                sources_failed=brought.sources_failed,
                alarms=tuple(alarm for alarm in alarms if alarm.site == site),
                is_known=has_articles(store, site),
            )
        )
    crashes = int(stats.get("spider_exceptions/count", 0))
    return RunReport(tuple(reports), str(stats.get("finish_reason", "not finished")), crashes)


def _show(report: RunReport, *, verbose: bool) -> None:
    """Print the report: all of it where it was asked for, else what somebody should look at."""
    if verbose:
        print(*report.lines(everything=True), sep="\n")
    elif report.exit_code:
        sys.stderr.writelines(f"{line}\n" for line in report.lines(everything=False))


def _ping(url: str, crawler: Crawler) -> None:
    """Request the URL that watches for runs, if there is one; a failing ping is a warning."""
    from newscrawl.running.ping import ping  # noqa: PLC0415 - loads urllib.request

    problem = ping(url, crawler.settings["USER_AGENT"]) if url else ""
    if problem:
        sys.stderr.write(f"scrapy run: {problem}\n")
