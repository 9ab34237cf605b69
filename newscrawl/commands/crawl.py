"""`scrapy crawl`: as Scrapy's own, but what stops a crawl before it begins is one line.

Scrapy prints a traceback for a wrong spider argument; here it is a line and exit code 2, and
for an error of newscrawl's own (a broken sites.toml, a store that cannot be opened) exit code 1.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from asyncio import Task

from scrapy.commands.crawl import Command as CrawlCommand
from scrapy.exceptions import UsageError

from newscrawl.commandline import load_handler
from newscrawl.errors import NewscrawlError


class Command(CrawlCommand):
    """Runs a spider of the project, by name."""

    def process_options(self, args: list[str], opts: Namespace) -> None:
        """As Scrapy does, and load what takes longer to load once the spiders are there."""
        super().process_options(args, opts)
        if self.settings is not None:
            load_handler(self.settings)

    def run(self, args: list[str], opts: Namespace) -> None:
        """Crawl; the exit code is 0 when the crawl ran, whatever it met."""
        if len(args) != 1:
            raise UsageError("one spider is needed: scrapy crawl article, or scrapy crawl news")
        self._check(args[0], opts)
        process = self.crawler_process
        if process is None:  # scrapy.cmdline makes one before anything else
            raise RuntimeError("scrapy crawl runs through scrapy.cmdline only")
        crawl = process.crawl(self._create_crawler(args[0]), **opts.spargs)
        process.start()
        error = crawl.exception() if isinstance(crawl, Task) and crawl.done() else None
        if isinstance(error, UsageError | NewscrawlError):
            sys.stderr.write(f"scrapy crawl {args[0]}: {error}\n")
            self.exitcode = 2 if isinstance(error, UsageError) else 1
        elif error is not None:
            raise error
        elif process.bootstrap_failed:
            self.exitcode = 1

    def _check(self, name: str, opts: Namespace) -> None:
        """Refuse a spider that is not there, and one that was not told what to crawl."""
        loader = self.crawler_process.spider_loader if self.crawler_process else None
        names = sorted(loader.list()) if loader else []
        if loader is None or name not in names:
            raise UsageError(f"there is no spider {name!r}; there are {', '.join(names)}")
        needed = getattr(loader.load(name), "needs_one_of", ())
        if needed and not any(opts.spargs.get(argument) for argument in needed):
            wanted = " or ".join(f"-a {argument}=..." for argument in needed)
            raise UsageError(f"the spider {name!r} needs {wanted}")
