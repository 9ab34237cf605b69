"""scrapy urls: what was found and what became of it, and trying it again."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from newscrawl.commandline import Verb, VerbCommand, open_store
from newscrawl.printable import one_line

if TYPE_CHECKING:  # loads SQLAlchemy, which no other command should wait for
    from newscrawl.storage import Store, Tally, UrlRow

_COLUMNS = "state, reason, tries, next try, URL"


class Command(VerbCommand):
    """Exit code 0 when something was found or is due, 1 when nothing is, 2 for wrong arguments."""

    summary = "List the URLs that were found and what became of each; try them again"

    def verbs(self) -> tuple[Verb, ...]:
        """The two verbs."""
        return (
            Verb(
                "list",
                f"count URLs by state and reason, or list them: {_COLUMNS}",
                self.list,
                _add_list_arguments,
                (
                    "scrapy urls list",
                    "scrapy urls list --state failed",
                    "scrapy urls list --state failed --reason 'HTTP 403' --site example.org",
                    "scrapy urls list --count --site example.org",
                    "scrapy urls list --all --json | jq -r 'select(.tries > 2) | .url'",
                    "scrapy urls list --state removed",
                ),
            ),
            Verb(
                "retry",
                "make URLs due again, as if they had never failed; the next crawl requests them",
                self.retry,
                _add_retry_arguments,
                (
                    "scrapy urls retry https://www.example.org/news/1",
                    "scrapy urls retry --state failed --reason timeout",
                    "scrapy urls retry --state not_article --reason TooShort --site example.org",
                ),
            ),
        )

    def list(self, options: Namespace) -> int:
        """Print the URLs, or how many there are of which."""
        _check_list(options)
        wanted = (options.state, options.reason, options.site)
        is_list = options.all or (any(wanted) and not options.count)
        with open_store(self.project_settings) as store:
            rows = store.urls(*wanted, options.limit) if is_list else iter(store.tallies(*wanted))
            printed = _print(islice(rows, options.limit), as_json=options.json)
            if not printed:
                print(_nothing(store, options), file=sys.stderr)
        return 0 if printed else 1

    def retry(self, options: Namespace) -> int:
        """Make due; say how many URLs are, and which cannot be."""
        _check_retry(options)
        with open_store(self.project_settings) as store:
            if options.urls:
                return _retry_named(store, options.urls)
            state = options.state or "failed"
            number = store.retry_all(state, options.reason, options.site)
            options.state = state
            nothing = "" if number else _nothing(store, options)
        print(nothing or _due(number), file=sys.stderr if nothing else sys.stdout)
        return 0 if number else 1


def _add_list_arguments(parser: ArgumentParser) -> None:
    _add_filters(parser)
    parser.add_argument("--all", action="store_true", help="list all URLs")
    parser.add_argument("--count", action="store_true", help="count them by state and reason")
    parser.add_argument("--limit", type=_positive, metavar="N", help="at most so many")
    parser.add_argument("--json", action="store_true", help="a JSON object a line, all columns")


def _add_retry_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("urls", nargs="*", metavar="URL", help="these; else all that match:")
    _add_filters(parser, "default: failed")


def _add_filters(parser: ArgumentParser, default: str = "") -> None:
    from newscrawl.storage import State  # noqa: PLC0415 - loads SQLAlchemy

    states = [str(state) for state in State]
    told = f"{', '.join(states)}{f' ({default})' if default else ''}"
    parser.add_argument("--state", choices=states, default="", metavar="STATE", help=told)
    parser.add_argument("--reason", default="", help="for this reason, as the list has it")
    parser.add_argument("--site", default="", metavar="HOST", help="of this site alone")


def _check_list(options: Namespace) -> None:
    if options.all and (options.state or options.reason or options.count):
        raise UsageError("--all is for all URLs; leave out --state, --reason and --count")


def _check_retry(options: Namespace) -> None:
    """Refuse what cannot be retried whatever the store holds."""
    if options.urls and (options.state or options.reason or options.site):
        raise UsageError("name URLs, or say which by --state, --reason and --site; not both")
    objections = {
        "removed": "what was removed for good stays out",
        "fetched": "pages that wait in the spool go on by themselves, in the next crawl",
    }
    if options.state in objections:
        raise UsageError(f"--state {options.state}: {objections[options.state]}")


def _print(rows: Iterable[UrlRow | Tally], *, as_json: bool) -> int:
    """Print rows, none of them held; how many those were."""
    if not as_json and sys.stdout.isatty():
        from newscrawl.listings.urls import print_table  # noqa: PLC0415 - loads rich

        return print_table(rows)
    number = 0
    for row in rows:
        number += 1
        print(json.dumps(asdict(row), ensure_ascii=False) if as_json else _tabbed(row))
    return number


def _tabbed(row: UrlRow | Tally) -> str:
    from newscrawl.listings.urls import cells  # noqa: PLC0415

    return "\t".join(map(one_line, cells(row)))


def _nothing(store: Store, options: Namespace) -> str:
    """That nothing is there, and which reasons there are instead of the one asked for."""
    kind = f" {options.state}" if options.state else ""
    why = f" for the reason {options.reason!r}" if options.reason else ""
    where = f" of {options.site}" if options.site else ""
    there = [tally.reason for tally in store.tallies(options.state, "", options.site)]
    reasons = ", ".join(dict.fromkeys(filter(None, there))) if options.reason else ""
    return f"no{kind} URL{where}{why}" + (f"; there are: {one_line(reasons)}" if reasons else "")


def _retry_named(store: Store, urls: list[str]) -> int:
    objections = {url: store.retry(url) for url in dict.fromkeys(urls)}
    refused = {url: why for url, why in objections.items() if why}
    for url, why in refused.items():
        print(one_line(f"{url}: {why}"), file=sys.stderr)
    if len(objections) > len(refused):
        print(_due(len(objections) - len(refused)))
    return 1 if refused else 0


def _due(number: int) -> str:
    return f"{number:,} URL{'s are' if number != 1 else ' is'} due; the next crawl requests them"


def _positive(said: str) -> int:
    number = int(said)
    if number < 1:
        raise ValueError
    return number
