"""scrapy why: each block of a page, kept or dropped, with the reason and the evidence."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from newscrawl.commandline import ProjectCommand
from newscrawl.discovery.sites import read_sites
from newscrawl.errors import ExtractionError, SourceError
from newscrawl.items import Page
from newscrawl.progress import progress
from newscrawl.urls import site_of

if TYPE_CHECKING:  # loads trafilatura, which no other command should wait for
    from newscrawl.explanations import Known
    from newscrawl.extraction import Explanation


class Command(ProjectCommand):
    """Exit code 0 when the page could be read, 1 when it could not, 2 for wrong arguments."""

    summary = "Show each block of a page, kept or dropped, and why"
    examples = (
        "scrapy why https://www.example.org/news/1",
        "scrapy why page.html --url https://www.example.org/news/1 --learn pages/",
        "scrapy why page.html --json | jq '.blocks[] | select(.kept)'",
        "scrapy why page.html -s NEWSCRAWL_STORE=    (judged alone, whatever the store knows)",
    )

    def syntax(self) -> str:
        """What the help shows after the command's name."""
        return "URL|FILE [options]"

    def long_desc(self) -> str:
        """What the help says under it."""
        return (
            "Show the blocks of a page in reading order, each kept (+) or dropped (-), with the "
            "reason and the evidence. The page is judged with the memory that the store has of "
            "its site, if there is one, or with that of --memory and --learn. Nothing is stored."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """URL|FILE, what is known of its site, how to print."""
        add = parser.add_argument
        add("page", metavar="URL|FILE", help="a page on the web, or a saved one")
        add("--url", default="", help="where FILE came from, if nothing says so")
        add("--memory", type=Path, metavar="FILE", help="a site memory in place of the store's")
        add("--learn", nargs="+", type=Path, metavar="PATH", help="other pages of its site")
        add("--all", action="store_true", help="fold no long runs of navigation, cut no long text")
        add("--json", action="store_true", help="print one JSON object")

    def execute(self, options: Namespace) -> int:
        """Read the page, judge its blocks, print them."""
        _check(options)
        page = self._page(options)
        known = self._known(page, options)
        explanation = _explain(page, known, options.page)
        if options.json:
            _print_json(explanation, known)
        else:
            _print_text(explanation, known, whole=options.all)
        return 0

    def _page(self, options: Namespace) -> Page:
        """The page at a URL or in a file."""
        if _is_url(options.page):
            from newscrawl.fetching import fetch  # noqa: PLC0415 - loads Twisted's reactor

            return fetch(options.page, self.project_settings)
        from newscrawl.sources import find_sources  # noqa: PLC0415 - loads trafilatura

        sources = find_sources([Path(options.page)], url=options.url)
        if len(sources) > 1:
            raise UsageError(f"{options.page}: holds {len(sources)} files; name one")
        page = next(sources[0].pages(), None)
        if page is None:
            raise SourceError(f"{options.page}: holds no page")
        return page

    def _known(self, page: Page, options: Namespace) -> Known:
        """The memory that was given, or was learned on top of it; else the store's."""
        from newscrawl.explanations import Known  # noqa: PLC0415 - loads trafilatura
        from newscrawl.sources import read_memory  # noqa: PLC0415

        given = Known()
        if options.memory:
            given = Known(read_memory(options.memory), str(options.memory))
        if options.learn:
            return _learned(page, options.learn, given)
        return given if options.memory else self._stored(page)

    def _stored(self, page: Page) -> Known:
        """What the store remembers of the page's site; a store that is not there is not made."""
        from newscrawl.explanations import Known  # noqa: PLC0415
        from newscrawl.storage import Store  # noqa: PLC0415 - loads SQLAlchemy
        from newscrawl.storage.engine import is_missing  # noqa: PLC0415
        from newscrawl.storage.memories import Memories  # noqa: PLC0415

        url = self.project_settings.get("NEWSCRAWL_STORE") or ""
        if not url or is_missing(url):
            return Known()
        with Store(url) as store:
            memory = Memories(store).of(self._site_of(page))
            return Known(memory, store.name) if memory.pages else Known()

    def _site_of(self, page: Page) -> str:
        """The site under which a crawl keeps what it learns; sites.toml may join hosts."""
        path = Path(self.project_settings["NEWSCRAWL_SITES"])
        return read_sites(path).name_of(page.url) if path.is_file() else site_of(page.url)


def _check(options: Namespace) -> None:
    """Refuse wrong arguments before anything is read."""
    if _is_url(options.page):
        if options.url:
            raise UsageError("--url is for a file; the page is a URL itself")
    elif not Path(options.page).exists():
        raise UsageError(f"{options.page}: no such file; a URL begins with https:// or http://")
    if options.url and not _is_url(options.url):
        raise UsageError(f"--url {options.url}: a URL begins with https:// or http://")
    for path in options.learn or ():
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder to learn from")


def _is_url(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _learned(page: Page, paths: list[Path], given: Known) -> Known:
    """What other pages of the page's site teach, on top of a memory that was given."""
    from newscrawl.explanations import Known  # noqa: PLC0415
    from newscrawl.sources import find_sources, learn, readable_pages  # noqa: PLC0415

    site, sources = site_of(page.url), find_sources(paths)
    others = readable_pages(progress(sources, "Learning", len(sources)))
    siblings = (each for each in others if site_of(each.url) == site and each.url != page.url)
    memory = learn(siblings, given.memory).get(site)
    where = ", ".join(filter(None, [given.source, *map(str, paths)]))
    if memory is None or not memory.pages:
        raise SourceError(f"{where}: no other page of {site} to learn from; is --url missing?")
    return Known(memory, where)


def _explain(page: Page, known: Known, source: str) -> Explanation:
    """The verdicts; an error names what the page was asked for by."""
    from newscrawl.extraction import explain, with_passed  # noqa: PLC0415 - loads trafilatura

    try:
        return with_passed(page, explain(page, known.memory))
    except ExtractionError as error:
        said = str(error).removeprefix(f"{page.url}: ")
        raise SourceError(f"{source}: {said}") from error


def _print_json(explanation: Explanation, known: Known) -> None:
    from newscrawl.explanations import as_record  # noqa: PLC0415

    print(json.dumps(as_record(explanation, known), ensure_ascii=False))


def _print_text(explanation: Explanation, known: Known, *, whole: bool) -> None:
    from rich.console import Console  # noqa: PLC0415 - start-up: no other command should wait

    from newscrawl.explanations import print_explanation  # noqa: PLC0415

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    print_explanation(explanation, known, console, whole=whole)
