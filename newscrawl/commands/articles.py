"""scrapy articles: find and read what is stored."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from newscrawl.commandline import Verb, VerbCommand, add_jobs, open_store, workers_of
from newscrawl.discovery.sites import read_sites
from newscrawl.items import Article
from newscrawl.printable import one_line, printable
from newscrawl.progress import progress
from newscrawl.urls import site_of

if TYPE_CHECKING:  # loads SQLAlchemy, which no other command should wait for
    from newscrawl.storage import Spool, Story, Version
    from newscrawl.storage.removing import Removed


class Command(VerbCommand):
    """Exit code 0 when something was found, 1 when nothing was, 2 for wrong arguments."""

    summary = "Find and read stored articles, see what changed, remove them for good"

    def verbs(self) -> tuple[Verb, ...]:
        """What can be done with articles."""
        return (
            Verb(
                "search",
                "find articles by their words",
                self.search,
                _add_search_arguments,
                (
                    "scrapy articles search 'harbour ferry'",
                    "scrapy articles search '\"in this order\" begin*' --site example.org --json",
                ),
            ),
            Verb(
                "show",
                "print one article, or its versions and what each changed",
                self.show,
                _add_show_arguments,
                (
                    "scrapy articles show https://www.example.org/news/1",
                    "scrapy articles show https://www.example.org/news/1 --versions --diff",
                ),
            ),
            Verb(
                "remove",
                "delete an article for good, with its versions and its raw pages; "
                "no crawl brings it back",
                self.remove,
                _add_remove_arguments,
                ("scrapy articles remove https://www.example.org/news/1 --reason 'a court order'",),
            ),
            Verb(
                "refresh",
                "read articles anew from the archive, where a crawl has learned more of their "
                "site since, or newscrawl has",
                self.refresh,
                _add_refresh_arguments,
                (
                    "scrapy articles refresh",
                    "scrapy articles refresh --site example.org --since 2026-11-01 --verbose",
                ),
            ),
        )

    def search(self, options: Namespace) -> int:
        """Print the articles that hold all the words, best first."""
        text = " ".join(options.text)
        with open_store(self.project_settings) as store:
            hits = store.search(text, options.limit, options.site)
        for hit in hits:
            if options.json:
                print(json.dumps(asdict(hit), ensure_ascii=False))
            else:
                print(printable(f"{hit.published[:10] or '-':10}  {hit.site}  {hit.headline}"))
                print(printable(f"{'':12}{hit.url}\n{'':12}{hit.snippet}"))
        if not hits:
            print(f"no article holds {text!r}", file=sys.stderr)
        return 0 if hits else 1

    def show(self, options: Namespace) -> int:
        """Print the article that a URL names or led to."""
        if options.diff and not options.versions:
            raise UsageError("--diff is of versions: --versions --diff")
        with open_store(self.project_settings) as store:
            article = store.article(options.url)
            row = None if article else store.url(options.url)
            versions = store.versions(options.url) if options.versions else []
            story = None if options.versions or options.json else store.story_of(options.url)
        if article is None:
            known = f"; the URL is known as {row.state} {row.reason}".rstrip() if row else ""
            print(f"no article of {options.url} is stored{one_line(known)}", file=sys.stderr)
            return 1
        if options.versions:
            _print_versions(article, versions, options)
        else:
            print(_as_json(article) if options.json else printable(_as_page(article, story)))
        return 0

    def remove(self, options: Namespace) -> int:
        """Delete for good; say what was deleted."""
        from newscrawl.storage.archive import Archive  # noqa: PLC0415 - loads SQLAlchemy
        from newscrawl.storage.removing import remove  # noqa: PLC0415

        reason = one_line(options.reason)
        if not reason:
            raise UsageError("--reason: say why; it is all that will be left of the article")
        folder = self.project_settings.get("NEWSCRAWL_ARCHIVE_DIR") or ""
        with open_store(self.project_settings) as store:
            has_archive = bool(folder) and Path(folder).is_dir()
            archive = Archive(Path(folder), store) if has_archive else None
            removed = remove(store, options.url, reason, self._spool(), archive)
        if removed is None:
            print(f"{options.url}: was never found; nothing was removed", file=sys.stderr)
            return 1
        print(printable(_as_told(removed)))
        return 0

    def refresh(self, options: Namespace) -> int:
        """Read anew what a newer memory or another extractor may read otherwise."""
        from newscrawl.refreshing import Refresh, summary  # noqa: PLC0415 - loads trafilatura
        from newscrawl.storage.archive import Archive  # noqa: PLC0415 - loads SQLAlchemy

        folder = self.project_settings.get("NEWSCRAWL_ARCHIVE_DIR") or ""
        if not folder:
            raise UsageError("NEWSCRAWL_ARCHIVE_DIR is empty; pages are read from an archive")
        fates: Counter[str] = Counter()
        settings = self.project_settings
        with open_store(settings) as store, workers_of(settings, options.jobs) as workers:
            archive, which = Archive(Path(folder), store), (options.site, options.since)
            refresh = Refresh(store, archive, self._site_name(), *which, workers)
            for reread in progress(refresh, "Refreshing", len(refresh)):
                fates[reread.fate] += 1
                if options.verbose:
                    print(one_line(str(reread)))
        print(summary(fates))
        return 0

    def _spool(self) -> Spool:
        """The spool as crawls use it."""
        from newscrawl.storage import Spool  # noqa: PLC0415 - loads SQLAlchemy

        return Spool(Path(self.project_settings["NEWSCRAWL_SPOOL_DIR"]), self._site_name())

    def _site_name(self) -> Callable[[str], str]:
        """Which site a URL belongs to; sites.toml may join hosts."""
        sites = Path(self.project_settings["NEWSCRAWL_SITES"])
        return read_sites(sites).name_of if sites.is_file() else site_of


def _add_search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "text",
        nargs="+",
        help='words that all must be there; "words in a row" and begin* work, too',
    )
    parser.add_argument("--site", default="", metavar="HOST", help="this site's alone")
    parser.add_argument("--limit", type=_positive, default=20, metavar="N", help="default: 20")
    parser.add_argument("--json", action="store_true", help="a JSON object a line")


def _add_show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="canonical, or any that led to the article")
    parser.add_argument(
        "--versions", action="store_true", help="its versions, oldest first, the current one last"
    )
    parser.add_argument("--diff", action="store_true", help="with --versions: what each changed")
    parser.add_argument("--json", action="store_true", help="a JSON object, as feeds have it")


def _add_remove_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="canonical, or any that led to the article")
    parser.add_argument("--reason", required=True, help="why; kept with the URL, without the text")


def _add_refresh_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--site", default="", metavar="HOST", help="this site's alone")
    parser.add_argument(
        "--since",
        type=_moment,
        metavar="DATE",
        help="published then or later (fetched, where nobody knows): 2026-11-01",
    )
    parser.add_argument(
        "--verbose", action="store_true", help="name each article, and what became of it"
    )
    add_jobs(parser)


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ArgumentTypeError(f"{said!r} is no date; write 2026-11-01") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise ValueError
    return number


def _as_json(article: Article) -> str:
    return json.dumps(asdict(article), ensure_ascii=False)


def _print_versions(article: Article, versions: list[Version], options: Namespace) -> None:
    from newscrawl.listings.versions import (  # noqa: PLC0415 - loads rich
        as_record,
        editions,
        print_versions,
    )

    found = editions(article, versions)
    if options.json:
        for before, edition in zip([None, *found], found, strict=False):
            print(json.dumps(as_record(edition, before, diff=options.diff), ensure_ascii=False))
        return
    from rich.console import Console  # noqa: PLC0415

    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    print_versions(found, console, diff=options.diff)


def _as_told(removed: Removed) -> str:
    """What was deleted, and what may still hold it."""
    removal, tombstone = removed.removal, removed.removal.tombstone
    counts = {
        "article": removal.articles,
        "earlier version": removal.versions,
        "archived page": removed.records,
    }
    deleted = ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for name, n in counts.items() if n)
    when = "" if removal.articles else f" (removed on {tombstone.removed_at}: {tombstone.reason})"
    return (
        f"{tombstone.url}{when}: deleted {deleted or 'nothing more'}; "
        f"URLs that are not requested any more: {len(removal.urls)}. "
        "Backups made before still hold what was deleted."
    )


def _as_page(article: Article, story: Story | None) -> str:
    """The article as one reads it, who else has it, and what was taken out of its page."""
    from newscrawl.listings.stories import same_story  # noqa: PLC0415 - loads SQLAlchemy

    about = (
        article.site,
        article.published or article.fetched_at,
        ", ".join(article.authors),
        article.agency,
        article.dateline,
        "behind a paywall" if article.paywalled else "",
    )
    parts = [
        f"{article.headline}\n{'=' * min(len(article.headline), 80)}",
        " · ".join(filter(None, about)) + f"\n{article.canonical_url}",
        article.text.replace("\n", "\n\n"),
        *(_as_line(image.caption, image.credit, image.url) for image in article.images),
        same_story(story) if story else "",
        "removed: " + (", ".join(f"{n} {r}" for r, n in article.removed.items()) or "nothing"),
    ]
    return "\n\n".join(filter(None, parts))


def _as_line(caption: str, credit: str, url: str) -> str:
    return "image: " + " · ".join(filter(None, (caption, credit, url)))
