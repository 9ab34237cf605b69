"""scrapy export: stored articles as files."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import UsageError

from newscrawl.commandline import ProjectCommand, open_store
from newscrawl.items import Article

ONE_FILE = ("jsonl", "csv", "parquet")
A_FILE_EACH = ("txt", "md")
STDOUT = Path("-")


class Command(ProjectCommand):
    """Exit code 0 when all was written, 1 when it was not, 2 for wrong arguments."""

    summary = "Write stored articles to files: JSON lines, CSV, Parquet, text, Markdown"
    examples: ClassVar[tuple[str, ...]] = (
        "scrapy export --format jsonl -O articles.jsonl",
        "scrapy export --format csv --site example.org --since 2026-11-01 -O november.csv",
        "scrapy export --format md -O articles/",
    )

    def syntax(self) -> str:
        """What the help shows after the command's name."""
        return "[--format FORMAT] [-O FILE_OR_FOLDER] [--site HOST] [--since DATE]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which articles, in which format, to where."""
        parser.add_argument(
            "--format",
            choices=(*ONE_FILE, *A_FILE_EACH),
            default="jsonl",
            help="txt and md: a file an article, in a folder a site (default: jsonl)",
        )
        parser.add_argument(
            "-O",
            "--overwrite-output",
            type=Path,
            default=STDOUT,
            metavar="PATH",
            help="file, or folder for txt and md (default: standard output)",
        )
        parser.add_argument("--site", default="", metavar="HOST", help="this site's alone")
        parser.add_argument(
            "--since",
            default="",
            metavar="DATE",
            help="published then or later (fetched, where nobody knows): 2026-11-01, "
            "2026-11-01T08:00+01:00; UTC where it has no offset",
        )

    def execute(self, options: Namespace) -> int:
        """Write the articles, and how many those were to standard error."""
        since = _moment(options.since)
        form, path = options.format, options.overwrite_output
        _check(form, path)
        with open_store(self.project_settings) as store:
            count = self._write(store.articles(options.site, since), form, path)
        where = "standard output" if path == STDOUT else path
        print(f"{count} articles written to {where}", file=sys.stderr)
        return 0

    def _write(self, articles: Iterator[Article], form: str, path: Path) -> int:
        from newscrawl import exports  # noqa: PLC0415 - a command loads what it needs when it runs
        from newscrawl.exports.tables import binary_file  # noqa: PLC0415

        if form == "txt":
            return exports.write_folder(articles, path, ".txt", exports.as_text)
        if form == "md":
            return exports.write_folder(articles, path, ".md", exports.as_markdown)
        if path == STDOUT:
            return exports.write_feed(articles, form, self.project_settings, sys.stdout.buffer)
        with binary_file(path) as file:
            if form == "parquet":
                return exports.write_parquet(articles, file)
            return exports.write_feed(articles, form, self.project_settings, file)


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said) if said else None
    except ValueError:
        raise UsageError(f"--since {said}: no date; write 2026-11-01", print_help=False) from None
    return moment.replace(tzinfo=UTC) if moment and not moment.tzinfo else moment


def _check(form: str, path: Path) -> None:
    """Refuse what would fail, or surprise, after much work."""
    if path == STDOUT and form not in {"jsonl", "csv"}:
        raise UsageError(f"--format {form} needs a place to write to: -O PATH", print_help=False)
    if form in ONE_FILE and path.is_dir():
        raise UsageError(f"-O {path}: is a folder; {form} is one file", print_help=False)
    if form in A_FILE_EACH and path.is_file():
        raise UsageError(f"-O {path}: is a file; {form} needs a folder", print_help=False)
