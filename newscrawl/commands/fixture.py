"""scrapy fixture: record a page, check what is extracted from it, accept what was extracted."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawl.commandline import Verb, VerbCommand
from newscrawl.errors import MissingExpectation, NewscrawlError, SourceError
from newscrawl.items import Page
from newscrawl.urls import site_of

if TYPE_CHECKING:  # loads trafilatura, which no other command should wait for
    from newscrawl.extraction import SiteMemory
    from newscrawl.fixtures import Fixture


class Command(VerbCommand):
    """Exit code 0 when all is as expected, 1 when something differs, 2 for wrong arguments."""

    summary = "Keep pages and what is expected of them, and check that it still holds"

    def verbs(self) -> tuple[Verb, ...]:
        """Record, check, accept."""
        return (
            Verb(
                "record",
                "save a page, and the site memory it needs, as a fixture",
                self.record,
                _add_record_arguments,
                (
                    "scrapy fixture record https://www.example.org/news/1",
                    "scrapy fixture record page.html --learn saved/www.example.org",
                ),
            ),
            Verb(
                "check",
                "compare what is extracted today with what is expected",
                self.check,
                _add_paths,
                ("scrapy fixture check", "scrapy fixture check fixtures/example.org"),
            ),
            Verb(
                "accept",
                "make what is extracted today the expectation",
                self.accept,
                _add_paths,
                ("scrapy fixture accept fixtures/example.org/fire-in-the-harbour",),
            ),
        )

    def record(self, options: Namespace) -> int:
        """Write the fixture, show its article; what is expected of it is left to `accept`."""
        from newscrawl.extraction import extract  # noqa: PLC0415 - loads trafilatura
        from newscrawl.fixtures import Fixture, as_json  # noqa: PLC0415

        folder = _folder_of_fixture(options)
        page = self._page(options.page, options.url)
        memory = _memory(page, options.learn) if options.learn else None
        article = extract(page, memory)  # before anything is written: a page may have none
        if folder:
            fixture = Fixture(folder)
            fixture.write(page, memory)
        else:
            fixture = Fixture.record(page, memory, _root(options), name=options.name)
        print(as_json(article), end="")
        print(f"Recorded in {fixture.folder}. If this is the article, all of it and nothing else:")
        print(f"  scrapy fixture accept {fixture.folder}")
        return 0

    def check(self, options: Namespace) -> int:
        """Print every difference and every file without use; exit code 1 where there is one."""
        fixtures = _chosen(options)
        failed = sum(_report(fixture) for fixture in fixtures)
        unused = _unused(_paths(options))
        for file in unused:
            print(f"{file}: belongs to no fixture")
        print(f"fixtures: {len(fixtures)}, differing: {failed}, unused files: {len(unused)}")
        return int(bool(failed or unused))

    def accept(self, options: Namespace) -> int:
        """Write expected.json where it differs from today's article, and show what changed."""
        fixtures = _chosen(options)
        failed = accepted = 0
        for fixture in fixtures:
            try:
                differences = fixture.differences()
                if fixture.accept():
                    accepted += 1
                    print(f"{fixture.name}: accepted")
                    print(*(d for d in differences if not isinstance(d, MissingExpectation)))
            except NewscrawlError as error:
                print(f"{fixture.name}: {error}", file=sys.stderr)
                failed = 1
        print(f"fixtures: {len(fixtures)}, accepted anew: {accepted}")
        return failed

    def _page(self, source: str, url: str) -> Page:
        """The page at a URL or in a file."""
        if source.startswith(("http://", "https://")):
            from newscrawl.fetching import fetch  # noqa: PLC0415 - loads Twisted's reactor

            return fetch(source, self.project_settings)
        from newscrawl.sources import find_sources  # noqa: PLC0415 - loads trafilatura

        path = Path(source)
        file = path / "page.html" if path.is_dir() else path
        if not file.is_file():
            raise UsageError(f"{source}: no URL, no file and no fixture")
        return next(find_sources([file], url=url)[0].pages())


def _add_record_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("page", metavar="URL|FILE", help="the page; a fixture's, to record it anew")
    parser.add_argument("--url", default="", help="where FILE came from, if nothing says so")
    parser.add_argument(
        "--learn", nargs="+", type=Path, metavar="PATH", help="other pages of its site"
    )
    parser.add_argument(
        "--name", default="", help="the folder's name; made from the URL if missing"
    )
    _add_root(parser)


def _add_paths(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="fixtures or folders; else all")
    _add_root(parser)


def _add_root(parser: ArgumentParser) -> None:
    parser.add_argument("--fixtures", type=Path, metavar="DIR", help="default: the project's")


def _root(options: Namespace) -> Path:
    """The folder of all fixtures."""
    if options.fixtures:
        return Path(options.fixtures)
    return Path(closest_scrapy_cfg()).parent / "fixtures"


def _chosen(options: Namespace) -> list[Fixture]:
    """The fixtures that were asked for; a path may also be one below the fixtures' folder."""
    from newscrawl.fixtures import Fixture  # noqa: PLC0415

    found = {}
    for path in _paths(options):
        below = Fixture.find(path)
        if not below:
            raise SourceError(f"{path}: no fixture here; scrapy fixture record makes one")
        found.update({fixture.folder: fixture for fixture in below})
    return list(found.values())


def _paths(options: Namespace) -> list[Path]:
    """The folders that were asked for."""
    root = _root(options)
    paths = [Path(path) if Path(path).exists() else root / path for path in options.paths or [root]]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such fixture")
    return [path.parent if path.is_file() else path for path in paths]


def _report(fixture: Fixture) -> bool:
    """Print how a fixture's article differs; whether it does."""
    try:
        differences: list[NewscrawlError] = [*fixture.differences()]
    except SourceError as error:
        differences = [error]
    for difference in differences:
        print(difference)
    return bool(differences)


def _unused(paths: Iterable[Path]) -> list[Path]:
    from newscrawl.fixtures import Fixture  # noqa: PLC0415

    return sorted({file for path in paths for file in Fixture.unused_files(path)})


def _folder_of_fixture(options: Namespace) -> Path | None:
    """The fixture that is to be recorded anew, where the page is a fixture's own."""
    path = Path(options.page)
    folder = path if path.is_dir() else path.parent
    inside = folder.resolve().is_relative_to(_root(options).resolve())
    return folder if inside and (folder / "page.html").is_file() else None


def _memory(page: Page, paths: list[Path]) -> SiteMemory:
    """What a crawl that saw a page and its siblings would remember of their site."""
    from newscrawl.sources import find_sources, learn, readable_pages  # noqa: PLC0415

    site = site_of(page.url)
    others = readable_pages(find_sources(paths))
    siblings = (each for each in others if site_of(each.url) == site and each.url != page.url)
    memory = learn([page, *siblings])[site]
    if memory.pages < 2:
        raise SourceError(f"{paths[0]}: no other page of {site} to learn from")
    return memory
