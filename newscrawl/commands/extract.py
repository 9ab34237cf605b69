"""scrapy extract: saved pages in, articles out as JSON lines; no network, no store."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.exceptions import UsageError

from newscrawl.commandline import ProjectCommand, add_jobs, workers_of
from newscrawl.errors import SourceError
from newscrawl.items import Article, Page
from newscrawl.progress import progress
from newscrawl.wholefile import whole_file

if TYPE_CHECKING:  # loads trafilatura, which no other command should wait for
    from newscrawl.sources.articles import Read
    from newscrawl.sources.files import Source
    from newscrawl.workers import Workers

    How = tuple[Callable[[str], Any], Read[Path]]  # a site -> its memory; what reads with it


class Command(ProjectCommand):
    """Exit code 0 when every file gave an article, 1 when one did not, 2 for wrong arguments."""

    summary = "Extract articles from saved pages: HTML files, WARC files, folders of them"
    examples = (
        "scrapy extract page.html --url https://www.example.org/news/1",
        "scrapy extract pages/ --learn -O articles.jsonl",
        "scrapy extract data/archive/ --learn --jobs 4 -O articles.jsonl",
    )

    def syntax(self) -> str:
        """What the help shows after the command's name."""
        return "PATH... [options]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PATH..., where to write, what is known of the pages."""
        add = parser.add_argument
        add("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
        add("-O", "--output", metavar="FILE", help="write the JSON lines here, whole or not at all")
        add("--learn", action="store_true", help="first learn each site from all of its pages")
        add("--memory", type=Path, metavar="FILE", help="a site memory to begin with")
        add_jobs(parser)
        known = parser.add_mutually_exclusive_group()
        known.add_argument("--url", default="", help="where the one page came from")
        known.add_argument("--site", default="", metavar="HOST", help="where all pages came from")

    def execute(self, options: Namespace) -> int:
        """Extract every page; each file that yields nothing is a line on standard error."""
        from newscrawl.sources import find_sources  # noqa: PLC0415 - loads trafilatura

        _check(options)
        sources = find_sources(options.paths, url=options.url, site=options.site)
        path = None if options.output in {None, "-"} else Path(options.output)
        try:
            with workers_of(self.project_settings, options.jobs) as workers:
                how = _how_with(workers, options, sources) if workers else None
                how = how or _how_here(options, sources)
                with _output(path) as out:
                    bar = bool(path) or not sys.stdout.isatty()
                    return _extract(sources, how, out, bar=bar)
        except BrokenPipeError:
            raise
        except OSError as error:
            where = path or "standard output"
            raise SourceError(f"{where}: cannot write: {error.strerror or error}") from error


def as_json_line(article: Article) -> str:
    """An article as Scrapy's JSON lines feed has it, in UTF-8."""
    return json.dumps(ItemAdapter(article).asdict(), ensure_ascii=False) + "\n"


def _check(options: Namespace) -> None:
    """Refuse wrong arguments before anything is read or written."""
    for path in options.paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
    if options.url and (len(options.paths) > 1 or options.paths[0].is_dir()):
        raise UsageError("--url is for one page; --site HOST is for many")
    if options.output and not Path(options.output).parent.is_dir():
        raise UsageError(f"{options.output}: no such folder to write to")


def _how_here(options: Namespace, sources: list[Source]) -> How:
    """With what was learned of each site, with what was given, or nothing; in this process."""
    from newscrawl.sources import learn, read_memory  # noqa: PLC0415
    from newscrawl.sources.articles import read_here  # noqa: PLC0415

    given = read_memory(options.memory) if options.memory else None
    if options.learn:
        return learn(_to_learn_from(sources), given).get, read_here
    return lambda _site: given, read_here


def _how_with(workers: Workers, options: Namespace, sources: list[Source]) -> How:
    """The same in several processes."""
    from newscrawl.sources import learn_with, read_memory  # noqa: PLC0415
    from newscrawl.workers.tasks import extract_page  # noqa: PLC0415

    read = partial(workers.map, extract_page)
    given = read_memory(options.memory) if options.memory else None
    if options.learn:
        learned = learn_with(workers, _to_learn_from(sources), given)
        return lambda site: workers.memory(learned.packed(site)), read
    memory = workers.memory(given.to_bytes()) if given else None
    return lambda _site: memory, read


def _to_learn_from(sources: list[Source]) -> Iterator[Page]:
    from newscrawl.sources import readable_pages  # noqa: PLC0415

    return readable_pages(progress(sources, "Learning", len(sources)))


def _output(path: Path | None) -> AbstractContextManager[IO[str]]:
    """Where the lines go."""
    return whole_file(path) if path else nullcontext(sys.stdout)


def _extract(sources: list[Source], how: How, out: IO[str], *, bar: bool) -> int:
    """Write the articles, print the problems; the exit code."""
    from newscrawl.sources import outcomes  # noqa: PLC0415

    failed = 0
    shown = progress(sources, "Extracting", len(sources)) if bar else sources
    for outcome in outcomes(shown, *how):
        if outcome.article:
            out.write(as_json_line(outcome.article))
        else:
            print(outcome.problem, file=sys.stderr)
            failed = 1
    return failed
